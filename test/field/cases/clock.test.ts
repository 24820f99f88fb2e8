/** Stations whose clocks are wrong, were never set, or change. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../support/gateway.ts';
import { type Field, type FieldStation, HOUR, MINUTE, SECOND, startField } from '../support/field.ts';
import { eventPayload, meterPayload, startPayload, statusPayload, stopPayload } from '../support/messages.ts';

/** As a station writes local time without saying so. */
const withoutZone = (at: Date): string => at.toISOString().slice(0, 19);

const problemsOf = async (field: Field, { id }: FieldStation): Promise<readonly Json[]> =>
  (await field.stationRecord(id)).problems;

const onlySessionOf = async (field: Field, { id }: FieldStation): Promise<Json> => {
  const [session, ...others] = await field.sessionsOf(id);
  if (session === undefined || others.length > 0) throw new Error(`There are ${others.length} other sessions.`);
  return session;
};

const started = ({ start_date_time }: Json): number => new Date(start_date_time).getTime();
const ended = ({ end_date_time }: Json): number => new Date(end_date_time).getTime();

/** A start that the station has accepted, and not begun yet. */
const remoteStart = async (field: Field, station: FieldStation, uid: string): Promise<Json> => {
  station.answer('RemoteStartTransaction', () => ({ status: 'Accepted' }));
  station.answer('RequestStartTransaction', () => ({ status: 'Accepted' }));
  const { id } = await field.command('START_SESSION', {
    station_id: station.id,
    evse_id: 1,
    token: { uid, type: 'RFID' },
  });
  return field.commandIn(id, 'ACCEPTED');
};

describe('ocpp-go 20', () => {
  it.each(['1.6', '2.0.1'] as const)('a status of the year 1 is of the time of its receipt, on %s', async (version) => {
    await using field = await startField();
    const station = await field.station(version);
    const yearOne = { timestamp: '0001-01-01T00:00:00Z' };
    await station.call('StatusNotification', statusPayload(version, 1, 'Available', field.now(), yearOne));
    const { evses, clock_skew_s } = await field.stationRecord(station.id);
    expect(evses[0].connectors[0]).toMatchObject({ status: 'AVAILABLE', last_updated: field.now().toISOString() });
    expect(clock_skew_s).toBeNull();
    expect(await problemsOf(field, station)).toMatchObject([
      { kind: 'clock_absent', action: 'StatusNotification', property: '/timestamp' },
    ]);
  });
});

describe('evcc 10399', () => {
  it.each([
    ['behind', -5 * HOUR],
    ['ahead', 5 * HOUR],
  ])('a start of ours with a local time, hours %s, is CONFIRMED, and its session is now', async (_, offMs) => {
    await using field = await startField();
    const token = await field.token('CARD');
    const station = await field.station('1.6');
    await station.call('StatusNotification', statusPayload('1.6', 1, 'Preparing', field.now()));
    const { id } = await remoteStart(field, station, token);
    const local = { timestamp: withoutZone(field.now(offMs)) };
    await station.call('StartTransaction', startPayload(token, 100, field.now(), local));

    const session = await onlySessionOf(field, station);
    expect(await field.commandIn(id, 'CONFIRMED')).toMatchObject({ session_id: session.id });
    expect(Math.abs(started(session) - field.now().getTime())).toBeLessThan(5 * SECOND);
    expect(session).toMatchObject({
      command_id: id,
      told_start_date_time: field.now(offMs).toISOString(),
      flags: [],
    });
    const record = await field.until(
      () => field.stationRecord(station.id),
      ({ clock_skew_s, problems }) => clock_skew_s !== null && problems.length > 0,
    );
    expect(record.clock_skew_s).toBe(offMs / SECOND);
    expect(record.problems).toMatchObject([{ kind: 'clock_skewed' }]);
  });

  it.each(['1.6', '2.0.1'] as const)('it is so when every message is hours behind, on %s', async (version) => {
    await using field = await startField();
    const token = await field.token('CARD');
    const station = await field.station(version);
    const off = () => field.now(-5 * HOUR);
    await station.call('StatusNotification', statusPayload(version, 1, 'Available', off()));
    const { id } = await remoteStart(field, station, token);
    if (version === '1.6') {
      await station.call('StartTransaction', startPayload(token, 100, off()));
    } else {
      const { remoteStartId } = await station.asked('RequestStartTransaction');
      const transactionInfo = { transactionId: 'T', remoteStartId };
      const idToken = { idToken: token, type: 'ISO14443' };
      await station.call('TransactionEvent', eventPayload('Started', 'T', 0, 0, off(), { transactionInfo, idToken }));
    }
    await field.commandIn(id, 'CONFIRMED');
    expect(started(await onlySessionOf(field, station))).toBe(field.now().getTime());
  });

  it('the whole session has its right times, also when its stop is told again', async () => {
    await using field = await startField();
    const token = await field.token('CARD');
    const station = await field.station('1.6');
    await remoteStart(field, station, token);
    const local = (at: Date) => ({ timestamp: withoutZone(at) });
    const startAt = field.now();
    const { transactionId } = await station.call(
      'StartTransaction',
      startPayload(token, 1000, startAt, local(field.now(-5 * HOUR))),
    );
    await field.advance(30 * MINUTE);
    const stop = stopPayload(transactionId, 9000, field.now(), local(field.now(-5 * HOUR)));
    await station.call('StopTransaction', stop);
    const session = await onlySessionOf(field, station);
    expect([started(session), ended(session)]).toEqual([startAt.getTime(), field.now().getTime()]);
    expect(session).toMatchObject({
      status: 'COMPLETED',
      energy_wh: 8000,
      told_start_date_time: new Date(startAt.getTime() - 5 * HOUR).toISOString(),
      told_end_date_time: field.now(-5 * HOUR).toISOString(),
    });
    // The clock is right by then; the message is the same.
    await station.call('StatusNotification', statusPayload('1.6', 1, 'Available', field.now(), local(field.now())));
    await field.advance(MINUTE);
    await station.call('StopTransaction', stop);
    expect(await onlySessionOf(field, station)).toEqual(session);
    expect(await field.eventsOf(station.id, 'station.message_quarantined')).toEqual([]);
  });
});

