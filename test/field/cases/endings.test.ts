/** Sessions that no station will ever end, by the reports that told of them. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../support/gateway.ts';
import { type Field, type FieldStation, HOUR, MINUTE, SECOND, startField } from '../support/field.ts';
import {
  bootPayload,
  eventPayload,
  meterPayload,
  startPayload,
  statusPayload,
  stopPayload,
} from '../support/messages.ts';

let field: Field;
beforeAll(async () => {
  field = await startField();
  await field.token('CARD-A');
  await field.token('CARD-B');
});
afterEach(() => field.hangUp());
afterAll(() => field.close());

const start = async (station: FieldStation, idTag: string, meterStart: number, more: object = {}): Promise<number> => {
  const { transactionId, idTagInfo } = await station.call(
    'StartTransaction',
    startPayload(idTag, meterStart, field.now(), { ...more }),
  );
  expect(idTagInfo.status).toBe('Accepted');
  return transactionId;
};

const event = (station: FieldStation, ...told: Parameters<typeof eventPayload>): Promise<Json> =>
  station.call('TransactionEvent', eventPayload(...told));

const card = (idToken: string) => ({ idToken: { idToken, type: 'ISO14443' } });

const status = (station: FieldStation, evseId: number, word: string) =>
  station.call('StatusNotification', statusPayload(station.version, evseId, word, field.now()));

const kinds = async (station: FieldStation): Promise<readonly string[]> =>
  (await field.eventsOf(station.id)).map(({ type }) => type).filter((type) => /session|quarantine/.test(type));

describe('MicroOcpp 330, OCPP.Core 55', () => {
  it('ends a transaction whose stop was forgotten at its last reading when the next one starts', async () => {
    const station = await field.station('1.6');
    const first = await start(station, 'CARD-A', 1000);
    await field.advance(10 * MINUTE);
    const lastAt = field.now().toISOString();
    await station.call('MeterValues', meterPayload(1, 3500, field.now(), { transactionId: first }));
    await field.advance(SECOND);
    await status(station, 1, 'Available');
    await field.advance(10 * SECOND);
    const second = await start(station, 'CARD-B', 3500);
    expect(second).not.toBe(first);
    expect(await field.sessionsOf(station.id)).toMatchObject([
      {
        status: 'COMPLETED',
        token: { uid: 'CARD-A' },
        energy_wh: 2500,
        end_date_time: lastAt,
        end_inferred_from: 'next_start',
        flags: ['end_inferred'],
      },
      { status: 'ACTIVE', token: { uid: 'CARD-B' }, end_inferred_from: null, flags: [] },
    ]);
    await field.advance(10 * MINUTE);
    await station.call('StopTransaction', stopPayload(second, 4500, field.now()));
    expect(await field.sessionsOf(station.id)).toMatchObject([
      { status: 'COMPLETED' },
      { status: 'COMPLETED', energy_wh: 1000, flags: [] },
    ]);
    expect(await kinds(station)).toEqual([
      'session.started',
      'session.updated',
      'session.updated',
      'session.ended',
      'session.started',
      'session.ended',
    ]);
  });

  it('takes the stop that comes after all, with its time and register', async () => {
    const station = await field.station('1.6');
    const first = await start(station, 'CARD-A', 1000);
    await field.advance(10 * MINUTE);
    const second = await start(station, 'CARD-B', 2000);
    const stoppedAt = field.now(-MINUTE);
    await station.call('StopTransaction', stopPayload(first, 1900, stoppedAt, { reason: 'EVDisconnected' }));
    expect(await field.sessionsOf(station.id)).toMatchObject([
      {
        status: 'COMPLETED',
        energy_wh: 900,
        end_date_time: stoppedAt.toISOString(),
        stop_reason: 'EVDisconnected',
        end_inferred_from: null,
        flags: [],
      },
      { status: 'ACTIVE', transaction: { id: String(second) } },
    ]);
  });

  it('lets late readings of the ended one correct it, and not disturb the running one', async () => {
    const station = await field.station('1.6');
    const first = await start(station, 'CARD-A', 1000);
    await field.advance(10 * MINUTE);
    await start(station, 'CARD-B', 2000);
    await station.call('MeterValues', meterPayload(1, 1800, field.now(-SECOND), { transactionId: first }));
    expect(await field.sessionsOf(station.id)).toMatchObject([
      { status: 'COMPLETED', energy_wh: 800, end_inferred_from: 'next_start' },
      { status: 'ACTIVE', energy_wh: 0 },
    ]);
  });

  it.each(['2.0.1', '2.1'] as const)('holds for a transaction of OCPP %s on an EVSE', async (version) => {
    const station = await field.station(version);
    await event(station, 'Started', 'A', 0, 0, field.now(), card('CARD-A'));
    await field.advance(10 * MINUTE);
    await event(station, 'Updated', 'A', 1, 700, field.now());
    await field.advance(MINUTE);
    const other = { evse: { id: 2, connectorId: 1 }, ...card('CARD-A') };
    await event(station, 'Started', 'C', 0, 0, field.now(), other);
    await event(station, 'Started', 'B', 0, 700, field.now(), card('CARD-B'));
    await field.advance(MINUTE);
    // Late, of the ended one.
    await event(station, 'Updated', 'A', 2, 720, field.now(-90 * SECOND));
    await event(station, 'Updated', 'B', 1, 800, field.now());
    const sessions = await field.sessionsOf(station.id);
    expect(sessions.map(({ transaction, status, energy_wh }) => [transaction.id, status, energy_wh])).toEqual([
      ['A', 'COMPLETED', 720],
      ['C', 'ACTIVE', 0],
      ['B', 'ACTIVE', 100],
    ]);
  });

  it('takes an older transaction that the station kept while it was offline for what it is', async () => {
    const station = await field.station('2.0.1');
    const began = field.now();
    await field.advance(HOUR);
    await event(station, 'Started', 'NOW', 0, 1000, field.now(), card('CARD-B'));
    await field.advance(MINUTE);
    await event(station, 'Started', 'OLD', 0, 0, began, { ...card('CARD-A'), offline: true });
    expect(await field.sessionsOf(station.id)).toMatchObject([
      { transaction: { id: 'NOW' }, status: 'ACTIVE' },
      { transaction: { id: 'OLD' }, status: 'COMPLETED', end_inferred_from: 'next_start' },
    ]);
    const ended = new Date(began.getTime() + 30 * MINUTE);
    await event(station, 'Ended', 'OLD', 1, 900, ended, { offline: true });
    expect(await field.sessionsOf(station.id)).toMatchObject([
      { transaction: { id: 'NOW' }, status: 'ACTIVE' },
      { status: 'COMPLETED', end_inferred_from: null, energy_wh: 900, end_date_time: ended.toISOString() },
    ]);
  });
});

describe('lbbrhzn/ocpp PR 2141', () => {
  it('takes an id that is used again after a boot for another transaction, and accepts its card', async () => {
    const station = await field.station('2.0.1');
    await event(station, 'Started', '1', 0, 0, field.now(), card('CARD-A'));
    await field.advance(HOUR);
    await event(station, 'Ended', '1', 1, 5000, field.now());
    await station.drop();
    await field.advance(23 * HOUR);
    const again = await field.station('2.0.1', { id: station.id, registered: null });
    await field.advance(MINUTE);
    const started = eventPayload('Started', '1', 0, 5000, field.now(), card('CARD-B'));
    const { idTokenInfo } = await again.call('TransactionEvent', started);
    expect(idTokenInfo.status).toBe('Accepted');
    await field.advance(HOUR);
    await event(again, 'Ended', '1', 1, 9000, field.now());
    // Told again, with another message id.
    await again.call('TransactionEvent', started);
    expect(await field.sessionsOf(station.id)).toMatchObject([
      { status: 'COMPLETED', token: { uid: 'CARD-A' }, energy_wh: 5000, flags: [] },
      { status: 'COMPLETED', token: { uid: 'CARD-B' }, energy_wh: 4000, flags: [] },
    ]);
  });

  it('gives what is told late of the first one to the first one', async () => {
    const station = await field.station('2.0.1');
    const began = field.now();
    const startedBefore = eventPayload('Started', '1', 0, 0, began, card('CARD-A'));
    await station.call('TransactionEvent', startedBefore);
    await station.drop();
    await field.advance(24 * HOUR);
    const again = await field.station('2.0.1', { id: station.id, registered: null });
    await event(again, 'Started', '1', 0, 5000, field.now(), card('CARD-B'));
    await field.advance(MINUTE);
    const ended = new Date(began.getTime() + HOUR);
    const mid = new Date(began.getTime() + HOUR / 2);
    await event(again, 'Updated', '1', 1, 2000, mid, { offline: true });
    await again.call('TransactionEvent', startedBefore);
    expect(await field.sessionsOf(again.id)).toMatchObject([
      { status: 'COMPLETED', token: { uid: 'CARD-A' }, energy_wh: 2000, end_inferred_from: 'next_start' },
      { status: 'ACTIVE', token: { uid: 'CARD-B' }, energy_wh: 0 },
    ]);
    await event(again, 'Ended', '1', 2, 3000, ended, { offline: true });
    await event(again, 'Updated', '1', 1, 5100, field.now());
    expect(await field.sessionsOf(again.id)).toMatchObject([
      { status: 'COMPLETED', energy_wh: 3000, end_date_time: ended.toISOString(), flags: [] },
      { status: 'ACTIVE', energy_wh: 100, flags: [] },
    ]);
  });
});

describe('MicroOcpp 311, 354', () => {
  it('takes the same start after the first one was stopped for a new transaction', async () => {
    const station = await field.station('1.6');
    const payload = { connectorId: 1, idTag: 'CARD-A', meterStart: 0, timestamp: '1970-01-01T00:00:30Z' };
    const first = await station.call('StartTransaction', payload);
    expect(await station.call('StartTransaction', payload)).toEqual(first);
    await field.advance(HOUR);
    await station.call('StopTransaction', stopPayload(first.transactionId, 700, field.now()));
    const second = await station.call('StartTransaction', payload);
    expect(second.idTagInfo.status).toBe('Accepted');
    expect(second.transactionId).not.toBe(first.transactionId);
    expect(await station.call('StartTransaction', payload)).toEqual(second);
    expect(await field.sessionsOf(station.id)).toMatchObject([{ status: 'COMPLETED' }, { status: 'ACTIVE' }]);
  });
});

describe('MicroOcpp 311, with a clock that begins at 2020', () => {
  it('takes the same start after a stop and a boot for a new transaction', async () => {
    const station = await field.station('1.6');
    const payload = { connectorId: 1, idTag: 'CARD-A', meterStart: 0, timestamp: '2020-01-01T00:00:30Z' };
    const first = await station.call('StartTransaction', payload);
    await field.advance(HOUR);
    const stop = stopPayload(first.transactionId, 700, new Date('2020-01-01T01:00:30Z'));
    await station.call('StopTransaction', stop);
    await field.advance(MINUTE);
    await station.call('BootNotification', bootPayload('1.6'));
    const startedAt = field.now();
    const second = await station.call('StartTransaction', payload);
    expect(second.transactionId).not.toBe(first.transactionId);
    expect(await station.call('StartTransaction', payload)).toEqual(second);
    await field.advance(HOUR);
    await station.call('StopTransaction', { ...stop, transactionId: second.transactionId, meterStop: 300 });
    expect(await field.sessionsOf(station.id)).toMatchObject([
      { status: 'COMPLETED', energy_wh: 700 },
      // The clock runs by another skew now than before the boot.
      { status: 'COMPLETED', energy_wh: 300, start_date_time: startedAt.toISOString() },
    ]);
  });
});

describe('lbbrhzn 1000', () => {
  it.each([0, -1, null])(
    'ends the only open session by a stop with the id %s, flagged as guessed',
    async (transactionId) => {
      const station = await field.station('1.6');
      await start(station, 'CARD-A', 1000);
      await field.advance(HOUR);
      const stop = { ...stopPayload(0, 4000, field.now(), { idTag: 'CARD-A' }), transactionId };
      expect(await station.call('StopTransaction', stop)).toMatchObject({ idTagInfo: { status: 'Accepted' } });
      expect(await field.sessionsOf(station.id)).toMatchObject([
        { status: 'COMPLETED', energy_wh: 3000, end_inferred_from: null, flags: ['end_guessed'] },
      ]);
      await field.advance(MINUTE);
      await start(station, 'CARD-B', 4000);
      // Told again, it ends nothing that began after it.
      await station.call('StopTransaction', stop);
      expect(await field.sessionsOf(station.id)).toMatchObject([{ status: 'COMPLETED' }, { status: 'ACTIVE' }]);
      expect(await kinds(station)).toContain('station.message_quarantined');
    },
  );

  it('gives way to a stop that names its transaction', async () => {
    const station = await field.station('1.6');
    const transactionId = await start(station, 'CARD-A', 1000);
    await field.advance(HOUR);
    await station.call('StopTransaction', stopPayload(-1, 4000, field.now()));
    await field.advance(MINUTE);
    const endedAt = field.now(-30 * SECOND);
    const stop = stopPayload(transactionId, 4100, endedAt, { reason: 'Remote' });
    for (let time = 0; time < 2; time += 1) await station.call('StopTransaction', stop);
    expect(await field.sessionsOf(station.id)).toMatchObject([
      {
        status: 'COMPLETED',
        energy_wh: 3100,
        end_date_time: endedAt.toISOString(),
        stop_reason: 'Remote',
        flags: [],
      },
    ]);
    expect(await kinds(station)).not.toContain('station.message_quarantined');
  });

  it('is quarantined where several sessions are open, and where the id is another one', async () => {
    const station = await field.station('1.6');
    await start(station, 'CARD-A', 1000);
    await station.call('StopTransaction', stopPayload(424242, 4000, field.now()));
    await start(station, 'CARD-B', 1000, { connectorId: 2 });
    await station.call('StopTransaction', stopPayload(-1, 4000, field.now()));
    expect(await field.sessionsOf(station.id)).toMatchObject([{ status: 'ACTIVE' }, { status: 'ACTIVE' }]);
    expect((await kinds(station)).filter((kind) => kind === 'station.message_quarantined')).toHaveLength(2);
  });
});

describe('evcc 32534', () => {
  it('gives readings of connector 0 without transaction to the only session of the only connector', async () => {
    const station = await field.station('1.6');
    await status(station, 1, 'Preparing');
    await start(station, 'CARD-A', 1000);
    await field.advance(MINUTE);
    await station.call('MeterValues', meterPayload(0, 1400, field.now()));
    await field.advance(MINUTE);
    await station.call('MeterValues', meterPayload(0, 1500, field.now(), { transactionId: -1 }));
    expect(await field.sessionsOf(station.id)).toMatchObject([{ status: 'ACTIVE', energy_wh: 500 }]);
  });

  it('leaves them alone where there are two connectors', async () => {
    const station = await field.station('1.6');
    for (const connector of [1, 2]) await status(station, connector, 'Preparing');
    await start(station, 'CARD-A', 1000);
    await field.advance(MINUTE);
    await station.call('MeterValues', meterPayload(0, 1400, field.now()));
    expect(await field.sessionsOf(station.id)).toMatchObject([{ status: 'ACTIVE', energy_wh: 0 }]);
  });
});

describe('a connector that says Available for a minute', () => {
  /** A session whose stop was forgotten: its connector says that nobody is there. */
  const forgotten = async (environment: Partial<{ id: string }> = {}) => {
    const station = await field.station('1.6', environment);
    await status(station, 1, 'Charging');
    const transactionId = await start(station, 'CARD-A', 1000);
    await field.advance(10 * MINUTE);
    await station.call('MeterValues', meterPayload(1, 2200, field.now(), { transactionId }));
    const lastAt = field.now();
    await field.advance(MINUTE);
    await status(station, 1, 'Available');
    return { station, transactionId, lastAt };
  };
  const one = async ({ id }: Pick<FieldStation, 'id'>) => (await field.sessionsOf(id))[0];
  const isOver = (session: Json) => session.status === 'COMPLETED';
  const comeBack = async ({ id }: FieldStation) => {
    await field.station('1.6', { id, registered: null, boot: null });
    await field.until(
      () => field.stationRecord(id),
      ({ online }) => online,
    );
  };

  it('ends what was open on it at its last reading, told and flagged', async () => {
    const { station, lastAt } = await forgotten();
    await field.advance(59 * SECOND);
    expect(await one(station)).toMatchObject({ status: 'ACTIVE', flags: [] });
    await field.advance(2 * SECOND);
    expect(await field.until(() => one(station), isOver)).toMatchObject({
      energy_wh: 1200,
      end_date_time: lastAt.toISOString(),
      end_inferred_from: 'connector_available',
      flags: ['end_inferred'],
    });
    const [ended] = await field.eventsOf(station.id, 'session.ended');
    expect(ended?.data.session).toMatchObject({ end_inferred_from: 'connector_available' });
  });

  it('gives way to the stop that comes after all', async () => {
    const { station, transactionId, lastAt } = await forgotten();
    await field.advance(61 * SECOND);
    await field.until(() => one(station), isOver);
    const stoppedAt = new Date(lastAt.getTime() + 30 * SECOND);
    await station.call('StopTransaction', stopPayload(transactionId, 2500, stoppedAt));
    await station.call('StopTransaction', stopPayload(transactionId, 2500, stoppedAt));
    expect(await one(station)).toMatchObject({
      energy_wh: 1500,
      end_date_time: stoppedAt.toISOString(),
      end_inferred_from: null,
      flags: [],
    });
    expect(await field.eventsOf(station.id, 'session.ended')).toHaveLength(1);
  });

  it('gives way to readings that show that it goes on, and is not ended by the same word again', async () => {
    const { station, transactionId } = await forgotten();
    await field.advance(61 * SECOND);
    await field.until(() => one(station), isOver);
    for (const energyWh of [3000, 4000, 5000]) {
      await field.advance(5 * MINUTE);
      await station.call('MeterValues', meterPayload(1, energyWh, field.now(), { transactionId }));
      expect(await one(station)).toMatchObject({
        status: 'ACTIVE',
        energy_wh: energyWh - 1000,
        end_date_time: null,
        end_inferred_from: null,
        flags: [],
      });
    }
    // Silent for long, and still Available.
    await field.advance(16 * MINUTE);
    expect(await field.until(() => one(station), isOver)).toMatchObject({ energy_wh: 4000 });
  });

  it.each([
    ['Preparing', (station: FieldStation) => status(station, 1, 'Preparing')],
    ['Charging', (station: FieldStation) => status(station, 1, 'Charging')],
    [
      'a reading',
      (station: FieldStation, transactionId: number) =>
        station.call('MeterValues', meterPayload(1, 2300, field.now(), { transactionId })),
    ],
  ])('is kept open by %s within the minute', async (_word, say) => {
    const { station, transactionId } = await forgotten();
    await field.advance(30 * SECOND);
    await say(station, transactionId);
    await field.advance(5 * MINUTE);
    expect(await one(station)).toMatchObject({ status: 'ACTIVE', flags: [] });
  });

  it('is kept open while the station is away, and for a minute after it came back', async () => {
    const { station } = await forgotten();
    await field.advance(30 * SECOND);
    await station.drop();
    await field.until(
      () => field.stationRecord(station.id),
      ({ online }) => !online,
    );
    await field.advance(HOUR);
    expect(await one(station)).toMatchObject({ status: 'ACTIVE', stale: true });
    await comeBack(station);
    await field.advance(50 * SECOND);
    expect(await one(station)).toMatchObject({ status: 'ACTIVE', stale: false });
    await field.advance(11 * SECOND);
    expect(await field.until(() => one(station), isOver)).toMatchObject({ end_inferred_from: 'connector_available' });
  });

  it('is remembered over a restart of the gateway', async () => {
    const { station } = await forgotten();
    await field.advance(30 * SECOND);
    await field.restart();
    await comeBack(station);
    await field.advance(61 * SECOND);
    expect(await field.until(() => one(station), isOver)).toMatchObject({ end_inferred_from: 'connector_available' });
  });

  it('confirms the command that waits for the end', async () => {
    const station = await field.station('1.6');
    station.answer('RemoteStopTransaction', () => ({ status: 'Accepted' }));
    await start(station, 'CARD-A', 1000);
    const { id } = await field.command('STOP_SESSION', { session_id: (await one(station)).id });
    await field.commandIn(id, 'ACCEPTED');
    await status(station, 1, 'Available');
    await field.advance(61 * SECOND);
    expect(await field.commandIn(id, 'CONFIRMED')).toMatchObject({ status: 'CONFIRMED' });
  });

  it('says nothing of the other connectors', async () => {
    const station = await field.station('1.6');
    await start(station, 'CARD-A', 1000);
    await start(station, 'CARD-B', 1000, { connectorId: 2 });
    await status(station, 2, 'Available');
    await field.advance(61 * SECOND);
    await field.until(
      () => field.sessionsOf(station.id),
      (sessions) => sessions.some(isOver),
    );
    expect(await field.sessionsOf(station.id)).toMatchObject([{ status: 'ACTIVE' }, { status: 'COMPLETED' }]);
  });
});

