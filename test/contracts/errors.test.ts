/**
 * Each code of the error table on each face: by a request that provokes it, or, of what comes of a bug or of a race that
 * nobody can win at will, by a service that fails so. What a face never tells says why. A code that is added does not
 * compile without its line.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/domain/commands/commands.ts';
import { DomainError, ERROR_CODES, type ErrorCode } from '../../src/domain/error.ts';
import { GRAPHQL_STATUS } from '../../src/graphql/errors.ts';
import { DEFAULT_STATION_SERVER_OPTIONS } from '../../src/ocpp/server/options.ts';
import { PROBLEMS } from '../../src/rest/problem.ts';
import { MOST_WAITING } from '../../src/services/commands/room.ts';
import { atMost } from '../support/gate.ts';
import { type Json, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { startGraphqlFace } from '../support/graphql-face.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { startMcpFace } from '../support/mcp-face.ts';
import { startRestFace } from '../support/rest-face.ts';
import { until } from '../support/until.ts';
import {
  type At,
  askCommand,
  askGraphql,
  askRest,
  askTool,
  CODE_FACES,
  type CodeFace,
  readCommand,
  readStation,
  type Told,
} from './support/code-asks.ts';
import { pass, startAfterDeath, stopInBody } from './support/error-provocations.ts';
import { enter, type RawStation } from './support/raw-station.ts';

/** Behind the deadline of each call to a station. */
const CALL_TIMEOUT_S = DEFAULT_STATION_SERVER_OPTIONS.callTimeoutMs / 1000 + 1;
const SOME_CARD = { uid: 'CARD', type: 'RFID' };
const TOO_LARGE = 'x'.repeat(300_000);

type Faces = Awaited<ReturnType<typeof startFaces>>;

const clock = createManualClock(new Date());
let gateway: TestGateway;
let station: RawStation;
/** On what the first one's store held while a command was at its station. */
let afterDeath: TestGateway;
let tokenAfterDeath = '';
/** Over memory services, whose failures are arranged; they do one request at a time. */
let alone: Faces;
/** Faces that take one request a minute. */
let narrow: Faces;
const closing: (() => Promise<unknown>)[] = [];
const tokens = { administration: '', ofToken: '', starts: '', persisted: '' };
/** Ids of what was made beforehand. */
const made = { ended: '', cancelled: '', rejected: '', failed: '', expired: '', silent: '', withoutEffect: '' };

const admin = (): At => ({ url: gateway.url, token: tokens.administration });
const as = (kind: keyof typeof tokens): At => ({ url: gateway.url, token: tokens[kind] });

const startFaces = async (requestsAMinute: number | null) => {
  const gate = { inWork: atMost(1) };
  const rest = await startRestFace({ requestsAMinute, gate });
  const graphql = await startGraphqlFace({ requestsAMinute, gate });
  const mcp = await startMcpFace({ requestsAMinute, gate });
  closing.push(rest.close, graphql.close, mcp.close);
  return { rest, graphql: { ...graphql, url: new URL(graphql.url).origin }, mcp };
};

/** What the station answers a command with. */
const answering = async (asked: Promise<Json>, answer: (id: unknown) => readonly unknown[]): Promise<Json> => {
  const [, id] = await station.next();
  station.send(JSON.stringify(answer(id)));
  return asked;
};

const commanded = async (type: string, input: object): Promise<Json> =>
  (await askRest(admin(), 'POST', `/commands/${type}`, { station_id: 'HERE', ...input })).body;
const settled = async (id: string): Promise<string> => {
  await askRest(admin(), 'GET', `/commands/${id}?wait=10`);
  return id;
};

