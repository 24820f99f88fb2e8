/** One page that tells what happened around a command or a session, in order of time. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Json } from '../support/gateway.ts';
import { openStage, SECOND, START_ACTIONS, type Stage, untilAcknowledged, VERSIONS } from './support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ OUTBOUND_ALLOW: '127.0.0.1' });
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

const TRACE = /* GraphQL */ `
  query ($id: ID!) {
    session(id: $id) {
      trace(first: 1000) {
        edges {
          node {
            at
            source
            kind
            commandId
            sessionId
          }
        }
        pageInfo {
          hasNextPage
        }
      }
    }
  }
`;

const NOTHING_ELSE = { parties: null, location_ids: null, station_groups: null };

const traceOf = (of: string, id: string, as?: string): Promise<readonly Json[]> =>
  stage.gateway().get(`/api/v1/${of}/${id}/trace?limit=1000`, as);
const inOrder = (trace: readonly Json[]) => {
  const times = trace.map(({ at }) => Date.parse(at));
  expect(times).toEqual(times.toSorted((one, other) => one - other));
};
const told = (trace: readonly Json[], source: string) =>
  trace.filter((entry) => entry.source === source).map(({ kind }) => kind);

describe.each(VERSIONS)('the trace on OCPP %s', (version) => {
  const action = version === '1.6' ? START_ACTIONS[0] : START_ACTIONS[1];

  it('of a session joins its requests, frames, events and readings, on both faces', async () => {
    const station = await stage.online(version);
    const token = await stage.token();
    station.plugIn(1);
    const key = `trace-${station.id}`;
    const { body } = await stage.post(
      'START_SESSION',
      { station_id: station.id, evse_id: 1, token: { uid: token, type: 'RFID' } },
      { 'Idempotency-Key': key, traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' },
    );
    const { session_id: sessionId } = await stage.commandIn(body.id, 'CONFIRMED');
    await stage.advance(1 * SECOND);
    const stop = await stage.stop(sessionId);
    await stage.commandIn(stop.id, 'CONFIRMED');
    await untilAcknowledged(station);

    const trace = await traceOf('sessions', sessionId);
    inOrder(trace);
    expect(told(trace, 'request')).toEqual(['START_SESSION', 'STOP_SESSION']);
    expect(trace.find(({ source }) => source === 'request')?.data).toMatchObject({
      client_id: 'admin',
      user_id: null,
      idempotency_key: key,
      traceparent: expect.stringContaining('0af7651916cd43dd8448eb211c80319c'),
      address: expect.any(String),
      face: 'rest',
    });
    expect(told(trace, 'ocpp')).toEqual(
      expect.arrayContaining([
        action,
        ...(version === '1.6' ? ['StartTransaction', 'StopTransaction'] : ['TransactionEvent']),
      ]),
    );
    expect(told(trace, 'event')).toEqual(
      expect.arrayContaining(['command.updated', 'session.started', 'session.ended']),
    );
    expect(told(trace, 'readings')).toEqual(['SUMMARY']);
    const { data } = await stage.gateway().graphql(TRACE, { id: sessionId });
    expect(data.session.trace.edges.map(({ node }: Json) => [node.source, node.kind])).toEqual(
      trace.map(({ source, kind }) => [source, kind]),
    );

    const ofStart = await traceOf('commands', body.id);
    inOrder(ofStart);
    expect(told(ofStart, 'request')).toEqual(['START_SESSION']);
    expect(told(ofStart, 'ocpp')).toEqual([action, action]);
    expect(told(ofStart, 'event')).toEqual(expect.arrayContaining(['command.updated', 'session.started']));

    // By pages, nothing twice and nothing left out.
    const walked: Json[] = [];
    let next: string | null = `/api/v1/sessions/${sessionId}/trace?limit=3`;
    while (next !== null) {
      const page: Json = await stage.gateway().request('GET', next);
      walked.push(...page.body);
      const link: string | undefined = /<[^>]*(\/api[^>]*)>/.exec(page.headers.get('link') ?? '')?.[1];
      next = link ?? null;
    }
    expect(walked).toEqual(trace);
  });

  it('of a session that began at the station, without any command', async () => {
    const station = await stage.online(version);
    const token = await stage.token();
    station.plugIn(1);
    await station.presentTag(token, 1);
    await station.until(() => station.sessions.length === 1);
    const [session] = await stage.until(
      () => stage.sessionsOf(station),
      (sessions) => sessions.length === 1,
    );
    const trace = await traceOf('sessions', session?.id);
    inOrder(trace);
    expect(told(trace, 'request')).toEqual([]);
    expect(told(trace, 'ocpp')).toContain(version === '1.6' ? 'StartTransaction' : 'TransactionEvent');
    expect(told(trace, 'event')).toContain('session.started');
  });

  it('of a start that brought nothing says what was seen, and why', async () => {
    const station = await stage.online(version, { faults: { remoteStart: 'never' } });
    const { id } = await stage.start(station, await stage.token());
    await stage.commandIn(id, 'ACCEPTED');
    await stage.advance(90 * SECOND);
    await stage.commandIn(id, 'TIMED_OUT');
    const trace = await traceOf('commands', id);
    inOrder(trace);
    expect(trace.filter(({ source }) => source === 'effect').map(({ kind, data }) => data.reason ?? kind)).toEqual(
      expect.arrayContaining(['CONNECTOR_STATUS', 'STATION_ANSWER', 'no_plug']),
    );
  });
});

it('a trace has no frames, no addresses and no askers for those who may not see them', async () => {
  const station = await stage.online('2.0.1');
  const token = await stage.token();
  station.plugIn(1);
  const { id } = await stage.start(station, token);
  const { session_id: sessionId } = await stage.commandIn(id, 'CONFIRMED');
  const gateway = stage.gateway();
  const client = async (name: string, scopes: readonly string[], grants: object) => {
    const made = await gateway.request('PUT', `/api/v1/clients/${name}`, {
      body: { name, scopes, grants, rotate_secret: true },
    });
    return gateway.token(name, made.body.client_secret);
  };
  const bound = await client('bound-to-token', ['sessions:read', 'stations:read'], {
    ...NOTHING_ELSE,
    token_uids: [token],
  });
  for (const path of [`sessions/${sessionId}`, `commands/${id}`] as const) {
    const [of, which = ''] = path.split('/');
    const trace = await traceOf(of ?? '', which, bound);
    expect(told(trace, 'event')).toContain('command.updated');
    expect(told(trace, 'ocpp')).toEqual([]);
    expect(trace.find(({ source }) => source === 'request')?.data).toEqual({});
  }
  expect(await gateway.get(`/api/v1/stations/${station.id}/messages`, bound)).toEqual([]);
  expect(await gateway.get(`/api/v1/commands/${id}`, bound)).not.toHaveProperty('requested_by');
  const other = await client('bound-to-another', ['sessions:read', 'stations:read'], {
    ...NOTHING_ELSE,
    token_uids: ['OTHER'],
  });
  for (const path of [`sessions/${sessionId}`, `commands/${id}`])
    expect((await gateway.request('GET', `/api/v1/${path}/trace`, { token: other })).status).toBe(404);
});

describe('deliveries to webhook endpoints', () => {
  it('are in the trace of who manages endpoints, with what was answered', async () => {
    const receiver = createServer((_request, response) => response.writeHead(202).end('taken'));
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void receiver.close());
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
    const endpoint = await stage.gateway().request('POST', '/api/v1/webhooks/endpoints', { body: { url } });
    expect(endpoint.status, JSON.stringify(endpoint.body)).toBe(201);
    const station = await stage.online('2.0.1');
    const token = await stage.token();
    station.plugIn(1);
    const { body } = await stage.post('START_SESSION', {
      station_id: station.id,
      evse_id: 1,
      token: { uid: token, type: 'RFID' },
    });
    await stage.commandIn(body.id, 'CONFIRMED');
    const delivered = async () => (await traceOf('commands', body.id)).filter(({ source }) => source === 'delivery');
    await expect
      .poll(async () => (await delivered()).map(({ kind }) => kind), { timeout: 20_000 })
      .toContain('session.started');
    const [first] = await delivered();
    expect(first).toMatchObject({
      kind: 'command.updated',
      command_id: body.id,
      data: { endpoint_id: expect.any(String), status: 'DELIVERED', http_status: 202 },
      payload: 'taken',
    });
    const bound = await stage.gateway().client({ id: 'no-webhooks', scopes: ['stations:read', 'sessions:read'] });
    expect((await traceOf('commands', body.id, bound)).filter(({ source }) => source === 'delivery')).toEqual([]);
  });
});
