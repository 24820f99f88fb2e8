import { describe, expect, it } from 'vitest';
import { withConnectorStatus } from '../../src/domain/connector-map.ts';
import { trackOutages } from '../../src/domain/outage-rules.ts';
import type { ConnectorStatus, Station } from '../../src/domain/station.ts';
import { newStation } from '../../src/domain/station-rules.ts';
import { at, START } from './transaction-messages.ts';

const connected: Station = {
  ...newStation('CP1', 'accepted', START),
  locationId: 'L1',
  online: true,
  connectedAt: START,
};

const gone = (station: Station): Station => ({ ...station, online: false, disconnectReason: 'connection_lost' });

const told = (station: Station, evseId: number | null, status: ConnectorStatus, errorCode: string | null = null) =>
  withConnectorStatus(station, { evseId, connectorId: null, status, errorCode, at: START }).station;

const track = (station: Station, second: number) => {
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `${second}.${ids}`;
  };
  return trackOutages(station, { now: at(second), newId });
};

/** The station through several states, and every record as it ended up. */
const through = (...states: readonly ((station: Station) => Station)[]) => {
  const records = new Map<string, object>();
  let station = connected;
  states.forEach((state, index) => {
    const step = track(state(station), index + 1);
    station = step.station;
    for (const { evseId, cause, reason, startedAt, endedAt, id, version } of step.outages)
      records.set(id, { evseId, cause, reason, startedAt, endedAt, version });
  });
  return { station, records: [...records.values()] };
};

describe('the outages of a station', () => {
  it('are none while all is well', () => {
    const step = track(told(connected, 1, 'AVAILABLE'), 1);
    expect(step.outages).toEqual([]);
    expect(step.station.openOutages).toEqual([]);
  });

  it('are one record each, from the loss of the connection to its return, with how it was lost', () => {
    const { station, records } = through(
      gone,
      (before) => ({ ...before, name: 'renamed meanwhile' }),
      (before) => ({ ...before, online: true }),
    );
    expect(records).toEqual([
      {
        evseId: null,
        cause: 'UNREACHABLE',
        reason: 'connection_lost',
        startedAt: at(1),
        endedAt: at(3),
        version: 2,
      },
    ]);
    expect(station.openOutages).toEqual([]);
  });

  it('tell a broken EVSE from its sound neighbour, with the error as it was told first', () => {
    const { station, records } = through(
      (before) => told(told(before, 1, 'AVAILABLE'), 2, 'FAULTED', 'GroundFailure'),
      (before) => told(before, 2, 'FAULTED', 'OtherError'),
      (before) => told(before, 1, 'CHARGING'),
    );
    expect(records).toEqual([
      { evseId: 2, cause: 'FAULTED', reason: 'GroundFailure', startedAt: at(1), endedAt: null, version: 1 },
    ]);
    expect(station.openOutages).toHaveLength(1);
  });

  it('follow a change of cause with a record of its own', () => {
    const { records } = through(
      (before) => told(before, 1, 'UNAVAILABLE'),
      (before) => told(before, 1, 'FAULTED', 'InternalError'),
      (before) => told(before, 1, 'AVAILABLE'),
    );
    expect(records).toMatchObject([
      { cause: 'UNAVAILABLE', startedAt: at(1), endedAt: at(2) },
      { cause: 'FAULTED', startedAt: at(2), endedAt: at(3) },
    ]);
  });

  it('count a fault of the whole station once, and a lost connection beside it', () => {
    const { records } = through((before) => gone(told(told(before, 1, 'AVAILABLE'), null, 'FAULTED', 'Fan')));
    expect(records).toMatchObject([
      { evseId: null, cause: 'UNREACHABLE' },
      { evseId: null, cause: 'FAULTED', reason: 'Fan' },
    ]);
  });

  it('are none of a station that was never there, waits or was turned away', () => {
    expect(track({ ...connected, online: false, connectedAt: null }, 1).outages).toEqual([]);
    expect(track({ ...gone(connected), registration: 'pending' }, 1).outages).toEqual([]);
    const { records } = through(gone, (before) => ({ ...before, registration: 'rejected' }));
    expect(records).toMatchObject([{ cause: 'UNREACHABLE', endedAt: at(2) }]);
  });
});