beforeAll(async () => {
  alone = await startFaces(null);
  narrow = await startFaces(1);
  gateway = await startTestGateway({ clock });
  tokens.administration = await gateway.token();
  const put = (path: string, body: object) => gateway.request('PUT', `/api/v1/${path}`, { body });
  const hardware = { registration: 'accepted', security_profile: 0 };
  for (const id of ['HERE', 'AWAY', 'REPLACED', 'BUSY']) await put(`stations/${id}`, hardware);
  for (const uid of ['CARD', 'OTHER'])
    await put(`tokens/${uid}`, { type: 'RFID', contract_id: 'C', status: 'ACCEPTED' });
  await gateway.request('POST', '/api/v1/stations/REPLACED/replace', {
    body: { replacement: 'NEW', station: { security_profile: 0 } },
  });
  tokens.ofToken = await gateway.client({
    id: 'of-token',
    scopes: ['stations:read', 'stations:control'],
    tokenUids: ['CARD'],
  });
  tokens.starts = await gateway.client({ id: 'starts', scopes: ['sessions:control'] });
  const { body: bound } = await put('clients/persisted', {
    name: 'P',
    scopes: ['stations:read'],
    grants: {},
    rotate_secret: true,
  });
  await gateway.request('PATCH', '/api/v1/clients/persisted', { body: { persisted_operations_only: true } });
  tokens.persisted = await gateway.token('persisted', bound.client_secret);
  await gateway.request('POST', '/api/v1/accounts', { body: { login: 'taken', role: 'viewer' } });

  station = await enter(`${gateway.stationsUrl}/HERE`, ['ocpp1.6']);
  await station.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' });
  for (const connectorId of [1, 2, 3]) {
    await station.call('StatusNotification', { connectorId, errorCode: 'NoError', status: 'Available' });
  }
  const timestamp = new Date().toISOString();
  const charging = { connectorId: 1, idTag: 'CARD', meterStart: 0, timestamp };
  const [, , first] = (await station.call('StartTransaction', charging)) as [unknown, unknown, Json];
  await station.call('StopTransaction', { transactionId: first.transactionId, meterStop: 1, timestamp });
  made.ended = (await gateway.get('/api/v1/sessions'))[0].id;
  await station.call('StartTransaction', charging);

  // Accepted, and then nothing.
  const without = commanded('START_SESSION', { evse_id: 3, token: { ...SOME_CARD, uid: 'OTHER' } });
  made.withoutEffect = (await answering(without, (call) => [3, call, { status: 'Accepted' }])).id;
  const isAccepted = async () => (await gateway.get(`/api/v1/commands/${made.withoutEffect}`)).status === 'ACCEPTED';
  await until(isAccepted);
  await pass(clock, COMMANDS.START_SESSION.effectWithinS, station);
  await settled(made.withoutEffect);
  // Never answered. Meanwhile a process could have died.
  made.silent = (await commanded('UNLOCK_CONNECTOR', { evse_id: 3 })).id;
  await station.next();
  afterDeath = await startAfterDeath(gateway.dataDir);
  tokenAfterDeath = await afterDeath.token();
  await pass(clock, CALL_TIMEOUT_S, station);
  await settled(made.silent);

  for (let start = 0; start < 3; start += 1) {
    const asked = commanded('START_SESSION', { evse_id: 2, token: SOME_CARD });
    const { id } = await answering(asked, (call) => [3, call, { status: 'Rejected' }]);
    made.rejected = await settled(id);
  }
  const unlock = commanded('UNLOCK_CONNECTOR', { evse_id: 2 });
  const { id } = await answering(unlock, (call) => [4, call, 'InternalError', 'Broken', {}]);
  made.failed = await settled(id);
  const away = { station_id: 'AWAY', evse_id: 1 };
  made.cancelled = (await commanded('UNLOCK_CONNECTOR', away)).id;
  await askRest(admin(), 'POST', `/commands/${made.cancelled}/cancel`);
  made.expired = (await commanded('UNLOCK_CONNECTOR', { ...away, expires_in_s: 1 })).id;
  await clock.advance(1000);
  await settled(made.expired);
  // As many at once as one client may have in work.
  for (let waiting = 0; waiting < MOST_WAITING; waiting += 50) {
    await Promise.all(
      Array.from({ length: 50 }, () => commanded('UNLOCK_CONNECTOR', { station_id: 'BUSY', evse_id: 1 })),
    );
  }
}, 60_000);
afterAll(async () => {
  await station?.close();
  await gateway?.close();
  await afterDeath?.close();
  await Promise.all(closing.map((close) => close()));
});