describe('a start that waited at the station', () => {
  it('is not the effect of a later one of ours, which is', async () => {
    await using field = await startField();
    const token = await field.token('CARD');
    const before = await field.station('1.6');
    await before.call('StatusNotification', statusPayload('1.6', 1, 'Available', field.now()));
    await before.close();
    await field.advance(2 * HOUR);
    const station = await field.station('1.6', { id: before.id, registered: null });
    await station.call('StatusNotification', statusPayload('1.6', 1, 'Available', field.now()));
    const { id } = await remoteStart(field, station, token);
    const queued = await station.call('StartTransaction', startPayload(token, 1000, field.now(-HOUR)));
    await station.call('StopTransaction', stopPayload(queued.transactionId, 2000, field.now(-30 * MINUTE)));
    expect(await field.commandIn(id, 'ACCEPTED', 'CONFIRMED')).toMatchObject({ status: 'ACCEPTED' });
    expect(await onlySessionOf(field, station)).toMatchObject({
      command_id: null,
      start_date_time: field.now(-HOUR).toISOString(),
      end_date_time: field.now(-30 * MINUTE).toISOString(),
      energy_wh: 1000,
    });
    await station.call('StartTransaction', startPayload(token, 2000, field.now()));
    const [, session] = await field.sessionsOf(station.id);
    expect(await field.commandIn(id, 'CONFIRMED')).toMatchObject({ session_id: session.id });
    expect(await problemsOf(field, station)).toEqual([]);
  });

  it('is told so in the first minute after the station was away, also when nothing is known of its clock', async () => {
    await using field = await startField();
    const token = await field.token('CARD');
    const before = await field.station('1.6');
    await before.close();
    await field.advance(2 * HOUR);
    const station = await field.station('1.6', { id: before.id, registered: null });
    const { id } = await remoteStart(field, station, token);
    await station.call('StartTransaction', startPayload(token, 1000, field.now(-HOUR)));
    expect(await field.commandIn(id, 'ACCEPTED', 'CONFIRMED')).toMatchObject({ status: 'ACCEPTED' });
    expect(await onlySessionOf(field, station)).toMatchObject({ start_date_time: field.now(-HOUR).toISOString() });
  });
});

describe('a local time without a zone', () => {
  it('of a card shown at the station is known when it is told again, and the session is moved', async () => {
    await using field = await startField();
    const token = await field.token('CARD');
    const station = await field.station('1.6');
    const local = () => ({ timestamp: withoutZone(field.now(-5 * HOUR)) });
    const startAt = field.now();
    const { transactionId } = await station.call('StartTransaction', startPayload(token, 1000, field.now(), local()));
    for (const energyWh of [1100, 1200, 1300]) {
      await field.advance(MINUTE);
      const reading = { transactionId, meterValue: [{ ...local(), sampledValue: [{ value: String(energyWh) }] }] };
      await station.call('MeterValues', meterPayload(1, energyWh, field.now(), reading));
    }
    expect(await onlySessionOf(field, station)).toMatchObject({
      status: 'ACTIVE',
      start_date_time: startAt.toISOString(),
      told_start_date_time: new Date(startAt.getTime() - 5 * HOUR).toISOString(),
      energy_wh: 300,
      flags: [],
    });
    await field.advance(MINUTE);
    await station.call('StopTransaction', stopPayload(transactionId, 1400, field.now(), local()));
    expect(await onlySessionOf(field, station)).toMatchObject({
      end_date_time: field.now().toISOString(),
      energy_wh: 400,
      flags: [],
    });
    expect(await field.stationRecord(station.id)).toMatchObject({ clock_skew_s: -5 * 3600 });
  });
});

