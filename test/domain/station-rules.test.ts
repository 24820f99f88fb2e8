import { describe, expect, it } from 'vitest';
import { isFaulted, isPlausible, withConnectorStatus } from '../../src/domain/connector-map.ts';
import { evseStatus } from '../../src/domain/evse-status.ts';
import { withSeqNo } from '../../src/domain/seq-ranges.ts';
import type { ConnectorStatus } from '../../src/domain/station.ts';
import { isStationId, newStation } from '../../src/domain/station-rules.ts';
import { presentStatus, startStatus, stopStatus } from '../../src/domain/token-rules.ts';
import { aToken, at, START } from './transaction-messages.ts';

const station = newStation('CP1', 'accepted', START);

describe('the picture of a station', () => {
  it('grows with the connectors that it tells of, in order', () => {
    const news = (evseId: number, connectorId: number) =>
      ({ evseId, connectorId, status: 'AVAILABLE', errorCode: null, at: START }) as const;
    const two = withConnectorStatus(withConnectorStatus(station, news(2, 1)).station, news(1, 2)).station;
    expect(two.evses.map((evse) => [evse.id, evse.connectors.map((connector) => connector.id)])).toEqual([
      [1, [2]],
      [2, [1]],
    ]);
  });

  it('tells whether something changed', () => {
    const news = { evseId: 1, connectorId: null, status: 'FAULTED', errorCode: 'GroundFailure', at: START } as const;
    const first = withConnectorStatus(station, news);
    expect(first.changed).toBe(true);
    expect(isFaulted(first.station)).toBe(true);
    expect(withConnectorStatus(first.station, { ...news, at: at(5) })).toEqual({
      station: first.station,
      changed: false,
      connectors: [],
    });
    expect(withConnectorStatus(first.station, { ...news, errorCode: null }).changed).toBe(true);
  });

  it('does not believe in EVSE 70000', () => {
    expect(isPlausible({ evseId: 70_000, connectorId: 1 })).toBe(false);
    expect(isPlausible({ evseId: null, connectorId: null })).toBe(true);
  });
});

describe('EVSE status', () => {
  const of = (statuses: readonly ConnectorStatus[], fields = {}, inSession = false) =>
    evseStatus(
      { online: true, status: 'AVAILABLE', ...fields },
      {
        id: 1,
        uid: 'EVSE1',
        emi3Id: null,
        connectors: statuses.map((status, id) => ({
          id,
          status,
          errorCode: null,
          standard: null,
          maxPowerW: null,
          statusAt: null,
        })),
      },
      inSession,
    );

  it.each([
    [['AVAILABLE'], {}, false, 'AVAILABLE'],
    [['AVAILABLE', 'FAULTED'], {}, false, 'AVAILABLE'],
    [['OCCUPIED'], {}, false, 'CHARGING'],
    [['PREPARING'], {}, false, 'BLOCKED'],
    [['FINISHING'], {}, true, 'CHARGING'],
    [['SUSPENDED_EV', 'AVAILABLE'], {}, false, 'CHARGING'],
    [['RESERVED', 'AVAILABLE'], {}, false, 'RESERVED'],
    [['UNAVAILABLE'], {}, false, 'INOPERATIVE'],
    [['FAULTED', 'FAULTED'], {}, false, 'OUTOFORDER'],
    [['AVAILABLE'], { status: 'FAULTED' }, false, 'OUTOFORDER'],
    [['AVAILABLE'], { status: 'UNAVAILABLE' }, false, 'INOPERATIVE'],
    [['AVAILABLE'], { online: false }, true, 'UNKNOWN'],
    [[], {}, false, 'UNKNOWN'],
  ] as const)('%j on a station %j, in session %s: %s', (statuses, fields, inSession, expected) => {
    expect(of(statuses, fields, inSession)).toBe(expected);
  });
});

describe('station ids', () => {
  it.each(['CP1', 'a'.repeat(48), 'with space', 'NL*VGT*E1', '00:1B:63:84:45:E6'])('takes %j', (id) =>
    expect(isStationId(id)).toBe(true),
  );
  it.each(['', 'a'.repeat(49), 'a/b', 'a\u0000b', 'a\nb'])('refuses %j', (id) => expect(isStationId(id)).toBe(false));
});

describe('sequence ranges', () => {
  it('joins what touches', () => {
    const ranges = [5, 1, 3, 2, 2, 9].reduce(withSeqNo, [] as readonly (readonly [number, number])[]);
    expect(ranges).toEqual([
      [1, 3],
      [5, 5],
      [9, 9],
    ]);
  });
});

describe('what a token may do', () => {
  it.each([
    [null, 'INVALID'],
    [aToken(), 'ACCEPTED'],
    [aToken({ status: 'BLOCKED' }), 'BLOCKED'],
    [aToken({ expiresAt: START }), 'EXPIRED'],
    [aToken({ expiresAt: at(1) }), 'ACCEPTED'],
    [aToken({ masterPass: true }), 'INVALID'],
  ] as const)('start with %j: %s', (token, expected) => {
    expect(startStatus(token, START)).toBe(expected);
  });

  it('shows a master pass as good, since it may stop', () => {
    expect(presentStatus(aToken({ masterPass: true }), START)).toBe('ACCEPTED');
    expect(presentStatus(aToken({ masterPass: true, status: 'BLOCKED' }), START)).toBe('BLOCKED');
  });

  const session = { uid: 'OWN', groupId: 'G' };
  it.each([
    ['the tag that began it, in another case', { uid: 'own', token: null }, 'ACCEPTED'],
    ['one of the same group', { uid: 'X', token: aToken({ uid: 'X', groupId: 'G' }) }, 'ACCEPTED'],
    ['one of another group', { uid: 'X', token: aToken({ uid: 'X', groupId: 'H' }) }, 'INVALID'],
    ['one of no group', { uid: 'X', token: aToken({ uid: 'X' }) }, 'INVALID'],
    ['a master pass', { uid: 'X', token: aToken({ uid: 'X', masterPass: true }) }, 'ACCEPTED'],
    [
      'a blocked one of the group',
      { uid: 'X', token: aToken({ uid: 'X', groupId: 'G', status: 'BLOCKED' }) },
      'BLOCKED',
    ],
    ['an unknown one', { uid: 'X', token: null }, 'INVALID'],
  ] as const)('stop by %s', (_, shown, expected) => {
    expect(stopStatus(shown, session, START)).toBe(expected);
  });
});
