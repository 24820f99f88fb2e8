/** Energy that can be believed: what stations in the field told, and the energy that it is. */
import { describe, expect, it } from 'vitest';
import type { MeterReading } from '../../../src/domain/meter.ts';
import type { Session } from '../../../src/domain/session.ts';
import { applyReport, type SessionReport } from '../../../src/domain/session-rules.ts';
import { readingsOf as readingsOf16 } from '../../../src/ocpp/v16/meter-value.ts';
import { readingsOf as readingsOf201 } from '../../../src/ocpp/v201/meter-value.ts';
import { at, context, message, reading, register, value } from '../../domain/transaction-messages.ts';
import { HOUR, MINUTE, startField } from '../support/field.ts';
import { eventPayload, meterPayload, startPayload, stopPayload } from '../support/messages.ts';

const HOUR_S = 3600;

const started = (...readings: readonly MeterReading[]) => message({ kind: 'started', at: at(0), readings });
const updated = (...readings: readonly MeterReading[]) =>
  message({ kind: 'updated', at: readings.at(-1)?.sampledAt ?? at(0), readings });
const ended = (seconds: number, ...readings: readonly MeterReading[]) =>
  message({ kind: 'ended', at: at(seconds), stopReason: 'Local', readings });

/** The session after each message. */
const course = (reports: readonly SessionReport[], maxPowerW: number | null = null): readonly Session[] => {
  const sessions: Session[] = [];
  for (const report of reports) sessions.push(applyReport(sessions.at(-1) ?? null, report, context({ maxPowerW })));
  return sessions;
};
const energies = (sessions: readonly Session[]) => sessions.map(({ energyWh }) => energyWh);

const begin = (energyWh: number) => started(register(0, energyWh, 'Transaction.Begin'));
const end = (seconds: number, energyWh: number) => ended(seconds, register(seconds, energyWh, 'Transaction.End'));

describe('citrineos-core PR 1060: a begin of 0 that the station told offline', () => {
  it.each([
    ['a minute', 60],
    ['an hour', HOUR_S],
    ['a day', 24 * HOUR_S],
    ['a week', 168 * HOUR_S],
  ])('is not believed when the register of a lifetime follows within %s', (_name, seconds) => {
    const sessions = course([begin(0), updated(register(seconds, 909_948)), end(seconds + 60, 910_031)]);
    expect(energies(sessions)).toEqual([0, 0, 83]);
    expect(sessions.at(-1)).toMatchObject({ toldEnergyWh: 910_031, flags: ['meter_begin_not_believed'] });
  });

  it('is not believed either when it is not marked, told twice, or only the end follows', () => {
    const unmarked = course([started(register(0, 0)), updated(register(HOUR_S, 909_948)), end(7200, 910_031)]);
    expect(unmarked.at(-1)).toMatchObject({ energyWh: 83, flags: ['meter_begin_not_believed'] });
    const twice = [begin(0), updated(register(60, 0)), updated(register(HOUR_S, 909_948)), end(7200, 910_031)];
    expect(course(twice).at(-1)).toMatchObject({ energyWh: 83, flags: ['meter_begin_not_believed'] });
    expect(course([begin(0), end(24 * HOUR_S, 910_031)]).at(-1)).toMatchObject({
      energyWh: 0,
      toldEnergyWh: 910_031,
      flags: ['meter_begin_not_believed'],
    });
  });

  it('is believed when the register can have come from 0', () => {
    const offline = course([begin(0), end(3 * HOUR_S, 60_000)]);
    expect(offline.at(-1)).toMatchObject({ energyWh: 60_000, toldEnergyWh: 60_000, flags: [] });
  });

  it('is not believed from 60 kWh on where the EVSE gives 11 kW', () => {
    const reports = [begin(0), updated(register(3 * HOUR_S, 60_000)), end(4 * HOUR_S, 68_000)];
    expect(course(reports, 11_000).at(-1)).toMatchObject({ energyWh: 8000, flags: ['meter_begin_not_believed'] });
  });
});