/** By a request; told: by a service that fails so; never: not on this face, for a reason. */
type Way = ((face: CodeFace) => Promise<Told>) | 'told' | { readonly never: string };
type Ways = Readonly<Record<CodeFace, Way>>;

const everywhere = (way: Way): Ways => ({ rest: way, graphql: way, mcp: way });
const command = (type: string, input: object, at: () => At = admin): Ways =>
  everywhere((face) => askCommand(face, at(), type, input));
const outcome = (id: () => string, at: () => At = admin): Ways => everywhere((face) => readCommand(face, at(), id()));
/** Of a bug, or of a race. */
const TOLD = everywhere('told');

const START_AT = (evse_id: number) => ({ station_id: 'HERE', evse_id, token: SOME_CARD });

/** The second request with the key is another one. */
const withOneKey: Ways = {
  rest: async () => {
    const post = (evse_id: number) =>
      askRest(
        admin(),
        'POST',
        '/commands/UNLOCK_CONNECTOR',
        { station_id: 'AWAY', evse_id },
        { 'idempotency-key': 'K' },
      );
    await post(1);
    return post(2);
  },
  graphql: async () => {
    const unlock = (evseId: number) =>
      askGraphql(admin(), 'mutation ($input: UnlockConnectorInput!) { unlockConnector(input: $input) { id } }', {
        stationId: 'AWAY',
        evseId,
        idempotencyKey: 'L',
      });
    await unlock(1);
    return unlock(2);
  },
  mcp: { never: 'The key is the confirmation’s: what was prepared is what is sent.' },
};

/** So many at once that one of them comes while the first is in work. */
const AT_ONCE = 10;
const atOnce = async (ask: () => Promise<Told>): Promise<Told> => {
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, ask));
  const good = answers.find(({ code }) => code === null);
  expect(good, 'the first one').toBeDefined();
  return answers.find(({ code }) => code !== null) ?? (good as Told);
};
/** An agent's two steps; the id that the second one names. */
const prepare = async (station_id: string): Promise<string> => {
  const input = { station_id, evse_id: 1 };
  const { body } = await askTool(admin(), 'prepare_command', { type: 'UNLOCK_CONNECTOR', input });
  return body.result.structuredContent.confirmation_id;
};
const confirm = (id: string): Promise<Told> => askTool(admin(), 'confirm_command', { confirmation_id: id });

const twiceAtOnce: Ways = {
  rest: () =>
    atOnce(() =>
      askRest(
        admin(),
        'POST',
        '/commands/UNLOCK_CONNECTOR',
        { station_id: 'AWAY', evse_id: 1 },
        { 'idempotency-key': 'M' },
      ),
    ),
  graphql: () =>
    atOnce(() =>
      askGraphql(admin(), 'mutation ($input: UnlockConnectorInput!) { unlockConnector(input: $input) { id } }', {
        stationId: 'AWAY',
        evseId: 1,
        idempotencyKey: 'N',
      }),
    ),
  mcp: async () => {
    const id = await prepare('AWAY');
    return atOnce(() => confirm(id));
  },
};

const listStations = (face: CodeFace, at: At): Promise<Told> => {
  if (face === 'rest') return askRest(at, 'GET', '/stations');
  if (face === 'mcp') return askTool(at, 'list_stations', {});
  return askGraphql(at, '{ stations(first: 1) { edges { node { id } } } }');
};
/** While another request has the only place. */
const inCrowd = everywhere(async (face) => {
  const at = { url: alone[face].url, token: 'all' };
  const release = alone[face].holdStations();
  const held = listStations(face, at);
  while (alone[face].metrics.read('api_requests_in_work') !== 1) await new Promise((resolve) => setImmediate(resolve));
  const refused = await readStation(face, at, 'S');
  release();
  expect((await held).code).toBeNull();
  return refused;
});

