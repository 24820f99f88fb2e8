/** Makes every request of the description in a gateway that has what the demo has, and keeps what it answers. */
import { STATION_PREFIX, seed } from '../../../src/demo/seed.ts';
import { createFleet, type Fleet } from '../../../src/simulator/fleet.ts';
import { type Answer, type Json, startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { until } from '../../support/until.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../../support/webhook-receiver.ts';
import { enter } from '../support/raw-station.ts';
import { type ExampledOperation, exampledOperations } from './described.ts';

export type Stage = {
  readonly gateway: TestGateway;
  readonly fleet: Fleet;
  readonly receiver: WebhookReceiver;
  /** The access token of demo-operator. */
  readonly operator: string;
  readonly startedAt: Date;
  readonly close: () => Promise<void>;
};

export type Answered = {
  readonly operationId: string;
  readonly status: number;
  readonly body: Json;
  /** Whether the description knows the status as a success, and nothing of it was refused. */
  readonly went: boolean;
};

export type Journey = {
  readonly answered: readonly Answered[];
  /** What only running makes: by operationId, or by what a path begins with. */
  readonly made: Readonly<Record<string, string | undefined>>;
};

/** The first stations of the demo, and one of each version. */
const STATIONS = 6;
/** Not connected: what is asked of it waits. */
const ABSENT = `${STATION_PREFIX}-010`;
/** Comes once, with what cannot be taken, and goes. */
const ODD = `${STATION_PREFIX}-020`;
/** Where it stands when it is deleted, so that this is, too, what it was. */
const ODD_PLACE = 'kiosk-graz';

export const startStage = async (environment: Readonly<Record<string, string>> = {}): Promise<Stage> => {
  const startedAt = new Date();
  const [gateway, receiver] = await Promise.all([
    startTestGateway({
      environment: {
        OUTBOUND_ALLOW: '127.0.0.1',
        OUTBOUND_HTTP: 'always',
        OCPP_CONFIGURATION_AFTER_S: '0',
        ...environment,
      },
    }),
    startWebhookReceiver(),
  ]);
  const { services, offeredScopes } = gateway.gateway;
  const clients = await seed(services, offeredScopes);
  const fleet = createFleet({
    url: gateway.stationsUrl,
    count: STATIONS,
    prefix: STATION_PREFIX,
    connectors: 2,
    staggerMs: 0,
    plugInAfterRemoteStartMs: 10,
    sampleIntervalS: 1,
    identity: { vendor: 'Voltgate', model: 'Simulator' },
  });
  await fleet.start();
  await fleet.ready();
  return {
    gateway,
    fleet,
    receiver,
    operator: await gateway.token('demo-operator', clients.find(({ id }) => id === 'demo-operator')?.secret),
    startedAt,
    close: async () => {
      await fleet.close();
      await gateway.close();
      await receiver.close();
    },
  };
};

/** What makes the objects that others are about. */
const FIRST = ['startSession', 'createAccount', 'createSandbox', 'createWebhookEndpoint'];
/** What takes away what others use comes behind them; within these, in this order. */
const LAST = [
  'closeSession',
  'stopSession',
  'disableWebhookEndpoint',
  'enableWebhookEndpoint',
  'dismissProblem',
  'dismissProblems',
  'applyQuarantinedMessage',
  'resetStation',
  'bulkResetStation',
  'replaceStation',
  'deleteStation',
  'deleteLocation',
];

/** Reads see what was written, and what takes away comes last. */
const rank = ({ operationId, method }: ExampledOperation): number => {
  if (FIRST.includes(operationId)) return FIRST.indexOf(operationId) - FIRST.length;
  if (LAST.includes(operationId)) return LAST.indexOf(operationId) + 2;
  if (method === 'DELETE') return LAST.length + 2;
  return method === 'GET' ? 1 : 0;
};

/** What an answer makes the others' own, and where it stands in their paths. */
const MADE_BY: Readonly<Record<string, readonly [path: string, id: (body: Json) => string | undefined]>> = {
  startSession: ['/commands/{id}', ({ id }) => id],
  createAccount: ['/accounts/{id}', ({ id }) => id],
  registerPersistedOperation: ['/persisted_operations/{id}', ({ id }) => id],
  createStationTemplate: ['/station_templates/{id}', ({ id }) => id],
  createWebhookEndpoint: ['/webhooks/endpoints/{id}', ({ endpoint }) => endpoint.id],
  createSandbox: ['/sandboxes/{id}', ({ id }) => id],
  listEvents: ['/events/{id}', ([first]) => first?.id],
  listAuditLog: ['/audit_log/{id}', ([first]) => first?.id],
  listWebhookDeliveries: ['/webhooks/deliveries/{id}', ([first]) => first?.id],
};

/** A meter's key: the DER of a SubjectPublicKeyInfo on P-256. */
const METER_KEY =
  '3059301306072A8648CE3D020106082A8648CE3D03010703420004' +
  '6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296' +
  '4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5';

/** A station that tells its meter's key, and ends a transaction of which nobody has heard. */
const visitOddly = async ({ gateway, operator }: Stage): Promise<void> => {
  const station = await enter(`${gateway.stationsUrl}/${ODD}`, ['ocpp1.6']);
  await station.call('StopTransaction', { transactionId: 'none' });
  await gateway.request('POST', '/api/v1/commands/GET_CONFIGURATION', {
    body: { station_id: ODD },
    token: operator,
  });
  const configurationKey = [{ key: 'MeterPublicKey1', readonly: true, value: METER_KEY }];
  for (let asked = ''; asked !== 'GetConfiguration'; ) {
    const [kind, id, action] = await station.next();
    if (kind !== 2) continue;
    asked = String(action);
    const answer = asked === 'GetConfiguration' ? { configurationKey } : { status: 'Rejected' };
    station.send(JSON.stringify([3, id, answer]));
  }
  const keys = () => gateway.get(`/api/v1/stations/${ODD}/meter_public_keys`, operator);
  await until(async () => (await keys()).length > 0);
  await station.close();
};

/** The first frame of the stream that tells of a change behind an event. */
const firstFrame = async (gateway: TestGateway, token: string, after: string): Promise<Answer<string>> => {
  const ended = new AbortController();
  const { status, headers, body } = await fetch(`${gateway.url}/api/v1/events/stream?after=${after}`, {
    headers: { authorization: `Bearer ${token}` },
    signal: ended.signal,
  });
  let text = '';
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    text += Buffer.from(chunk).toString('utf8');
    const frame = /^id: [\s\S]*?\n\n/m.exec(text)?.[0];
    if (frame === undefined) continue;
    text = frame;
    break;
  }
  ended.abort();
  return { status, headers, body: text };
};