describe('a step that no hardware can make', () => {
  it('is no energy, and what follows it is', () => {
    const sessions = course([
      begin(5000),
      updated(register(60, 5200)),
      updated(register(120, 8_000_000)),
      updated(register(180, 8_000_200)),
      end(240, 8_000_300),
    ]);
    expect(energies(sessions)).toEqual([0, 200, 200, 400, 500]);
    expect(sessions.at(-1)).toMatchObject({ toldEnergyWh: 7_995_300, flags: ['energy_step_not_believed'] });
  });

  it('is smaller where the rating of the EVSE is known', () => {
    const reports = [begin(5000), updated(register(600, 25_000))];
    expect(course(reports).at(-1)).toMatchObject({ energyWh: 20_000, flags: [] });
    expect(course(reports, 22_000).at(-1)).toMatchObject({ energyWh: 0, flags: ['meter_begin_not_believed'] });
  });

  it('is no energy at the end either', () => {
    expect(course([begin(5000), updated(register(600, 6000)), end(660, 4_000_000_000)]).at(-1)).toMatchObject({
      energyWh: 1000,
      toldEnergyWh: 2 ** 31 - 1,
      flags: ['energy_step_not_believed'],
    });
  });

  it('is left out of stations that tell intervals only', () => {
    const interval = (seconds: number, energyWh: number) =>
      updated(reading(seconds, value(energyWh, { measurand: 'Energy.Active.Import.Interval' })));
    const sessions = course([started(), interval(900, 2000), interval(1800, 2_000_000), interval(2700, 1500)]);
    expect(energies(sessions)).toEqual([0, 2000, 2000, 3500]);
    expect(sessions.at(-1)).toMatchObject({ toldEnergyWh: null, flags: ['energy_step_not_believed'] });
  });
});

describe('a station of 1.6 that tells intervals only', () => {
  const interval = (seconds: number, energyWh: number) =>
    updated(reading(seconds, value(energyWh, { measurand: 'Energy.Active.Import.Interval' })));

  it('shows them while it runs, and its registers count at the end', () => {
    const sessions = course([begin(5000), interval(900, 2000), interval(1800, 1500), end(1860, 8600)]);
    expect(energies(sessions)).toEqual([0, 2000, 3500, 3600]);
  });

  it('has them counted at the end, too, where its registers are all 0', () => {
    const sessions = course([begin(0), interval(900, 2000), interval(1800, 1500), end(1860, 0)]);
    expect(energies(sessions)).toEqual([0, 2000, 3500, 3500]);
    expect(sessions.at(-1)).toMatchObject({ toldEnergyWh: 0, flags: [] });
  });
});

describe('a register at the end that', () => {
  it('is rounded where the readings are not has not fallen', () => {
    const sessions = course([begin(1000), updated(register(600, 1400.75)), end(601, 1400)]);
    expect(sessions.at(-1)).toMatchObject({ energyWh: 400, toldEnergyWh: 400, flags: [] });
    expect(course([begin(1000.5), end(601, 1000)]).at(-1)).toMatchObject({ energyWh: 0, toldEnergyWh: 0, flags: [] });
  });

  it('is 0 takes nothing back of a meter that counted from 0', () => {
    const sessions = course([begin(0), updated(register(600, 3000)), updated(register(1200, 5500)), end(1260, 0)]);
    expect(energies(sessions)).toEqual([0, 3000, 5500, 5500]);
    expect(sessions.at(-1)).toMatchObject({ toldEnergyWh: 0, flags: ['meter_jumped_back'] });
  });

  it('lies a little below the readings is believed, and the flags say so', () => {
    const sessions = course([begin(0), updated(register(600, 3000)), updated(register(1200, 5500)), end(1260, 5000)]);
    expect(energies(sessions)).toEqual([0, 3000, 5500, 5000]);
    expect(sessions.at(-1)?.flags).toEqual(['meter_jumped_back', 'energy_below_shown']);
  });
});

describe('lbbrhzn 1756: a register that is 0 once', () => {
  it('is left out, and the energy never falls', () => {
    const sessions = course([
      begin(16_000_000),
      updated(register(600, 16_003_000)),
      updated(register(1200, 0)),
      updated(register(1800, 16_005_000)),
    ]);
    expect(energies(sessions)).toEqual([0, 3000, 3000, 5000]);
    expect(sessions.at(-1)).toMatchObject({ toldEnergyWh: 5000, flags: ['meter_jumped_back'] });
  });

  it('is left out of a meter that has counted little, where 0 could be a reset', () => {
    const sessions = course([
      begin(10_000),
      updated(register(600, 13_000)),
      updated(register(1200, 0)),
      updated(register(1800, 15_000)),
      end(2400, 16_000),
    ]);
    expect(energies(sessions)).toEqual([0, 3000, 3000, 5000, 6000]);
  });
});

