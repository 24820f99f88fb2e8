import { describe, expect, it } from 'vitest';
import { afterBoot, isFaulted, withAlert, withConnectorStatus } from '../../src/domain/connector-map.ts';
import { evseStatus } from '../../src/domain/evse-status.ts';
import { trackOutages } from '../../src/domain/outage-rules.ts';
import type { ConnectorStatus, Station } from '../../src/domain/station.ts';
import { codeOfError, errorInShort, stationError } from '../../src/domain/station-error.ts';
import { newStation } from '../../src/domain/station-rules.ts';
import { asItIs, errorOf } from '../../src/domain/told-status.ts';
import { at, START } from './transaction-messages.ts';

const connected: Station = { ...newStation('CP1', 'accepted', START), online: true, connectedAt: START };

type Word = (station: Station) => Station;

/** null: the station. A number: that EVSE's connector 1; a pair: EVSE and connector, null being the whole EVSE. */
const says =
  (
    place: null | number | readonly [number, number | null],
    status: ConnectorStatus,
    code: string | null = null,
  ): Word =>
  (station) => {
    const [evseId, connectorId] = place === null ? [null, null] : typeof place === 'number' ? [place, 1] : place;
    return withConnectorStatus(station, { evseId, connectorId, status, errorCode: code, at: START }).station;
  };
const boots: Word = afterBoot;
const alerts =
  (evseId: number | null, key: string, faults = true): Word =>
  (station) => {
    const error = stationError({ code: key, info: 'as told' });
    if (error === null) throw new Error('an error is told');
    const alert = { error, faults, sinceAt: START };
    return withAlert(station, { evseId, connectorId: evseId === null ? null : 1, key, alert }).station;
  };
const clears =
  (evseId: number | null, key: string): Word =>
  (station) =>
    withAlert(station, { evseId, connectorId: evseId === null ? null : 1, key, alert: null }).station;

const through = (...words: readonly Word[]): Station => words.reduce((station, word) => word(station), connected);

/** How it is shown: of the station, then of each EVSE. */
const shown = (station: Station): string =>
  [station.status, ...station.evses.map((evse) => evseStatus(station, evse, false))].join(' ');