const WAYS = {
  invalid_request: {
    rest: () => askRest(admin(), 'GET', '/stations?limit=0'),
    graphql: () => askGraphql(admin(), '{ stations(first: -1) { totalCount } }'),
    mcp: () => askTool(admin(), 'list_stations', { limit: 0 }),
  },
  unauthorized: everywhere((face) => readStation(face, { url: gateway.url, token: null }, 'HERE')),
  insufficient_scope: command('RESET_STATION', { station_id: 'HERE' }, () => as('starts')),
  forbidden: command('RESET_STATION', { station_id: 'HERE' }, () => as('ofToken')),
  not_found: everywhere((face) => readStation(face, admin(), 'NOBODYS')),
  conflict: {
    rest: () => askRest(admin(), 'POST', '/accounts', { login: 'taken', role: 'viewer' }),
    graphql: () =>
      askGraphql(admin(), 'mutation ($input: CreateAccountInput!) { createAccount(input: $input) { url } }', {
        login: 'taken',
        role: 'viewer',
      }),
    mcp: 'told',
  },
  idempotency_in_progress: twiceAtOnce,
  idempotency_mismatch: withOneKey,
  cool_down: command('START_SESSION', START_AT(2)),
  rate_limited: everywhere(async (face) => {
    const at = { url: narrow[face].url, token: 'all' };
    await readStation(face, at, 'NONE');
    return readStation(face, at, 'NONE');
  }),
  token_not_valid: command('START_SESSION', { ...START_AT(2), token: { uid: 'UNKNOWN', type: 'RFID' } }),
  connector_unavailable: command('START_SESSION', START_AT(9)),
  already_started: command('START_SESSION', START_AT(1)),
  session_ended: everywhere((face) => askCommand(face, admin(), 'STOP_SESSION', { session_id: made.ended })),
  command_not_cancellable: {
    rest: () => askRest(admin(), 'POST', `/commands/${made.cancelled}/cancel`),
    graphql: () =>
      askGraphql(admin(), 'mutation ($input: CancelCommandInput!) { cancelCommand(input: $input) { id } }', {
        id: made.cancelled,
      }),
    mcp: () => askTool(admin(), 'cancel_command', { id: made.cancelled }),
  },
  not_supported: command('GET_VARIABLES', { station_id: 'HERE', variables: [{ component: 'C', variable: 'V' }] }),
  station_offline: TOLD,
  station_rejected: outcome(() => made.rejected),
  station_replaced: command('RESET_STATION', { station_id: 'REPLACED' }),
  station_error: outcome(() => made.failed),
  station_timeout: outcome(() => made.silent),
  effect_timeout: outcome(() => made.withoutEffect),
  expired: outcome(() => made.expired),
  outcome_unknown: outcome(
    () => made.silent,
    () => ({ url: afterDeath.url, token: tokenAfterDeath }),
  ),
  station_busy: {
    ...command('UNLOCK_CONNECTOR', { station_id: 'BUSY', evse_id: 1 }),
    mcp: async () => confirm(await prepare('BUSY')),
  },
  operation_not_persisted: {
    rest: { never: 'It is said of GraphQL documents.' },
    graphql: () => askGraphql(as('persisted'), '{ stations { totalCount } }'),
    mcp: { never: 'It is said of GraphQL documents.' },
  },
  payload_too_large: {
    rest: () => askRest(admin(), 'POST', '/commands/RESET_STATION', { station_id: TOO_LARGE }),
    graphql: () => askGraphql(admin(), `{ station(id: "${TOO_LARGE}") { id } }`),
    mcp: () => askTool(admin(), 'get_station', { id: TOO_LARGE }),
  },
  request_timeout: everywhere((face) => stopInBody(face, alone[face])),
  precondition_failed: {
    rest: () =>
      askRest(
        admin(),
        'PUT',
        '/tokens/CARD',
        { type: 'RFID', contract_id: 'C', status: 'ACCEPTED' },
        { 'if-match': '"99"' },
      ),
    graphql: () =>
      askGraphql(admin(), 'mutation ($input: UpsertTokenInput!) { upsertToken(input: $input) { uid } }', {
        uid: 'CARD',
        contractId: 'C',
        ifVersion: 99,
      }),
    mcp: { never: 'No tool writes an object that has versions.' },
  },
  unavailable: inCrowd,
  internal: TOLD,
} as const satisfies Readonly<Record<ErrorCode, Ways>>;