describe('a meter that is reset', () => {
  it('counts on from where it fell to', () => {
    const sessions = course([
      begin(5000),
      updated(register(600, 5500)),
      updated(register(1200, 0)),
      updated(register(1800, 700)),
      end(2400, 900),
    ]);
    expect(energies(sessions)).toEqual([0, 500, 500, 1200, 1400]);
    expect(sessions.at(-1)).toMatchObject({
      toldEnergyWh: -4100,
      flags: ['meter_jumped_back', 'meter_stop_below_start'],
    });
  });

  it('counts on when it grows past where it was before', () => {
    const grown = [0, 1000, 2000, 3000, 4000].map((energyWh, index) => updated(register(1800 + index * 600, energyWh)));
    const sessions = course([begin(500), updated(register(600, 1500)), updated(register(1200, 2500)), ...grown]);
    expect(energies(sessions)).toEqual([0, 1000, 2000, 2000, 3000, 4000, 5000, 6000]);
  });
});

describe('lbbrhzn 919: readings that count from 0 between registers of a lifetime', () => {
  it('are shown while it runs, and the registers count at the end', () => {
    const sessions = course([
      begin(5_000_000),
      updated(register(60, 0)),
      updated(register(600, 700)),
      updated(register(1200, 1500)),
      end(1260, 5_001_600),
    ]);
    expect(energies(sessions)).toEqual([0, 0, 700, 1500, 1600]);
    expect(sessions.at(-1)).toMatchObject({ toldEnergyWh: 1600, flags: ['meter_jumped_back'] });
  });

  it('say so when the registers tell less at the end than was shown', () => {
    const sessions = course([begin(5_000_000), updated(register(60, 0), register(1200, 1500)), end(1260, 5_001_400)]);
    expect(energies(sessions)).toEqual([0, 1500, 1400]);
    expect(sessions.at(-1)?.flags).toEqual(['meter_jumped_back', 'energy_below_shown']);
  });
});

describe('shiv3 83: registers with fractions', () => {
  it('are kept as precise as they come, and the energy is rounded once', () => {
    expect(course([begin(1000.5), end(HOUR_S, 26_008.333)]).at(-1)).toMatchObject({
      energyWh: 25_008,
      toldEnergyWh: 25_008,
      transaction: { first: { energyWh: 1000.5 }, last: { energyWh: 26_008.333 } },
    });
  });
});

describe('units as stations spell them', () => {
  const values16 = (told: string, unit?: string) =>
    readingsOf16(
      [{ timestamp: at(600).toISOString(), sampledValue: [{ value: told, ...(unit && { unit }) }] }],
      at(600),
    );
  const values201 = (told: number, unit: string) =>
    readingsOf201(
      [{ timestamp: at(600).toISOString(), sampledValue: [{ value: told, unitOfMeasure: { unit } }] }],
      at(600),
    );
  const withRegister = (readings: readonly MeterReading[]) => course([begin(0), updated(...readings)]).at(-1);

  it.each([
    ['5.5', 'kWh ', 5500],
    ['5.5', 'kwh', 5500],
    ['5.5', 'KWH', 5500],
    ['5.5', 'k Wh', 5500],
    ['5.5', 'kW.h', 5500],
    ['0.0055', 'MWh', 5500],
    ['5500', ' wh', 5500],
    ['5500', 'WH', 5500],
    ['5500', undefined, 5500],
    ['5500', '', 5500],
  ])('%s %s is %i Wh', (told, unit, energyWh) => {
    expect(withRegister(values16(told, unit))).toMatchObject({ energyWh, flags: [] });
  });

  it.each(['mWh', 'mwh', 'kJ', 'V', '%', 'A', 'varh', 'kW', 'units'])(
    '%s is none of an energy register: flagged, never read as Wh, and kept as told',
    (unit) => {
      for (const readings of [values16('5500', unit), values201(5500, unit)]) {
        expect(withRegister(readings)).toMatchObject({ energyWh: 0, toldEnergyWh: 0, flags: ['unit_not_understood'] });
        expect(String(readings[0]?.values[0]?.raw)).toBe('5500');
      }
    },
  );

  it.each(['constructor', 'toString', '__proto__'])('of a measurand %s are no concern of ours', (measurand) => {
    expect(withRegister([reading(600, value(5, { measurand, unit: 'V' }))])).toMatchObject({ energyWh: 0, flags: [] });
  });

  it('of power are told apart as well', () => {
    const power = (unit: string) =>
      withRegister(
        readingsOf16(
          [
            {
              timestamp: at(600).toISOString(),
              sampledValue: [{ value: '11', measurand: 'Power.Active.Import', unit }],
            },
          ],
          at(600),
        ),
      );
    expect(power('kW ')).toMatchObject({ powerW: 11_000, flags: [] });
    expect(power('A')).toMatchObject({ powerW: null, flags: ['unit_not_understood'] });
  });
});