describe('what is shown after', () => {
  const bothFree = [says(1, 'AVAILABLE'), says(2, 'AVAILABLE')] as const;
  const cases: readonly (readonly [name: string, words: readonly Word[], shown: string])[] = [
    ['a boot, before the first word', [...bothFree, boots], 'UNKNOWN UNKNOWN UNKNOWN'],
    [
      'a station out of service that boots',
      [...bothFree, says(null, 'UNAVAILABLE'), boots, ...bothFree],
      'AVAILABLE AVAILABLE AVAILABLE',
    ],
    [
      'a faulted station that boots',
      [...bothFree, says(null, 'FAULTED'), boots, says(1, 'AVAILABLE')],
      'AVAILABLE AVAILABLE UNKNOWN',
    ],
    ['a faulted connector that boots', [says(1, 'FAULTED'), boots, says(1, 'AVAILABLE')], 'UNKNOWN AVAILABLE'],
    [
      'a faulted station that boots and tells of faults',
      [says(1, 'AVAILABLE'), says(null, 'FAULTED'), boots, says(1, 'FAULTED')],
      'UNKNOWN OUTOFORDER',
    ],
    ['a word for the whole station', [...bothFree, says(null, 'FAULTED')], 'FAULTED OUTOFORDER OUTOFORDER'],
    [
      'a later word of one connector',
      [...bothFree, says(null, 'UNAVAILABLE'), says(1, 'AVAILABLE')],
      'UNAVAILABLE AVAILABLE INOPERATIVE',
    ],
    [
      'later words of all connectors',
      [...bothFree, says(null, 'UNAVAILABLE'), ...bothFree],
      'AVAILABLE AVAILABLE AVAILABLE',
    ],
    [
      'later words of all that are no better',
      [...bothFree, says(null, 'FAULTED'), says(1, 'FAULTED'), says(2, 'FAULTED')],
      'FAULTED OUTOFORDER OUTOFORDER',
    ],
    [
      'the station again',
      [...bothFree, says(null, 'UNAVAILABLE'), says(1, 'AVAILABLE'), says(null, 'UNAVAILABLE')],
      'UNAVAILABLE INOPERATIVE INOPERATIVE',
    ],
    [
      "the same word of a connector as before the station's",
      [says(1, 'CHARGING'), says(2, 'AVAILABLE'), says(null, 'FAULTED'), says(1, 'CHARGING')],
      'FAULTED CHARGING OUTOFORDER',
    ],
    [
      'the whole EVSE out of order',
      [says([1, 1], 'AVAILABLE'), says([1, 2], 'AVAILABLE'), says([1, null], 'FAULTED')],
      'UNKNOWN OUTOFORDER',
    ],
    [
      'the whole EVSE, then one connector of it',
      [says([1, 1], 'AVAILABLE'), says([1, 2], 'AVAILABLE'), says([1, null], 'FAULTED'), says([1, 2], 'AVAILABLE')],
      'UNKNOWN AVAILABLE',
    ],
    ['an EVSE of which nothing is known', [says([1, null], 'OCCUPIED')], 'UNKNOWN CHARGING'],
    ['a problem', [says(1, 'AVAILABLE'), alerts(1, 'Problem')], 'UNKNOWN OUTOFORDER'],
    ['a problem that is over', [says(1, 'OCCUPIED'), alerts(1, 'Problem'), clears(1, 'Problem')], 'UNKNOWN CHARGING'],
    [
      'one of two problems that is over',
      [says(1, 'AVAILABLE'), alerts(1, 'Problem'), alerts(1, 'RCD'), clears(1, 'RCD')],
      'UNKNOWN OUTOFORDER',
    ],
    ['a problem, and a later status', [alerts(1, 'Problem'), says(1, 'AVAILABLE')], 'UNKNOWN AVAILABLE'],
    [
      'a fault told by both, of which one is over',
      [says(1, 'AVAILABLE'), alerts(1, 'Problem'), says(1, 'FAULTED'), clears(1, 'Problem')],
      'UNKNOWN OUTOFORDER',
    ],
    ['what puts nothing out of order', [says(1, 'AVAILABLE'), alerts(1, 'Temperature', false)], 'UNKNOWN AVAILABLE'],
    ['a problem of the station', [...bothFree, alerts(null, 'Problem')], 'FAULTED OUTOFORDER OUTOFORDER'],
    [
      'a problem of the station that is over',
      [...bothFree, alerts(null, 'Problem'), clears(null, 'Problem')],
      'UNKNOWN AVAILABLE AVAILABLE',
    ],
  ];
  it.each(cases)('%s', (_, words, wanted) => {
    expect(shown(through(...words))).toBe(wanted);
  });

  it('a connector is what its station says of the whole, until it says otherwise', () => {
    const station = through(says(1, 'AVAILABLE'), says(2, 'FAULTED', 'GroundFailure'), says(null, 'UNAVAILABLE', 'E1'));
    const connectors = station.evses.flatMap((evse) => evse.connectors.map((one) => asItIs(station, one)));
    expect(connectors).toMatchObject([
      { status: 'UNAVAILABLE', errorCode: 'E1', error: { code: 'E1' } },
      { status: 'FAULTED', errorCode: 'GroundFailure' },
    ]);
  });

  it('is told what is wrong: with the status, or else the worst of what is alerted of', () => {
    const station = through(says(1, 'AVAILABLE'), alerts(1, 'Warm', false), alerts(1, 'Problem'));
    const errorAt = (of: Station) => errorOf(of.evses[0]?.connectors[0] ?? { errorCode: null });
    expect(errorAt(station)?.code).toBe('Problem');
    expect(errorAt(clears(1, 'Problem')(station))?.code).toBe('Warm');
    expect(errorAt(says(1, 'FAULTED', 'GroundFailure')(station))?.code).toBe('GroundFailure');
    expect(errorAt(boots(station))).toBe(null);
  });
});

