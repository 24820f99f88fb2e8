import { describe, expect, it } from 'vitest';
import { applyReport, closeByOperator, contradictsEnd, type SessionReport } from '../../src/domain/session-rules.ts';
import { at, context, message, reading, register, sessionAfter, shown, value } from './transaction-messages.ts';

const started = (fields: Partial<SessionReport> = {}) => message({ kind: 'started', seqNo: 0, at: at(0), ...fields });
const updated = (seqNo: number, fields: Partial<SessionReport> = {}) =>
  message({ kind: 'updated', seqNo, at: at(seqNo * 10), ...fields });
const ended = (seqNo: number, fields: Partial<SessionReport> = {}) =>
  message({ kind: 'ended', seqNo, at: at(seqNo * 10), stopReason: 'Local', ...fields });

describe('status of a session', () => {
  it('is PENDING while a car is plugged in and nobody is authorised', () => {
    expect(sessionAfter(started({ chargingState: 'EV_CONNECTED' })).status).toBe('PENDING');
    expect(sessionAfter(started({ chargingState: 'SUSPENDED_EVSE' })).status).toBe('PENDING');
  });

  it('is ACTIVE once a token is accepted', () => {
    const session = sessionAfter(started({ chargingState: 'EV_CONNECTED' }), { report: updated(1), token: shown() });
    expect(session).toMatchObject({ status: 'ACTIVE', authorization: 'ACCEPTED', token: { uid: 'TAG1' } });
  });

  it('is ACTIVE when a station charges without a token, and stays so when it pauses', () => {
    const charging = updated(1, { chargingState: 'CHARGING' });
    expect(sessionAfter(started(), charging).status).toBe('ACTIVE');
    expect(sessionAfter(started(), charging, updated(2, { chargingState: 'SUSPENDED_EVSE' })).status).toBe('ACTIVE');
  });

  it('is ACTIVE for an OCPP 1.6 start by button', () => {
    expect(sessionAfter(started({ protocol: '1.6', seqNo: null, startKey: 'k' })).status).toBe('ACTIVE');
  });

  it.each(['INVALID', 'BLOCKED', 'EXPIRED', 'CONCURRENT_TX'] as const)(
    'is PENDING, then INVALID, for a token that is %s',
    (status) => {
      const refused = { report: started({ protocol: '1.6', seqNo: null }), token: shown(status) };
      expect(sessionAfter(refused)).toMatchObject({ status: 'PENDING', authorization: status });
      expect(sessionAfter(refused, ended(1)).status).toBe('INVALID');
    },
  );

  it('is COMPLETED at the end, whether a token was needed or not', () => {
    expect(sessionAfter({ report: started(), token: shown() }, ended(1)).status).toBe('COMPLETED');
    expect(sessionAfter(started(), ended(1))).toMatchObject({
      status: 'COMPLETED',
      endedAt: at(10),
      stopReason: 'Local',
    });
  });

  it('never leaves the end again, whatever comes late', () => {
    const session = sessionAfter(
      { report: started(), token: shown() },
      ended(5),
      updated(3, { chargingState: 'CHARGING' }),
    );
    expect(session).toMatchObject({ status: 'COMPLETED', endedAt: at(50), powerW: null });
    expect(session.flags).toContain('late_messages');
  });
});

describe('token of a session', () => {
  it('is an accepted one rather than the refused one before it', () => {
    const session = sessionAfter(
      { report: started(), token: shown('INVALID', { uid: 'WRONG' }) },
      { report: updated(1), token: shown('ACCEPTED', { uid: 'RIGHT', groupId: 'G', driverId: 'anna' }) },
    );
    expect(session).toMatchObject({ token: { uid: 'RIGHT' }, groupId: 'G', driverId: 'anna', status: 'ACTIVE' });
  });

  it('is the first of two accepted ones, in whatever order they come', () => {
    const first = { report: started(), token: shown('ACCEPTED', { uid: 'A' }) };
    const second = { report: updated(1), token: shown('ACCEPTED', { uid: 'B' }) };
    expect(sessionAfter(first, second).token?.uid).toBe('A');
    expect(sessionAfter(second, first).token?.uid).toBe('A');
  });
});

