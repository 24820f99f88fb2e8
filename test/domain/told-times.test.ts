import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Session } from '../../src/domain/session.ts';
import { applyReport, contradictsEnd, type SessionReport } from '../../src/domain/session-rules.ts';
import type { ClockView } from '../../src/domain/station-clock.ts';
import { isToldStart, redated, timedReportOf, toldEndOf, toldStartOf } from '../../src/domain/told-times.ts';
import { at, context, message, register } from './transaction-messages.ts';

const HOUR_S = 3600;

type Told = SessionReport & { readonly offline: boolean };

/** A message as a clock that is so far off tells it. */
const toldBy = (skewS: number, report: SessionReport): Told => ({
  ...report,
  offline: false,
  at: new Date(report.at.getTime() + skewS * 1000),
  readings: report.readings.map((reading) => ({
    ...reading,
    sampledAt: new Date(reading.sampledAt.getTime() + skewS * 1000),
  })),
});

const view = (receivedAt: Date, skewS: number | null, fields: Partial<ClockView> = {}): ClockView => ({
  kind: 'zoned',
  receivedAt,
  skewS,
  toldS: null,
  bootedAt: at(-HOUR_S),
  connectedAt: at(-HOUR_S),
  disconnectedAt: null,
  ...fields,
});

/** What a message makes of its session, when the clock is known so. */
const heard = (session: Session | null, told: Told, by: ClockView): Session => {
  const now = by.receivedAt;
  return applyReport(
    session === null ? null : redated(session, by),
    timedReportOf(session, told, by),
    context({ now }),
  );
};

/** A transaction of so many readings, a minute apart. */
const transaction = (readings: number): readonly SessionReport[] => [
  message({ kind: 'started', seqNo: 0, at: at(0), readings: [register(0, 1000, 'Transaction.Begin')] }),
  ...Array.from({ length: readings }, (_, index) => {
    const seconds = (index + 1) * 60;
    const energyWh = 1000 + (index + 1) * 50;
    return message({ kind: 'updated', seqNo: index + 1, at: at(seconds), readings: [register(seconds, energyWh)] });
  }),
  message({
    kind: 'ended',
    seqNo: readings + 1,
    at: at((readings + 1) * 60),
    stopReason: 'Local',
    readings: [register((readings + 1) * 60, 1000 + (readings + 1) * 50, 'Transaction.End')],
  }),
];

const asTheyCame = (reports: readonly SessionReport[], skewS: number, knownS: number | null): Session => {
  let session: Session | null = null;
  for (const report of reports) session = heard(session, toldBy(skewS, report), view(report.at, knownS));
  if (session === null) throw new Error('There must be a message.');
  return session;
};

const withoutTold = ({ transaction: { toldTimes: _, ...rest }, ...session }: Session) => ({
  ...session,
  transaction: rest,
});

/** Whatever may be thought of a clock. */
const estimates = fc.option(fc.integer({ min: -14 * HOUR_S, max: 14 * HOUR_S }));
/** Of clocks that are a fault off. */
const faults = fc.integer({ min: 301, max: 14 * HOUR_S }).chain((skewS) => fc.constantFrom(skewS, -skewS));

