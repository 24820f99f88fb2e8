/** What keeps requests from being done twice, too often, or after nobody wants them any more. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { callsAt, openStage, SECOND, START_ACTIONS, type Stage, VERSIONS } from './support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

const START = /* GraphQL */ `
  mutation ($input: StartSessionInput!) {
    startSession(input: $input) {
      id
    }
  }
`;
const CANCEL = /* GraphQL */ `
  mutation ($input: CancelCommandInput!) {
    cancelCommand(input: $input) {
      id
      status
    }
  }
`;

describe.each(VERSIONS)('on OCPP %s', (version) => {
  it('a start asked for twice under one idempotency key goes out once', async () => {
    const station = await stage.online(version);
    const token = await stage.token();
    station.plugIn(1);
    const body = { station_id: station.id, evse_id: 1, token: { uid: token, type: 'RFID' } };
    const key = { 'idempotency-key': `key-${station.id}` };
    const answers = await Promise.all([stage.post('START_SESSION', body, key), stage.post('START_SESSION', body, key)]);
    const taken = answers.filter(({ status }) => status === 202);
    // Of two at once, the second may come while the first is in work.
    for (const { status, body: problem } of answers) {
      if (status !== 202)
        expect({ status, code: problem.code }).toEqual({ status: 409, code: 'idempotency_in_progress' });
    }
    const [first] = taken;
    await stage.commandIn(first?.body.id, 'CONFIRMED');
    const again = await stage.post('START_SESSION', body, key);
    expect(again.status).toBe(202);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.body).toMatchObject({ id: first?.body.id, status: 'CONFIRMED' });
    const other = await stage.post('START_SESSION', { ...body, connector_id: 1 }, key);
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_mismatch' } });
    expect(callsAt(station, ...START_ACTIONS)).toHaveLength(1);
    expect(await stage.sessionsOf(station)).toHaveLength(1);
  });

  it('a key holds over both faces, and over a restart', async () => {
    const station = await stage.station(version);
    const token = await stage.token();
    const body = { station_id: station.id, evse_id: 1, token: { uid: token, type: 'RFID' } };
    const idempotencyKey = `both-${station.id}`;
    const { body: first } = await stage.post('START_SESSION', body, { 'idempotency-key': idempotencyKey });
    const input = { stationId: station.id, evseId: 1, token: { uid: token, type: 'RFID' }, idempotencyKey };
    expect((await stage.gateway().graphql(START, { input })).data.startSession.id).toBe(first.id);
    await stage.restart();
    expect((await stage.gateway().graphql(START, { input })).data.startSession.id).toBe(first.id);
  });

  it('a queued command is cancelled, and never sent', async () => {
    const station = await stage.online(version);
    const token = await stage.token();
    await station.disconnect();
    const byRest = await stage.start(station, token);
    const byGraphql = await stage.start(station, await stage.token());
    const cancelled = await stage.gateway().request('POST', `/api/v1/commands/${byRest.id}/cancel`);
    expect(cancelled).toMatchObject({ status: 200, body: { id: byRest.id, status: 'CANCELLED' } });
    expect((await stage.gateway().graphql(CANCEL, { input: { id: byGraphql.id } })).data.cancelCommand).toEqual({
      id: byGraphql.id,
      status: 'CANCELLED',
    });
    station.plugIn(1);
    await station.connect();
    const probe = await stage.command('TRIGGER_MESSAGE', { station_id: station.id, message: 'Heartbeat' });
    await stage.commandIn(probe.id, 'CONFIRMED');
    expect(callsAt(station, ...START_ACTIONS)).toEqual([]);
    expect(await stage.statesOf(byRest.id)).toEqual(['QUEUED', 'CANCELLED']);
    const late = await stage.gateway().request('POST', `/api/v1/commands/${probe.id}/cancel`);
    expect(late).toMatchObject({ status: 409, body: { code: 'command_not_cancellable' } });
  });

  it('three failed starts on an EVSE cool it down, and only it', async () => {
    const actions = new Set<string>(START_ACTIONS);
    const station = await stage.online(version, { connectors: 2, faults: { reject: actions } });
    const token = await stage.token();
    for (let failures = 0; failures < 3; failures += 1) {
      const { id } = await stage.start(station, token);
      await stage.commandIn(id, 'REJECTED');
    }
    const body = { station_id: station.id, evse_id: 1, token: { uid: token, type: 'RFID' } };
    const cooling = await stage.post('START_SESSION', body);
    expect(cooling).toMatchObject({ status: 429, body: { code: 'cool_down' } });
    expect(cooling.headers.get('content-type')).toContain('application/problem+json');
    const retryAfterS = Number(cooling.headers.get('retry-after'));
    expect(retryAfterS).toBe(30);
    const input = { stationId: station.id, evseId: 1, token: { uid: token, type: 'RFID' } };
    const { errors } = await stage.gateway().graphql(START, { input });
    expect(errors[0].extensions).toMatchObject({ code: 'cool_down', retryAfterS: 30 });

    const { status } = await stage.post('START_SESSION', { ...body, evse_id: 2 });
    expect(status).toBe(202);
    await stage.advance(retryAfterS * SECOND);
    actions.clear();
    station.faults.reject.clear();
    station.plugIn(1);
    const { id } = await stage.start(station, token);
    await stage.commandIn(id, 'CONFIRMED');
    expect(callsAt(station, ...START_ACTIONS)).toHaveLength(5);
  });

  it('a wait answers with the end of the command', async () => {
    const station = await stage.online(version);
    const token = await stage.token();
    const { id } = await stage.start(station, token);
    const waiting = stage.gateway().get(`/api/v1/commands/${id}?wait=60`);
    await stage.commandIn(id, 'ACCEPTED');
    station.plugIn(1);
    expect(await waiting).toMatchObject({ id, status: 'CONFIRMED', session_id: expect.any(String) });
  });

  it('a wait that is over answers with the command as it is', async () => {
    const station = await stage.station(version);
    const token = await stage.token();
    const { id } = await stage.start(station, token, { expires_in_s: 600 });
    let isOver = false;
    const waiting = stage.gateway().get(`/api/v1/commands/${id}?wait=5`);
    waiting.finally(() => {
      isOver = true;
    });
    // When the wait begins cannot be seen from here: time goes on until it is over, long before the command expires.
    while (!isOver) {
      await stage.gateway().get(`/api/v1/commands/${id}`);
      await stage.clock.advance(SECOND);
    }
    expect(await waiting).toMatchObject({ id, status: 'QUEUED' });
  });
});