describe('messages out of order', () => {
  it('makes a record of an Updated or Ended before its Started', () => {
    const session = sessionAfter(updated(2), ended(3));
    expect(session).toMatchObject({ status: 'COMPLETED', startedAt: at(20), endedAt: at(30) });
    expect(session.flags).toContain('missing_messages');
  });

  it('takes the time of the start from the Started when that comes', () => {
    expect(sessionAfter(updated(2), ended(3), started()).startedAt).toEqual(at(0));
    expect(sessionAfter(updated(0, { at: at(-5) }), started()).startedAt).toEqual(at(0));
  });

  it('shows a gap of sequence numbers until it is filled', () => {
    const gap = [started(), updated(1), updated(3)] as const;
    expect(sessionAfter(...gap).transaction.seqNos).toEqual([
      [0, 1],
      [3, 3],
    ]);
    expect(sessionAfter(...gap).flags).toEqual(['missing_messages']);
    expect(sessionAfter(...gap, updated(2)).flags).toEqual([]);
  });

  it('keeps what a newer message said', () => {
    const session = sessionAfter(
      started(),
      updated(2, {
        chargingState: 'SUSPENDED_EV',
        readings: [reading(20, value(0, { measurand: 'Power.Active.Import' }))],
      }),
      updated(1, {
        chargingState: 'CHARGING',
        readings: [reading(10, value(7000, { measurand: 'Power.Active.Import' }))],
      }),
    );
    expect(session).toMatchObject({ chargingState: 'SUSPENDED_EV', powerW: 0 });
    expect(session.transaction.newestAt).toEqual(at(20));
  });

  it('takes what an older message says of what no newer one spoke of', () => {
    const session = sessionAfter(started(), updated(2), updated(1, { chargingState: 'CHARGING' }));
    expect(session.chargingState).toBe('CHARGING');
  });

  it('orders messages of one second by their sequence number', () => {
    const first = updated(1, { at: at(10), chargingState: 'CHARGING' });
    const second = updated(2, { at: at(10), chargingState: 'IDLE' });
    expect(sessionAfter(started(), first, second).chargingState).toBe('IDLE');
    expect(sessionAfter(started(), second, first).chargingState).toBe('IDLE');
  });

  it('changes nothing when a message is told again', () => {
    const once = sessionAfter(
      { report: started(), token: shown() },
      updated(1, { readings: [register(10, 500)] }),
      ended(2),
    );
    expect(applyReport(once, ended(2), context())).toEqual(once);
    expect(applyReport(once, updated(1, { readings: [register(10, 500)] }), context())).toEqual(once);
  });

  it('knows another end of an ended transaction from a retry', () => {
    const session = sessionAfter(started(), ended(1));
    expect(contradictsEnd(session, ended(1))).toBe(false);
    expect(contradictsEnd(session, ended(1, { at: at(99) }))).toBe(true);
    expect(contradictsEnd(sessionAfter(started()), ended(1))).toBe(false);
  });
});