describe('a fault', () => {
  const outages = (...words: readonly Word[]) => {
    const records = new Map<
      string,
      { cause: string; evseId: number | null; endedAt: Date | null; reason: string | null }
    >();
    const faulted: boolean[] = [];
    let station = connected;
    words.forEach((word, index) => {
      const step = trackOutages(word(station), { now: at(index + 1), newId: () => `${index}.${Math.random()}` });
      station = step.station;
      faulted.push(isFaulted(station));
      for (const { id, cause, evseId, endedAt, reason } of step.outages)
        records.set(id, { cause, evseId, endedAt, reason });
    });
    return { faulted, records: [...records.values()] };
  };

  it('that is told again after a boot is the same one, and its outage one record', () => {
    for (const place of [1, null]) {
      const { faulted, records } = outages(
        says(place, 'FAULTED', 'GroundFailure'),
        boots,
        says(place, 'FAULTED', 'GroundFailure'),
      );
      expect(faulted).toEqual([true, true, true]);
      expect(records).toEqual([{ cause: 'FAULTED', evseId: place, endedAt: null, reason: 'GroundFailure' }]);
    }
  });

  it('of the station that is told again behind its connectors is the same one', () => {
    const { records } = outages(
      says(null, 'FAULTED'),
      boots,
      says(1, 'FAULTED'),
      says(2, 'FAULTED'),
      says(null, 'FAULTED'),
    );
    expect(records).toMatchObject([{ evseId: null, endedAt: null }]);
  });

  it('is over with the first word after a boot that says so', () => {
    expect(outages(says(1, 'FAULTED'), boots, says(1, 'AVAILABLE'))).toMatchObject({
      faulted: [true, true, false],
      records: [{ endedAt: at(3) }],
    });
    expect(outages(says(1, 'AVAILABLE'), says(null, 'FAULTED'), boots, says(1, 'AVAILABLE'))).toMatchObject({
      faulted: [false, true, true, false],
      records: [{ evseId: null, endedAt: at(4) }],
    });
  });

  it('of a station of which one connector serves is that of the other EVSEs', () => {
    const { records } = outages(
      says(1, 'AVAILABLE'),
      says(2, 'AVAILABLE'),
      says(null, 'FAULTED', 'Fan'),
      says(1, 'CHARGING'),
    );
    expect(records).toEqual([
      { cause: 'FAULTED', evseId: null, endedAt: at(4), reason: 'Fan' },
      { cause: 'FAULTED', evseId: 2, endedAt: null, reason: 'Fan' },
    ]);
  });
});

describe('an error', () => {
  it('is in bounds, and none where nothing is said', () => {
    expect(stationError({ vendorId: 'V' })).toBe(null);
    expect(stationError({ code: '  ', info: '' })).toBe(null);
    const error = stationError({ code: 'c'.repeat(500), vendorCode: 'v'.repeat(500), info: `${'i'.repeat(499)}😀` });
    expect(error?.code).toHaveLength(120);
    expect(error?.vendorCode).toHaveLength(50);
    expect(error?.info).toBe(`${'i'.repeat(499)}\uFFFD`);
  });

  it("is in short its code, then its vendor's, then the words", () => {
    const short = (told: Parameters<typeof stationError>[0]) => errorInShort(stationError(told));
    expect(short({ code: 'GroundFailure', vendorCode: 'E1' })).toBe('GroundFailure');
    expect(short({ code: 'OtherError', vendorCode: 'E1' })).toBe('E1');
    expect(short({ vendorCode: 'E1', info: 'hot' })).toBe('E1');
    expect(short({ info: 'hot' })).toBe('hot');
    expect(codeOfError(stationError({ vendorCode: 'E1' }))).toBe(null);
  });
});