describe('on the way from a station to the clients', () => {
  it('citrineos-core PR 1060, 2.0.1: both energies and the flag are on every face', async () => {
    await using field = await startField();
    const token = await field.token('CARD');
    const station = await field.station('2.0.1');
    const begun = field.now(-2 * HOUR);
    await station.call(
      'TransactionEvent',
      eventPayload('Started', 'T', 0, 0, begun, { offline: true, idToken: { idToken: token, type: 'ISO14443' } }),
    );
    await station.call('TransactionEvent', eventPayload('Updated', 'T', 1, 909_948, field.now(-MINUTE)));
    expect(await field.sessionsOf(station.id)).toMatchObject([
      { energy_wh: 0, told_energy_wh: 909_948, flags: ['meter_begin_not_believed'] },
    ]);
    await station.call('TransactionEvent', eventPayload('Ended', 'T', 2, 910_031, field.now()));
    const [session] = await field.sessionsOf(station.id);
    expect(session).toMatchObject({
      status: 'COMPLETED',
      energy_wh: 83,
      kwh: 0.083,
      told_energy_wh: 910_031,
      flags: ['meter_begin_not_believed'],
    });
    const query = '{ sessions { edges { node { energyWh toldEnergyWh flags } } } }';
    expect((await field.gateway().graphql(query)).data.sessions.edges).toEqual([
      { node: { energyWh: 83, toldEnergyWh: 910_031, flags: ['meter_begin_not_believed'] } },
    ]);
    const [ended] = await field.eventsOf(station.id, 'session.ended');
    expect(ended?.data.session).toMatchObject({ energy_wh: 83, told_energy_wh: 910_031 });
    const readings = await field.gateway().get(`/api/v1/sessions/${session.id}/readings`);
    expect(readings.map(({ values }: { values: readonly { raw: unknown }[] }) => values[0]?.raw)).toEqual([
      0, 909_948, 910_031,
    ]);
  });

  it('unit in odd spelling: "5.5" "kWh " is 5,500 Wh, on 1.6 and 2.0.1', async () => {
    await using field = await startField();
    const token = await field.token('CARD');
    const old = await field.station('1.6');
    const { transactionId } = await old.call('StartTransaction', startPayload(token, 0, field.now(-HOUR)));
    const timestamp = field.now().toISOString();
    const sampledValue = [{ value: '5.5', unit: 'kWh ' }];
    await old.call('MeterValues', { connectorId: 1, transactionId, meterValue: [{ timestamp, sampledValue }] });
    expect(await field.sessionsOf(old.id)).toMatchObject([{ energy_wh: 5500, flags: [] }]);

    const station = await field.station('2.0.1');
    await station.call('TransactionEvent', eventPayload('Started', 'T', 0, 0, field.now(-HOUR)));
    const value = { value: 5.5, unitOfMeasure: { unit: 'kWh ' } };
    await station.call(
      'TransactionEvent',
      eventPayload('Updated', 'T', 1, null, field.now(), { meterValue: [{ timestamp, sampledValue: [value] }] }),
    );
    expect(await field.sessionsOf(station.id)).toMatchObject([{ energy_wh: 5500, flags: [] }]);
  });

  it('an unknown unit is told on the station once for each session, and the reading stays readable', async () => {
    await using field = await startField();
    const token = await field.token('CARD');
    const station = await field.station('1.6');
    const { transactionId } = await station.call('StartTransaction', startPayload(token, 0, field.now(-HOUR)));
    for (const [index, value] of ['5500', '6600'].entries()) {
      const timestamp = field.now(-MINUTE * (10 - index)).toISOString();
      const sampledValue = [{ value, unit: 'kJ' }];
      await station.call('MeterValues', { connectorId: 1, transactionId, meterValue: [{ timestamp, sampledValue }] });
    }
    const [session] = await field.sessionsOf(station.id);
    expect(session).toMatchObject({ energy_wh: 0, told_energy_wh: 0, flags: ['unit_not_understood'] });
    const readings = await field.gateway().get(`/api/v1/sessions/${session.id}/readings`);
    expect(readings.at(-1).values[0]).toMatchObject({ raw: '6600', unit: 'kJ' });
    const { problems } = await field.until(
      () => field.stationRecord(station.id),
      (record) => record.problems.some(({ kind }: { kind: string }) => kind === 'energy_not_believed'),
    );
    expect(problems.filter(({ kind }: { kind: string }) => kind === 'energy_not_believed')).toMatchObject([
      { count: 1, detail: 'energy or power was told in a unit that is not known, or is none of theirs' },
    ]);
  });

  it('shiv3 83: meterStart 1000.5 and meterStop 26008.333 are 25,008 Wh', async () => {
    await using field = await startField();
    const token = await field.token('CARD');
    const station = await field.station('1.6');
    const { transactionId } = await station.call('StartTransaction', startPayload(token, 1000.5, field.now(-HOUR)));
    await station.call('StopTransaction', stopPayload(transactionId, 26_008.333, field.now()));
    expect(await field.sessionsOf(station.id)).toMatchObject([
      { status: 'COMPLETED', energy_wh: 25_008, told_energy_wh: 25_008, flags: [] },
    ]);
  });

  it('lbbrhzn 1756, 1.6: a register that is 0 once never takes the energy back', async () => {
    await using field = await startField();
    const token = await field.token('CARD');
    const station = await field.station('1.6');
    const { transactionId } = await station.call('StartTransaction', startPayload(token, 16_000_000, field.now(-HOUR)));
    for (const [index, energyWh] of [16_003_000, 0, 16_005_000].entries()) {
      const at = field.now(-MINUTE * (40 - index * 10));
      await station.call('MeterValues', meterPayload(1, energyWh, at, { transactionId }));
    }
    const told = await field.eventsOf(station.id, 'session.started', 'session.updated');
    expect(told.map(({ data }) => data.session.energy_wh)).toEqual([0, 3000, 3000, 5000]);
    expect(await field.sessionsOf(station.id)).toMatchObject([{ energy_wh: 5000, flags: ['meter_jumped_back'] }]);
  });

  it('lbbrhzn 919, 1.6: what was shown is kept to over a restart of the gateway', async () => {
    await using field = await startField();
    const token = await field.token('CARD');
    const station = await field.station('1.6');
    const { transactionId } = await station.call('StartTransaction', startPayload(token, 5_000_000, field.now(-HOUR)));
    const meter = (energyWh: number, minutesAgo: number) =>
      station.call('MeterValues', meterPayload(1, energyWh, field.now(-minutesAgo * MINUTE), { transactionId }));
    await meter(0, 50);
    await meter(1500, 20);
    expect(await field.sessionsOf(station.id)).toMatchObject([{ energy_wh: 1500, told_energy_wh: -4_998_500 }]);
    await field.restart();
    const again = await field.station('1.6', { id: station.id, registered: null });
    await again.call('StopTransaction', stopPayload(transactionId, 5_001_600, field.now()));
    expect(await field.sessionsOf(station.id)).toMatchObject([
      { status: 'COMPLETED', energy_wh: 1600, told_energy_wh: 1600, flags: ['meter_jumped_back'] },
    ]);
  });
});

describe('registers at the begin that stations repeat in each message (lbbrhzn 1709)', () => {
  it('do not make the meter fall', () => {
    const told = [93, 260, 480].map((energyWh, index) =>
      updated(reading(60 * index + 60, value(energyWh), value(0, { context: 'Transaction.Begin' }))),
    );
    const sessions = course([begin(0), ...told, end(240, 500)]);
    expect(energies(sessions)).toEqual([0, 93, 260, 480, 500]);
    expect(sessions.at(-1)?.flags).toEqual([]);
  });
});