describe('MicroOcpp 311, 354', () => {
  it('a clock at 1970 tells no times: sessions begin and end as they are heard of', async () => {
    await using field = await startField();
    const token = await field.token('CARD');
    const station = await field.station('1.6');
    const never = (seconds: number) => ({ timestamp: new Date(seconds * SECOND).toISOString() });
    const startAt = field.now();
    const { transactionId } = await station.call('StartTransaction', startPayload(token, 0, startAt, never(7)));
    await field.advance(MINUTE);
    const reading = { transactionId, meterValue: [{ ...never(67), sampledValue: [{ value: '250' }] }] };
    await station.call('MeterValues', meterPayload(1, 250, field.now(), reading));
    expect(await onlySessionOf(field, station)).toMatchObject({ energy_wh: 250, told_start_date_time: null });
    await field.advance(MINUTE);
    const endAt = field.now();
    const stop = stopPayload(transactionId, 500, endAt, never(127));
    await station.call('StopTransaction', stop);
    const session = await onlySessionOf(field, station);
    expect(session).toMatchObject({
      status: 'COMPLETED',
      start_date_time: startAt.toISOString(),
      end_date_time: endAt.toISOString(),
      told_end_date_time: null,
      energy_wh: 500,
      flags: [],
    });
    // Its answer was lost.
    await field.advance(MINUTE);
    await station.call('StopTransaction', stop);
    expect(await onlySessionOf(field, station)).toEqual(session);
    expect(await field.eventsOf(station.id, 'station.message_quarantined')).toEqual([]);
    const problems = await problemsOf(field, station);
    expect(problems.map(({ kind, action, property }) => [kind, action, property])).toEqual(
      expect.arrayContaining([
        ['clock_absent', 'StartTransaction', '/timestamp'],
        ['clock_absent', 'MeterValues', '/meterValue/*/timestamp'],
        ['clock_absent', 'StopTransaction', '/timestamp'],
      ]),
    );
  });
});

describe('a clock that is set while a session runs', () => {
  it.each([
    ['right, from hours ahead', 5 * HOUR, 0, 0],
    ['right, from hours behind', -5 * HOUR, 0, 0],
    ['right, from 1970', null, 0, 0],
    ['an hour back, as in autumn', 2 * HOUR, HOUR, 0],
    ['an hour on, as in spring', HOUR, 2 * HOUR, 0],
    ['an hour back, from right', 0, -HOUR, 0],
    ['an hour back, hours after the boot', 2 * HOUR, HOUR, 3 * HOUR],
  ])('%s: the energy is right and never falls, and so are the times', async (_, beforeMs, afterMs, bootedBeforeMs) => {
    await using field = await startField();
    const token = await field.token('CARD');
    const station = await field.station('1.6');
    await field.advance(bootedBeforeMs);
    let offMs: number | null = beforeMs;
    const told = () => (offMs === null ? new Date(0) : field.now(offMs));
    const startAt = field.now();
    const { transactionId } = await station.call('StartTransaction', startPayload(token, 1000, told()));
    const shown: number[] = [];
    for (let minute = 1; minute <= 12; minute += 1) {
      await field.advance(MINUTE);
      if (minute === 6) offMs = afterMs;
      await station.call('MeterValues', meterPayload(1, 1000 + minute * 100, told(), { transactionId }));
      shown.push((await onlySessionOf(field, station)).energy_wh);
    }
    expect(shown).toEqual(shown.toSorted((a, b) => a - b));
    expect(shown.at(-1)).toBe(1200);
    await field.advance(MINUTE);
    await station.call('StopTransaction', stopPayload(transactionId, 2300, told()));
    const session = await onlySessionOf(field, station);
    expect(session).toMatchObject({ status: 'COMPLETED', energy_wh: 1300, flags: [] });
    expect(started(session)).toBe(startAt.getTime());
    expect(ended(session)).toBe(field.now().getTime());
  });
});