const told = (face: CodeFace, code: ErrorCode): Promise<Told> => {
  // What is no error of the domain is internal outside, whatever it says.
  const failure = code === 'internal' ? new Error('It must not be told.') : new DomainError(code, { retryAfterS: 5 });
  alone[face].failNext('stations.get', failure);
  return readStation(face, { url: alone[face].url, token: 'all' }, 'S');
};

/** HTTP's status of the answer. What ends a command is read in an answer that is good; a tool's fault is its result. */
const statusOf = (face: CodeFace, code: ErrorCode, isOutcome: boolean): number => {
  if (isOutcome) return 200;
  if (face === 'rest') return PROBLEMS[code].status;
  // The request has no place at all, before any field of it.
  if (face === 'graphql' && code === 'unavailable') return PROBLEMS[code].status;
  if (face === 'graphql') return GRAPHQL_STATUS[code] ?? 200;
  const beforeTools: readonly ErrorCode[] = [
    'unauthorized',
    'rate_limited',
    'payload_too_large',
    'request_timeout',
    'unavailable',
  ];
  return beforeTools.includes(code) ? PROBLEMS[code].status : 200;
};

const OUTCOMES: readonly ErrorCode[] = [
  'station_rejected',
  'station_error',
  'expired',
  'station_timeout',
  'effect_timeout',
  'outcome_unknown',
];
const cells = (Object.keys(ERROR_CODES) as ErrorCode[]).flatMap((code) =>
  CODE_FACES.map((face) => ({ code, face, way: (WAYS[code] as Ways)[face] })),
);

describe('every error code', () => {
  it.each(cells.filter(({ way }) => typeof way === 'function' || way === 'told'))(
    '$code is told by $face',
    async ({ code, face, way }) => {
      const answer = typeof way === 'function' ? await way(face) : await told(face, code);
      expect(answer.code, JSON.stringify(answer.body)).toBe(code);
      // GraphQL's document itself is at fault, before any field of it.
      if (code === 'operation_not_persisted') return;
      expect(answer.status).toBe(statusOf(face, code, typeof way === 'function' && OUTCOMES.includes(code)));
      expect(JSON.stringify(answer.body)).not.toContain('It must not be told.');
    },
  );

  it('is a request’s, a failure’s, or has a reason for being told nowhere on a face', () => {
    const reasons = cells.flatMap(({ way }) => (typeof way === 'object' ? [way.never] : []));
    expect(reasons.every((reason) => reason.length > 20)).toBe(true);
    const byRequest = cells.filter(({ way }) => typeof way === 'function').length;
    expect(byRequest).toBeGreaterThan(80);
    // A bug; a link that goes in the moment of a call; a commit that others win every time.
    const failed = cells.filter(({ way }) => way === 'told').map(({ code, face }) => `${code} ${face}`);
    expect(failed).toEqual([
      'conflict mcp',
      ...['station_offline', 'internal'].flatMap((code) => CODE_FACES.map((face) => `${code} ${face}`)),
    ]);
  });
});
