/** A station whose messages are refused: an operator sees it, has it mended, and nothing is lost. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Field, HOUR, MINUTE, startField } from '../field/support/field.ts';
import { eventPayload, startPayload, stopPayload } from '../field/support/messages.ts';
import { until } from '../support/until.ts';

let field: Field;
beforeEach(async () => {
  field = await startField();
});
afterEach(() => field.close());

const quarantined = (query = '') => field.gateway().get(`/api/v1/quarantined_messages${query}`);
const post = (path: string, body: object = {}) =>
  field.gateway().request('POST', `/api/v1/quarantined_messages/${path}`, { body });
const setLevel = async (id: string, validation: string) => {
  const { status } = await field.gateway().request('PATCH', `/api/v1/stations/${id}`, { body: { validation } });
  expect(status).toBe(200);
};

describe('a strict station that sends its StopTransaction with a text for the transaction', () => {
  it('is refused where an operator sees it, and its session ends when that is applied, once', async () => {
    const station = await field.station('1.6', { registered: { validation: 'strict' } });
    await field.token('TAG');
    const { transactionId } = await station.call('StartTransaction', startPayload('TAG', 1000, field.now()));
    await field.advance(10 * MINUTE);
    const stoppedAt = field.now();
    const stop = {
      ...stopPayload(transactionId, 3500, stoppedAt, { reason: 'Local' }),
      transactionId: String(transactionId),
    };
    for (let times = 0; times < 50; times += 1) {
      const [kind, , code] = await station.ask('StopTransaction', stop);
      expect([kind, code]).toEqual([4, 'TypeConstraintViolation']);
    }
    await station.close();

    // What was counted is stored behind the end of the connection.
    await until(async () => (await field.stationRecord(station.id)).problems[0]?.count === 50);
    const record = await field.stationRecord(station.id);
    expect(record.problems).toMatchObject([
      { kind: 'message_refused', action: 'StopTransaction', property: '/transactionId', count: 50 },
    ]);
    expect(record.problems[0].help).toMatch(/^Set validation to lenient/);
    expect(await field.gateway().get('/api/v1/stations?has_problems=true')).toMatchObject([{ id: station.id }]);
    expect(await field.eventsOf(station.id, 'station.problem', 'station.message_quarantined')).toHaveLength(2);
    const metrics = await (await fetch(`${field.gateway().url}/metrics`)).text();
    expect(metrics).toMatch(/^voltgate_ocpp_problems_total\{kind="message_refused",action="StopTransaction"\} 50$/m);
    expect(metrics).toMatch(/^voltgate_ocpp_quarantined_total\{version="1.6",action="StopTransaction"\} 1$/m);

    const [message, ...others] = await quarantined(`?station_id=${station.id}&status=OPEN&action=StopTransaction`);
    expect(others).toEqual([]);
    expect(message).toMatchObject({ count: 50, level: 'lenient', property: '/transactionId', settlement: null });
    expect(message).not.toHaveProperty('payload');
    expect((await field.gateway().get(`/api/v1/quarantined_messages/${message.id}`)).payload).toEqual(stop);

    // At the level that refused it, it is refused still.
    const still = await post(`${message.id}/apply`);
    expect(still).toMatchObject({
      status: 200,
      body: { applied: false, message: { status: 'OPEN', level: 'lenient' } },
    });
    expect(await field.sessionsOf(station.id)).toMatchObject([{ status: 'ACTIVE' }]);

    await setLevel(station.id, 'lenient');
    await field.clock.advance(60 * MINUTE);
    const [one, other] = await Promise.all([post(`${message.id}/apply`), post(`${message.id}/apply`)]);
    expect([one.status, other.status].sort()).toEqual([200, 409]);
    const applied = one.status === 200 ? one.body : other.body;
    const [session] = await field.sessionsOf(station.id);
    expect(session).toMatchObject({
      status: 'COMPLETED',
      energy_wh: 2500,
      end_date_time: stoppedAt.toISOString(),
      stop_reason: 'Local',
    });
    expect(applied).toMatchObject({
      applied: true,
      message: { status: 'APPLIED', count: 50, settlement: { session_id: session.id, client_id: 'admin', note: null } },
    });
    const again = await post(`${message.id}/apply`);
    expect(again).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect((await post(`${message.id}/dismiss`)).status).toBe(409);
    expect(await field.eventsOf(station.id, 'session.ended')).toHaveLength(1);
  });
});

describe('a message in quarantine', () => {
  it('is set aside with a note, and can still be applied', async () => {
    const station = await field.station('2.0.1', { registered: { validation: 'strict' } });
    await station.call('TransactionEvent', eventPayload('Started', 'T1', 0, 0, field.now()));
    const ended = { ...eventPayload('Ended', 'T1', 1, 900, field.now()), seqNo: '1' };
    const [kind] = await station.ask('TransactionEvent', ended);
    expect(kind).toBe(4);
    const [message] = await quarantined(`?station_id=${station.id}`);
    const { body } = await field.gateway().request('POST', '/graphql', {
      body: {
        query: `mutation ($input: DismissQuarantinedMessageInput!) {
          dismissQuarantinedMessage(input: $input) { status payload goesAt settlement { clientId note session { id } } }
        }`,
        variables: { input: { id: message.id, note: 'a test at the workshop' } },
      },
    });
    expect(body.data.dismissQuarantinedMessage).toEqual({
      status: 'DISMISSED',
      payload: ended,
      goesAt: field.now(90 * 24 * HOUR).toISOString(),
      settlement: { clientId: 'admin', note: 'a test at the workshop', session: null },
    });
    expect(await quarantined('?status=OPEN')).toEqual([]);
    expect((await post(`${message.id}/dismiss`, { note: 'once more' })).status).toBe(409);

    await setLevel(station.id, 'lenient');
    const { body: applied } = await field.gateway().request('POST', '/graphql', {
      body: {
        query: `mutation { applyQuarantinedMessage(input: { id: "${message.id}" }) {
          applied message { status settlement { session { status } } station { quarantinedMessages { totalCount } } }
        } }`,
      },
    });
    expect(applied.data.applyQuarantinedMessage).toEqual({
      applied: true,
      message: {
        status: 'APPLIED',
        settlement: { session: { status: 'COMPLETED' } },
        station: { quarantinedMessages: { totalCount: 1 } },
      },
    });
  });

  it('keeps what its station was answered, when it is refused for another reason at another level', async () => {
    const station = await field.station('1.6', { registered: { validation: 'strict' } });
    const stop = { ...stopPayload(987_654, 10, field.now()), transactionId: '987654' };
    const [, , code] = await station.ask('StopTransaction', stop);
    await setLevel(station.id, 'lenient');
    const [message] = await quarantined(`?station_id=${station.id}`);
    const { body } = await post(`${message.id}/apply`);
    expect(body).toMatchObject({
      applied: false,
      message: { reason: 'unknown transaction', level: null, error_code: code },
    });
    expect(code).toBe('TypeConstraintViolation');
  });

  it('of a transaction that nobody gave stays refused, with the reason', async () => {
    const station = await field.station('1.6');
    await station.call('StopTransaction', stopPayload(987_654, 10, field.now()));
    const [message] = await quarantined(`?station_id=${station.id}`);
    expect(message).toMatchObject({ error_code: null, level: null, property: '/transactionId', count: 1 });
    const { body } = await post(`${message.id}/apply`);
    expect(body).toMatchObject({
      applied: false,
      message: { reason: 'unknown transaction', status: 'OPEN', count: 1 },
    });
  });
});
