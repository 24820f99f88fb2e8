import { describe, expect, it } from 'vitest';
import { withChargingStateOf } from '../../src/domain/charging-state-v16.ts';
import { withConnectorStatus } from '../../src/domain/connector-map.ts';
import { ratedPowerW } from '../../src/domain/evse.ts';
import { factFaults, tidyFacts } from '../../src/domain/evse-input.ts';
import { connectorProperties, type FactsBySource, fitsWish, startOrderOf } from '../../src/domain/plug.ts';
import { plugCounts } from '../../src/domain/plug-counts.ts';
import type { Session } from '../../src/domain/session.ts';
import { withStartSeen } from '../../src/domain/start-order.ts';
import type { ConnectorStatus, Station } from '../../src/domain/station.ts';
import { newStation } from '../../src/domain/station-rules.ts';
import { stationStatus } from '../../src/domain/station-status.ts';
import { aSession } from '../conformance/documents.ts';

const at = new Date('2026-03-01T12:00:00Z');
const told = (station: Station, evseId: number | null, status: ConnectorStatus, when = at): Station =>
  withConnectorStatus(station, { evseId, connectorId: evseId === null ? null : 1, status, errorCode: null, at: when })
    .station;
const fresh = newStation('CS-1', 'accepted', at);
const withFacts = (facts: FactsBySource): Station => {
  const station = told({ ...fresh, online: true }, 1, 'AVAILABLE');
  return { ...station, evses: station.evses.map((evse) => ({ ...evse, facts })) };
};
const knownOf = ({ evses: [evse] }: Station) => {
  const connector = evse?.connectors[0];
  if (evse === undefined || connector === undefined) throw new Error('The station has no connector.');
  return connectorProperties(evse, connector);
};

describe('the properties of a connector', () => {
  it('are what was set, then what was learnt, then what the model has, each with its source', () => {
    const station = withFacts({
      set: { connectors: [{ id: 1, format: 'CABLE' }] },
      learnt: { connectors: [{ id: 1, standard: 'IEC_62196_T2', format: 'SOCKET' }] },
      template: { connectors: [{ id: 1, standard: 'CHADEMO', cableLengthM: 5 }] },
    });
    expect(knownOf(station)).toMatchObject({
      standard: 'IEC_62196_T2',
      format: 'CABLE',
      cableLengthM: 5,
      maxPowerW: null,
      sources: { standard: 'LEARNT', format: 'SET', cableLengthM: 'TEMPLATE' },
    });
  });

  it('have a power by voltage, current and phases, which bounds the energy of sessions', () => {
    const station = withFacts({
      set: { connectors: [{ id: 1, powerType: 'AC_3_PHASE', maxVoltageV: 230, maxAmperageA: 32 }] },
    });
    expect(knownOf(station)).toMatchObject({ maxPowerW: 22_080, sources: { maxPowerW: 'DERIVED' } });
    expect(ratedPowerW(station, 1)).toBe(22_080);
    expect(ratedPowerW(withFacts({}), 1)).toBeNull();
  });

  it('fit a wish only when they are known to', () => {
    const [evse] = withFacts({ set: { connectors: [{ id: 1, standard: 'CHADEMO', maxPowerW: 50_000 }] } }).evses;
    const wish = { standards: null, powerType: null, minPowerW: null };
    expect(evse && fitsWish(evse, { ...wish, standards: ['CHADEMO', 'GBT_DC'], minPowerW: 50_000 })).toBe(true);
    expect(evse && fitsWish(evse, { ...wish, minPowerW: 50_001 })).toBe(false);
    expect(evse && fitsWish(evse, { ...wish, powerType: 'DC' })).toBe(false);
  });

  it('are checked, and tidied', () => {
    const connectors = [
      { id: 1, maxVoltageV: 0 },
      { id: 1, cableLengthM: 500 },
    ];
    expect(factFaults({ connectors }).map(({ pointer }) => pointer)).toEqual([
      '/connectors/0/maxVoltage',
      '/connectors/1/id',
      '/connectors/1/cableLengthM',
    ]);
    expect(tidyFacts({ startOrder: null, connectors: [{ id: 1, standard: null }] })).toBeNull();
  });
});

