/**
 * Each code of the error table on each face: by a request that provokes it, or, of what comes of a race, of time or of a
 * breakdown, by a service that fails so. What a face never tells says why. A code that is added does not compile without its
 * line.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DomainError, ERROR_CODES, type ErrorCode } from '../../src/domain/error.ts';
import { GRAPHQL_STATUS } from '../../src/graphql/errors.ts';
import { PROBLEMS } from '../../src/rest/problem.ts';
import { type Json, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { startGraphqlFace } from '../support/graphql-face.ts';
import { startMcpFace } from '../support/mcp-face.ts';
import type { MemoryServices } from '../support/memory-services.ts';
import { startRestFace } from '../support/rest-face.ts';
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
import { enter, type RawStation } from './support/raw-station.ts';

const SOME_CARD = { uid: 'CARD', type: 'RFID' };
const TOO_LARGE = 'x'.repeat(300_000);

let gateway: TestGateway;
let station: RawStation;
/** Over memory services, whose failures are arranged. */
let alone: Readonly<Record<CodeFace, Pick<MemoryServices, 'failNext'> & { readonly url: string }>>;
/** Faces that take one request a minute. */
let narrow: Readonly<Record<CodeFace, { readonly url: string }>>;
const closing: (() => Promise<unknown>)[] = [];
const tokens = { administration: '', ofToken: '', starts: '', persisted: '' };
/** Ids of what was made beforehand. */
const made = { ended: '', cancelled: '', rejected: '', failed: '', expired: '' };

const admin = (): At => ({ url: gateway.url, token: tokens.administration });
const as = (kind: keyof typeof tokens): At => ({ url: gateway.url, token: tokens[kind] });

const startFaces = async (requestsAMinute: number | null) => {
  const rest = await startRestFace({ requestsAMinute });
  const graphql = await startGraphqlFace({ requestsAMinute });
  const mcp = await startMcpFace({ requestsAMinute });
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
  gateway = await startTestGateway();
  tokens.administration = await gateway.token();
  const put = (path: string, body: object) => gateway.request('PUT', `/api/v1/${path}`, { body });
  const hardware = { registration: 'accepted', security_profile: 0 };
  for (const id of ['HERE', 'AWAY', 'REPLACED']) await put(`stations/${id}`, hardware);
  await put('tokens/CARD', { type: 'RFID', contract_id: 'C', status: 'ACCEPTED' });
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
  for (const connectorId of [1, 2]) {
    await station.call('StatusNotification', { connectorId, errorCode: 'NoError', status: 'Available' });
  }
  const timestamp = new Date().toISOString();
  const charging = { connectorId: 1, idTag: 'CARD', meterStart: 0, timestamp };
  const [, , first] = (await station.call('StartTransaction', charging)) as [unknown, unknown, Json];
  await station.call('StopTransaction', { transactionId: first.transactionId, meterStop: 1, timestamp });
  made.ended = (await gateway.get('/api/v1/sessions'))[0].id;
  await station.call('StartTransaction', charging);

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
  made.expired = await settled((await commanded('UNLOCK_CONNECTOR', { ...away, expires_in_s: 1 })).id);
}, 60_000);
afterAll(async () => {
  await station?.close();
  await gateway?.close();
  await Promise.all(closing.map((close) => close()));
});

/** By a request; told: by a service that fails so; never: not on this face, for a reason. */
type Way = ((face: CodeFace) => Promise<Told>) | 'told' | { readonly never: string };
type Ways = Readonly<Record<CodeFace, Way>>;

const everywhere = (way: Way): Ways => ({ rest: way, graphql: way, mcp: way });
const command = (type: string, input: object, at: () => At = admin): Ways =>
  everywhere((face) => askCommand(face, at(), type, input));
const outcome = (id: () => string): Ways => everywhere((face) => readCommand(face, admin(), id()));
/** Of a race, of time or of a breakdown. */
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
  idempotency_in_progress: TOLD,
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
  station_timeout: TOLD,
  effect_timeout: TOLD,
  expired: outcome(() => made.expired),
  outcome_unknown: TOLD,
  station_busy: TOLD,
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
  request_timeout: TOLD,
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
  unavailable: TOLD,
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
  if (face === 'graphql') return GRAPHQL_STATUS[code] ?? 200;
  const beforeTools: readonly ErrorCode[] = ['unauthorized', 'rate_limited', 'payload_too_large'];
  return beforeTools.includes(code) ? PROBLEMS[code].status : 200;
};

const OUTCOMES: readonly ErrorCode[] = ['station_rejected', 'station_error', 'expired'];
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
    expect(byRequest).toBeGreaterThan(60);
  });
});
