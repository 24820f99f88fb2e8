/** What is held against a store that went back in time finds what it is there to find. */
import { describe, expect, it } from 'vitest';
import { checkAcknowledged, checkMoment } from './check/moment.ts';
import type { Stored } from './check/stored.ts';
import type { Journal } from './load/journal.ts';

const LOG = ['E1', 'E2', 'E3', 'E4'];
const AT = new Date('2026-03-01T12:00:10Z');

const storedWith = (ids: readonly string[], more: Partial<Stored> = {}): Stored => ({
  stations: [],
  tokens: [],
  sessions: [],
  commands: [],
  jobs: null,
  events: ids.map((id) => ({ id, type: 'station.message', version: 1, object_id: 'CS1', data: {} })),
  ...more,
});
const rulesOf = (found: readonly { readonly rule: string }[]) => found.map(({ rule }) => rule);

describe('a store that went back', () => {
  it.each([
    ['all of the log', ['E1', 'E2', 'E3', 'E4'], []],
    ['a beginning of it, and what came since', ['E1', 'E2', 'N1', 'N2'], []],
    ['less than was promised', ['E1', 'N1'], ['event lost']],
    ['what is behind something that is missing', ['E1', 'E2', 'E4'], ['store of two moments']],
  ])('%s', (_, ids, rules) => {
    expect(rulesOf(checkMoment(LOG, storedWith(ids), 2))).toEqual(rules);
  });

  it('has no object whose last change the log does not tell', () => {
    const tokens = [{ uid: 'T1', version: 2 }];
    expect(rulesOf(checkMoment(LOG, storedWith(LOG, { tokens }), 0))).toContain('change without event');
  });

  it('has all that was acknowledged by then', () => {
    const told: Journal = {
      stations: [
        {
          id: 'CS1',
          version: '1.6',
          sessions: [
            {
              transactionId: '7',
              connectorId: 1,
              idTag: 'T1',
              startedAt: AT,
              endedAt: null,
              energyWh: null,
              acknowledged: false,
            },
          ],
          received: [],
          values: [{ transactionId: '7', sampledAt: AT, acknowledged: true }],
          startIds: new Map(),
        },
      ],
      commands: [
        { type: 'START_SESSION', key: 'K', stationId: 'CS1', mark: 'T1', commandId: 'C1', refused: null },
        { type: 'START_SESSION', key: 'L', stationId: 'CS1', mark: 'T2', commandId: null, refused: null },
      ],
      tokens: ['T1'],
      streamed: [{ id: 'E1', type: 'station.message', data: {} }],
      listed: [{ id: 'E2', type: 'station.message', data: {} }],
      delivered: null,
    };
    const sessionWith = (readings: readonly object[]) => ({ station_id: 'CS1', transaction: { id: '7' }, readings });
    const whole = {
      commands: [{ id: 'C1' }],
      tokens: [{ uid: 'T1' }],
      sessions: [sessionWith([{ sampled_at: '2026-03-01T12:00:10Z' }])],
    };
    expect(checkAcknowledged(told, storedWith(LOG, whole))).toEqual([]);
    const without = (more: Partial<Stored>, ids = LOG) =>
      rulesOf(checkAcknowledged(told, storedWith(ids, { ...whole, ...more })));
    expect(without({ commands: [] })).toEqual(['command lost']);
    expect(without({ tokens: [] })).toEqual(['token lost']);
    expect(without({ sessions: [sessionWith([])] })).toEqual(['reading lost']);
    expect(without({ sessions: [] })).toEqual(['transaction lost', 'reading lost']);
    expect(without({}, ['E1'])).toEqual(['event lost']);
  });
});