describe("a station's status", () => {
  const both = (one: ConnectorStatus, other: ConnectorStatus) => stationStatus(told(told(fresh, 1, one), 2, other));
  it('is what it says of itself, else what its connectors say together', () => {
    expect(stationStatus(fresh)).toBe('UNKNOWN');
    expect(both('CHARGING', 'FAULTED')).toBe('AVAILABLE');
    expect(both('FAULTED', 'FAULTED')).toBe('FAULTED');
    expect(both('UNAVAILABLE', 'FAULTED')).toBe('UNAVAILABLE');
    expect(both('UNKNOWN', 'FAULTED')).toBe('UNKNOWN');
    expect(stationStatus(told(told(fresh, 1, 'AVAILABLE'), null, 'UNAVAILABLE'))).toBe('UNAVAILABLE');
  });
});

describe('the charging state of a session on OCPP 1.6', () => {
  const session = (changes: Partial<Session> = {}): Session => {
    const base = aSession();
    return {
      ...base,
      evseId: 1,
      connectorId: 1,
      status: 'ACTIVE',
      chargingState: null,
      powerW: null,
      transaction: { ...base.transaction, protocol: '1.6' },
      ...changes,
    };
  };
  it.each([
    ['PREPARING', 'EV_CONNECTED'],
    ['CHARGING', 'CHARGING'],
    ['SUSPENDED_EV', 'SUSPENDED_EV'],
    ['SUSPENDED_EVSE', 'SUSPENDED_EVSE'],
    ['FINISHING', 'EV_CONNECTED'],
  ] as const)('of a connector that says %s is %s', (status, state) => {
    expect(withChargingStateOf(session(), told(fresh, 1, status)).chargingState).toBe(state);
  });
  it('is told by its power where the connector says nothing of it', () => {
    const station = told(fresh, 1, 'AVAILABLE');
    expect(withChargingStateOf(session({ powerW: 3_000 }), station).chargingState).toBe('CHARGING');
    expect(withChargingStateOf(session({ powerW: 0 }), station).chargingState).toBe('EV_CONNECTED');
    expect(withChargingStateOf(session(), station).chargingState).toBeNull();
  });
  it('is left alone on 2.x, and once the session has ended', () => {
    const station = told(fresh, 1, 'CHARGING');
    const { transaction } = session();
    const later = session({ transaction: { ...transaction, protocol: '2.0.1' } });
    expect(withChargingStateOf(later, station)).toBe(later);
    const ended = session({ status: 'COMPLETED' });
    expect(withChargingStateOf(ended, station)).toBe(ended);
  });
});

describe('whether plug or start comes first', () => {
  const sentAt = new Date(at.getTime() + 60_000);
  const later = new Date(at.getTime() + 120_000);
  const started = { evseId: 1, connectorId: 1 };
  const orderOf = ({ evses: [evse] }: Station) => (evse === undefined ? null : startOrderOf(evse));
  it('is learnt from starts that worked, and is EITHER when both have', () => {
    const plugged = withStartSeen(told(fresh, 1, 'PREPARING'), started, sentAt, later);
    expect(orderOf(plugged)).toEqual({ value: 'PLUG_FIRST', source: 'LEARNT' });
    const both = withStartSeen(
      told(told(plugged, 1, 'AVAILABLE', later), 1, 'PREPARING', later),
      started,
      sentAt,
      later,
    );
    expect(orderOf(both)).toEqual({ value: 'EITHER', source: 'LEARNT' });
    expect(withStartSeen(both, started, sentAt, later)).toBe(both);
  });
  it('says nothing after a start at the station', () => {
    const station = told(fresh, 1, 'PREPARING');
    expect(withStartSeen(station, started, null, later)).toBe(station);
  });
});

it('counts the plugs of a location by what a driver makes of them', () => {
  const station = told(told(told({ ...fresh, online: true }, 1, 'AVAILABLE'), 2, 'FINISHING'), 3, 'FAULTED');
  expect(plugCounts([station, { ...station, id: 'CS-2', online: false }])).toEqual({
    total: 6,
    available: 1,
    inUse: 1,
    out: 1,
    unknown: 3,
  });
});