describe('energy of a session', () => {
  const begin = started({ readings: [register(0, 1000, 'Transaction.Begin')] });

  it('is the last register minus the first', () => {
    expect(sessionAfter(begin, updated(1, { readings: [register(10, 1400)] })).energyWh).toBe(400);
    expect(sessionAfter(begin, ended(2, { readings: [register(20, 3210.6, 'Transaction.End')] })).energyWh).toBe(2211);
  });

  it('counts from the earliest register when none is marked as the begin', () => {
    const readings = [register(20, 900), register(10, 800), register(30, 1000)];
    expect(sessionAfter(started(), updated(3, { readings })).energyWh).toBe(200);
  });

  it('ends with the register that is marked as the end, also when a sample is later', () => {
    const stop = ended(2, { readings: [register(20, 2000, 'Transaction.End'), register(21, 2100)] });
    expect(sessionAfter(begin, stop).energyWh).toBe(1000);
  });

  it('is left alone by a batch without energy', () => {
    const known = [begin, updated(1, { readings: [register(10, 1400)] })] as const;
    const voltage = reading(20, value(230, { measurand: 'Voltage', unit: 'V' }));
    expect(sessionAfter(...known, updated(2, { readings: [voltage] })).energyWh).toBe(400);
    expect(sessionAfter(...known, updated(2)).energyWh).toBe(400);
  });

  it('is never negative when the meter stops below its start', () => {
    const session = sessionAfter(begin, ended(1, { readings: [register(10, 10, 'Transaction.End')] }));
    expect(session.energyWh).toBe(0);
    expect(session.flags).toEqual(['meter_jumped_back', 'meter_stop_below_start']);
    expect(session.transaction.last?.energyWh).toBe(10);
  });

  it('flags a register that jumps back', () => {
    const readings = [register(10, 1500), register(20, 1200), register(30, 1600)];
    expect(sessionAfter(begin, updated(1, { readings }))).toMatchObject({
      energyWh: 600,
      flags: ['meter_jumped_back'],
    });
  });

  it('flags a negative register and does not count it', () => {
    const session = sessionAfter(begin, updated(1, { readings: [register(10, -5), register(20, 1100)] }));
    expect(session).toMatchObject({ energyWh: 100, flags: ['meter_negative'] });
  });

  it('never becomes more than 32 bits can tell, whatever a broken meter says', () => {
    const huge = started({ protocol: '1.6', seqNo: null, readings: [register(0, 0), register(10, 1e300)] });
    expect(sessionAfter(huge)).toMatchObject({
      energyWh: 0,
      toldEnergyWh: 2 ** 31 - 1,
      flags: ['meter_begin_not_believed'],
    });
    const fallen = started({ protocol: '1.6', seqNo: null, readings: [register(0, 1e300), register(10, 0)] });
    expect(sessionAfter(fallen)).toMatchObject({ energyWh: 0, toldEnergyWh: 1 - 2 ** 31 });
  });

  it('adds the phases when there is no total, and prefers the total', () => {
    const phases = ['L1', 'L2', 'L3'].map((phase, index) => value(100 * (index + 1), { phase }));
    const first = reading(0, ...['L1', 'L2', 'L3'].map((phase) => value(0, { phase })));
    expect(
      sessionAfter(started({ readings: [first] }), updated(1, { readings: [reading(10, ...phases)] })).energyWh,
    ).toBe(600);
    const both = reading(20, value(700), ...phases);
    expect(sessionAfter(started({ readings: [first] }), updated(2, { readings: [both] })).energyWh).toBe(700);
  });

  it('prefers the outlet to the inlet', () => {
    const both = (seconds: number, outlet: number, inlet: number) =>
      reading(seconds, value(inlet, { location: 'Inlet' }), value(outlet, { location: 'Outlet' }));
    const session = sessionAfter(
      started({ readings: [both(0, 100, 5000)] }),
      updated(1, { readings: [both(10, 300, 5300)] }),
    );
    expect(session.energyWh).toBe(200);
  });

  it('is the sum of the intervals only while there is no register', () => {
    const interval = (seconds: number, energyWh: number) =>
      reading(seconds, value(energyWh, { measurand: 'Energy.Active.Import.Interval' }));
    const told = [
      started(),
      updated(1, { readings: [interval(10, 50.4)] }),
      updated(2, { readings: [interval(20, 60)] }),
    ];
    expect(sessionAfter(...told).energyWh).toBe(110);
    expect(sessionAfter(...told, updated(2, { readings: [interval(20, 60)] })).energyWh).toBe(110);
    const registers = [register(30, 1000), register(40, 1200)];
    expect(sessionAfter(...told, updated(4, { readings: registers })).energyWh).toBe(200);
  });

  it('keeps the sum of more intervals than it remembers one by one', () => {
    const readings = Array.from({ length: 600 }, (_, index) =>
      reading(index, value(1, { measurand: 'Energy.Active.Import.Interval' })),
    );
    const session = sessionAfter(started(), updated(1, { readings }));
    expect(session.energyWh).toBe(600);
    expect(session.transaction.intervals.length).toBeLessThan(300);
    expect(applyReport(session, updated(1, { readings }), context()).energyWh).toBe(600);
  });

  it('takes late readings of an ended session', () => {
    const session = sessionAfter(begin, ended(3), updated(2, { readings: [register(20, 1900)] }));
    expect(session).toMatchObject({ status: 'COMPLETED', energyWh: 900 });
  });
});

describe('power and state of charge', () => {
  it('adds phases of the power and takes the newest state of charge', () => {
    const phases = ['L1', 'L2', 'L3'].map((phase) => value(2300.4, { measurand: 'Power.Active.Import', phase }));
    const soc = value(42, { measurand: 'SoC', location: 'EV' });
    const session = sessionAfter(started(), updated(1, { readings: [reading(10, ...phases, soc)] }));
    expect(session).toMatchObject({ powerW: 6901, stateOfChargePercent: 42 });
  });
});

describe('an operator who closes a session', () => {
  it('ends it from the last reading', () => {
    const open = sessionAfter(
      { report: started({ readings: [register(0, 0)] }), token: shown() },
      updated(6, { readings: [register(60, 800)] }),
    );
    expect(closeByOperator({ ...open, stale: true })).toMatchObject({
      status: 'COMPLETED',
      endedAt: at(60),
      energyWh: 800,
      stale: false,
      flags: ['missing_messages', 'closed_by_operator'],
    });
  });

  it('is corrected by the station that tells the end after all, and does not open it again', () => {
    const closed = closeByOperator(sessionAfter(started({ readings: [register(0, 0)] })));
    const stop = ended(1, { at: at(500), readings: [register(500, 900, 'Transaction.End')] });
    expect(applyReport(closed, stop, context())).toMatchObject({
      status: 'COMPLETED',
      endedAt: at(500),
      energyWh: 900,
    });
  });
});