export const goThrough = async (stage: Stage): Promise<Journey> => {
  const { gateway, operator, receiver } = stage;
  const answered: Answered[] = [];
  let developer = operator;
  const made: Record<string, string | undefined> = {};

  /** A command as it is at its end. */
  const settled = async (type: string, body: object): Promise<Json> => {
    const { body: command } = await gateway.request('POST', `/api/v1/commands/${type}`, { body, token: operator });
    return gateway.get(`/api/v1/commands/${command.id}?wait=10`, operator);
  };

  const prepare = async (): Promise<void> => {
    await visitOddly(stage);
    const configuration = () => gateway.get('/api/v1/stations/DEMO-001/configuration', operator);
    await until(async () => (await configuration()).read_at !== null);
    const [message] = await gateway.get('/api/v1/quarantined_messages', operator);
    const { problems } = await gateway.get(`/api/v1/stations/${ODD}`, operator);
    made['/quarantined_messages/{id}'] = message.id;
    for (const own of ['dismissProblem', 'dismissProblems', 'listStationOutages', 'listStationMeterPublicKeys'])
      made[own] = ODD;
    made.problem_id = problems[0].id;
    const card = { uid: 'DEMO-CARD-4', type: 'RFID' };
    const start = await settled('START_SESSION', { station_id: 'DEMO-005', evse_id: 2, token: card });
    made.closeSession = start.session_id;
    const unlock = { station_id: ABSENT, evse_id: 1 };
    const { body: waiting } = await gateway.request('POST', '/api/v1/commands/UNLOCK_CONNECTOR', {
      body: unlock,
      token: operator,
    });
    made.cancelCommand = waiting.id;
  };

  /** What else others need. */
  const keep: Readonly<Record<string, (body: Json) => Promise<void>>> = {
    startSession: async ({ id }) => {
      const { session_id: session } = await gateway.get(`/api/v1/commands/${id}?wait=10`, operator);
      made['/sessions/{id}'] = session;
    },
    createWebhookEndpoint: async ({ endpoint: { id } }) => {
      // Nobody is at the address of the example.
      await gateway.request('PATCH', `/api/v1/webhooks/endpoints/${id}`, {
        body: { url: `${receiver.url}/voltgate` },
        token: operator,
      });
    },
    replaceStation: async () => {
      const { location_id: depot } = await gateway.get(`/api/v1/stations/${ODD}`, operator);
      const body = await gateway.get(`/api/v1/locations/${depot}`, operator);
      const { address, city, country, coordinates, time_zone } = body;
      await gateway.request('PUT', `/api/v1/locations/${ODD_PLACE}`, {
        body: { address, city, country, coordinates, time_zone },
        token: operator,
      });
      await gateway.request('PATCH', `/api/v1/stations/${ODD}`, { body: { location_id: ODD_PLACE }, token: operator });
      made.deleteStation = ODD;
      made.deleteLocation = ODD_PLACE;
    },
    createSandbox: async ({ client_id: client, client_secret: secret }) => {
      developer = await gateway.token(client, secret);
      const [station] = await gateway.get('/api/v1/sandbox/stations', developer);
      made['/sandbox/stations/{id}'] = station.id;
    },
  };

  const urlOf = ({ operationId, path, inPath }: ExampledOperation): string => {
    const own = made[operationId] ?? Object.entries(made).find(([prefix]) => path.startsWith(prefix))?.[1];
    const filled = path.replaceAll(/\{(\w+)\}/g, (_all, name) =>
      name === 'id' || name === 'uid' ? (own ?? inPath[name] ?? 'none') : (made[name] ?? inPath[name] ?? 'none'),
    );
    return `/api/v1${filled}`;
  };

  const ask = async (operation: ExampledOperation, type: string | null, example: Json): Promise<void> => {
    const { operationId, method, path, success } = operation;
    const body = operationId === 'stopSession' ? { ...example, session_id: made['/sessions/{id}'] } : example;
    const token = path.startsWith('/sandbox/') ? developer : operator;
    const answer =
      operationId === 'streamEvents'
        ? await firstFrame(gateway, token, made['/events/{id}'] ?? '')
        : await gateway.request(method, urlOf(operation), {
            ...(type === null ? {} : { body: JSON.stringify(body), headers: { 'content-type': type } }),
            token,
          });
    const went = success.includes(answer.status) && !(answer.body?.refused > 0);
    answered.push({ operationId, status: answer.status, body: answer.body, went });
    if (!went) return;
    const [place, idOf] = MADE_BY[operationId] ?? [];
    if (place !== undefined) made[place] = idOf?.(answer.body);
    await keep[operationId]?.(answer.body);
  };

  await prepare();
  for (const operation of exampledOperations.toSorted((one, other) => rank(one) - rank(other))) {
    if (operation.bodies.length === 0) await ask(operation, null, undefined);
    for (const { type, example } of operation.bodies) await ask(operation, type, example);
  }
  return { answered, made };
};
