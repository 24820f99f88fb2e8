import { describe, expect, it } from 'vitest';
import { reportOf } from '../../../src/ocpp/v201/notified.ts';

const AT = new Date('2026-03-01T12:00:00.000Z');
const CONNECTOR = { name: 'Connector', evse: { id: 2, connectorId: 1 } };

const read = (event: object) =>
  reportOf('CS-1', { trigger: 'Alerting', component: CONNECTOR, actualValue: 'true', ...event } as never, AT);

describe('an event of the device model', () => {
  it.each([
    ['a connector', CONNECTOR, 2, 1],
    ['an EVSE', { name: 'EVSE', evse: { id: 2 } }, 2, null],
    ['connector 0 of an EVSE', { name: 'EVSE', evse: { id: 2, connectorId: 0 } }, 2, null],
    ['the station', { name: 'ChargingStation' }, null, null],
    ['EVSE 0', { name: 'EVSE', evse: { id: 0 } }, null, null],
  ])('is about %s', (_, component, evseId, connectorId) => {
    expect(read({ component, variable: { name: 'Problem' } })).toMatchObject({ evseId, connectorId, faults: true });
  });

  it.each([
    ['Available', 'AVAILABLE'],
    ['Occupied', 'OCCUPIED'],
    ['faulted', 'FAULTED'],
    ['Unavailable', 'UNAVAILABLE'],
  ])('is the status %s', (actualValue, status) => {
    const told = read({ trigger: 'Delta', variable: { name: 'AvailabilityState' }, actualValue });
    expect(told).toMatchObject({ status, errorCode: null, error: null, at: AT });
  });

  it.each([
    ['a status that nobody knows', { variable: { name: 'AvailabilityState' }, actualValue: 'Sleepy' }],
    [
      'the status of a part',
      { component: { name: 'Lock' }, variable: { name: 'AvailabilityState' }, actualValue: 'Faulted' },
    ],
    ['a reading', { trigger: 'Periodic', variable: { name: 'Temperature' }, actualValue: '21' }],
    ['a change', { trigger: 'Delta', variable: { name: 'Mode' }, actualValue: 'Eco' }],
    ['a notice', { variable: { name: 'Mode' }, severity: 7 }],
    ['nothing', { component: null, variable: null, trigger: null, actualValue: null }],
  ])('that is %s is none of the state', (_, event) => {
    expect(read(event)).toBe(null);
  });

  it.each([
    ['Problem', 'true', {}, 'begins'],
    ['Problem', '1', { trigger: 'Delta' }, 'begins'],
    ['Problem', 'false', {}, 'ends'],
    ['Problem', 'true', { cleared: true }, 'ends'],
    ['Tripped', 'false', {}, 'ends'],
    ['Available', 'false', {}, 'begins'],
    ['Available', 'true', {}, 'ends'],
    ['Temperature', '93', {}, 'begins'],
    ['Temperature', '70', { trigger: 'Delta', cleared: true }, 'ends'],
  ])('%s %s %j %s', (name, actualValue, more, what) => {
    expect(read({ variable: { name }, actualValue, ...more })).toMatchObject(
      what === 'ends' ? { error: null, faults: false } : { error: { code: `Connector/${name}` } },
    );
  });

  it.each([
    ['Lock', 'Problem', {}, false],
    ['Lock', 'Problem', { severity: 2 }, true],
    ['Lock', 'Tripped', { severity: 3 }, false],
    ['Connector', 'Problem', { severity: 5 }, true],
    ['Connector', 'Tripped', {}, false],
  ])('of %s/%s %j puts its place out of order: %s', (component, variable, more, faults) => {
    expect(read({ component: { ...CONNECTOR, name: component }, variable: { name: variable }, ...more })).toMatchObject(
      { faults },
    );
  });

  it('keeps the words and the key in bounds, and tells monitors of one variable apart', () => {
    const long = 'x'.repeat(5000);
    const told = read({ variable: { name: long }, techCode: long, techInfo: long });
    expect(told).toMatchObject({ error: { vendorCode: 'x'.repeat(50), info: 'x'.repeat(500) } });
    expect(told !== null && 'key' in told && told.key.length).toBe(250);
    const keyOf = (variableMonitoringId: number) => {
      const one = read({ variable: { name: 'Temperature' }, actualValue: '93', variableMonitoringId });
      return one !== null && 'key' in one ? one.key : null;
    };
    expect(keyOf(1)).not.toBe(keyOf(2));
  });
});