describe('a boot', () => {
  it('followed by no word of the transaction ends what was open, after five minutes', async () => {
    const station = await field.station('1.6');
    const transactionId = await start(station, 'CARD-A', 1000);
    await field.advance(10 * MINUTE);
    await station.call('MeterValues', meterPayload(1, 1800, field.now(), { transactionId }));
    await field.advance(MINUTE);
    await station.call('BootNotification', bootPayload('1.6'));
    await field.advance(4 * MINUTE);
    // A loop of boots does not keep it.
    await station.call('BootNotification', bootPayload('1.6'));
    expect(await field.sessionsOf(station.id)).toMatchObject([{ status: 'ACTIVE' }]);
    await field.advance(61 * SECOND);
    const [ended] = await field.until(
      () => field.sessionsOf(station.id),
      ([session]) => session.status === 'COMPLETED',
    );
    expect(ended).toMatchObject({ energy_wh: 800, end_inferred_from: 'boot', flags: ['end_inferred'] });
    // Kept at the station, and late.
    await station.call('StopTransaction', stopPayload(transactionId, 1900, field.now(), { reason: 'PowerLoss' }));
    expect(await field.sessionsOf(station.id)).toMatchObject([
      { energy_wh: 900, end_inferred_from: null, stop_reason: 'PowerLoss', flags: [] },
    ]);
  });

  it('leaves a transaction alone that is resumed', async () => {
    const station = await field.station('2.1');
    await event(station, 'Started', 'R', 0, 0, field.now(), card('CARD-A'));
    await field.advance(MINUTE);
    await station.call('BootNotification', bootPayload('2.1'));
    await field.advance(MINUTE);
    await event(station, 'Updated', 'R', 1, null, field.now(), { triggerReason: 'TxResumed' });
    await field.advance(HOUR);
    expect(await field.sessionsOf(station.id)).toMatchObject([{ status: 'ACTIVE', flags: [] }]);
  });
});