describe('the times of a session', () => {
  it('are what was told while the clock is right enough, and nothing is kept beside', () => {
    const session = asTheyCame(transaction(2), 290, 290);
    expect(session.startedAt).toEqual(at(290));
    expect(session.transaction).not.toHaveProperty('toldTimes');
    expect([toldStartOf(session), toldEndOf(session)]).toEqual([at(290), at(470)]);
  });

  it('are by our clock when the station told none', () => {
    const none = view(at(5), null, { kind: 'ours' });
    const start = { ...message({ kind: 'started', at: at(5) }), offline: false };
    const session = heard(null, start, none);
    expect([session.startedAt, toldStartOf(session)]).toEqual([at(5), null]);
  });

  it('of an end that was told without a time stay when it is told again', () => {
    const begun = heard(null, { ...message({ kind: 'started' }), offline: false }, view(at(0), 0));
    const end = (seconds: number) => ({ ...message({ kind: 'ended', at: at(seconds) }), offline: false });
    const done = heard(begun, end(60), view(at(60), null, { kind: 'ours' }));
    expect([done.endedAt, toldEndOf(done)]).toEqual([at(60), null]);
    const again = timedReportOf(done, end(90), view(at(90), null, { kind: 'ours' }));
    expect(contradictsEnd(done, again)).toBe(false);
    expect(heard(done, end(90), view(at(90), null, { kind: 'ours' }))).toEqual(done);
  });

  it('go on by the station when our clock is set back by hours while it runs', () => {
    const reports = transaction(6);
    let session: Session | null = null;
    for (const [index, report] of reports.entries()) {
      const backS = index < 3 ? 0 : 2 * HOUR_S;
      const receivedAt = new Date(report.at.getTime() - backS * 1000);
      session = heard(session, toldBy(0, report), view(receivedAt, backS, { bootedAt: at(-9 * HOUR_S) }));
    }
    const plain = asTheyCame(reports, 0, 0);
    expect(session === null ? null : { ...withoutTold(session), updatedAt: plain.updatedAt }).toEqual(plain);
  });

  it('are those of a right clock, whatever skew is known', () => {
    fc.assert(
      fc.property(fc.nat({ max: 8 }), faults, (readings, skewS) => {
        const reports = transaction(readings);
        const session = asTheyCame(reports, skewS, skewS);
        expect(withoutTold(session)).toEqual(withoutTold(asTheyCame(reports, 0, 0)));
        const told = reports.map((report) => toldBy(skewS, report).at);
        expect([toldStartOf(session), toldEndOf(session)]).toEqual([told[0], told.at(-1)]);
      }),
    );
  });

  it('are those of a right clock once a clock that is behind is known, however late that is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 301, max: 14 * HOUR_S }), (readings, behindS) => {
        const reports = transaction(readings);
        const skewS = -behindS;
        const [start, ...others] = reports.map((report) => ({ report, told: toldBy(skewS, report) }));
        if (start === undefined) throw new Error('A transaction starts.');
        let session = heard(null, start.told, view(start.report.at, null));
        expect(session.startedAt).toEqual(start.told.at);
        for (const { report, told } of others) session = heard(session, told, view(report.at, skewS));
        expect(withoutTold(session)).toEqual(withoutTold(asTheyCame(reports, 0, 0)));
      }),
    );
  });
});

describe('a message that is told again', () => {
  it('is known again, and changes nothing, whatever the clock is thought to be by then', () => {
    fc.assert(
      fc.property(fc.nat({ max: 6 }), faults, estimates, (readings, skewS, thenS) => {
        const reports = transaction(readings);
        const session = asTheyCame(reports, skewS, skewS);
        const later = view(at(HOUR_S), thenS, { bootedAt: at(HOUR_S - 30), connectedAt: at(HOUR_S - 31) });
        const [start, end] = [reports[0], reports.at(-1)].map((report) => {
          if (report === undefined) throw new Error('There are both.');
          return toldBy(skewS, report);
        });
        if (start === undefined || end === undefined) throw new Error('There are both.');
        expect(isToldStart(session, timedReportOf(session, start, later))).toBe(true);
        expect(contradictsEnd(session, timedReportOf(session, end, later))).toBe(false);
        expect(heard(heard(session, start, later), end, later)).toEqual(session);
      }),
    );
  });

  it('contradicts an end that was told at another time', () => {
    const session = asTheyCame(transaction(1), 5 * HOUR_S, 5 * HOUR_S);
    const other = { ...message({ kind: 'ended', at: at(5 * HOUR_S + 121) }), offline: false };
    expect(contradictsEnd(session, timedReportOf(session, other, view(at(HOUR_S), 5 * HOUR_S)))).toBe(true);
  });
});
