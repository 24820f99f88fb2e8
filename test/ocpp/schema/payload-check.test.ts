import { describe, expect, it } from 'vitest';
import { v16 } from '../../../src/ocpp/v16/index.ts';
import { v21 } from '../../../src/ocpp/v21/index.ts';
import { v201 } from '../../../src/ocpp/v201/index.ts';
import { createJudge } from '../support/judge.ts';

const versions = [v16, v201, v21] as const;

describe.each(versions)('schemas of OCPP $version', (protocol) => {
  const judge = createJudge(protocol.version);

  it('resolves each action of the version in both directions', () => {
    for (const action of protocol.actions) {
      expect(protocol.requestCheck(action), action).not.toBeNull();
      const answered = judge.knows(action, 'response');
      expect(protocol.responseCheck(action) !== null, action).toBe(answered);
      expect(answered || action === 'NotifyPeriodicEventStream', action).toBe(true);
    }
  });

  it('has no check for an action that the version does not have', () => {
    for (const action of ['Nonsense', '', 'constructor', '__proto__', 'HeartbeatRequest', 'HeartbeatResponse']) {
      expect(protocol.requestCheck(action), action).toBeNull();
      expect(protocol.responseCheck(action), action).toBeNull();
    }
  });

  it('accepts the least and the fullest request of each action, as the independent schemas do', () => {
    for (const action of protocol.actions) {
      for (const extent of ['least', 'all'] as const) {
        const request = judge.example(action, extent);
        expect(judge.request(action, request), action).toBeNull();
        expect(protocol.requestCheck(action)?.(request), action).toEqual([]);
      }
    }
  });

  it('tells a missing property as an occurrence fault', () => {
    for (const action of protocol.actions) {
      const request = judge.example(action, 'least');
      for (const name of judge.required(action)) {
        const { [name]: _gone, ...rest } = request;
        const faults = protocol.requestCheck(action)?.(rest) ?? [];
        expect(
          faults.map((fault) => [fault.keyword, fault.fault, fault.pointer]),
          `${action}.${name}`,
        ).toContainEqual(['required', 'occurrence', '']);
      }
    }
  });

  it('never changes a payload', () => {
    const request = Object.freeze({ ...judge.example('BootNotification', 'all'), more: '1', even: { more: 2 } });
    const before = JSON.stringify(request);
    expect(protocol.requestCheck('BootNotification')?.(request)).not.toEqual([]);
    expect(JSON.stringify(request)).toBe(before);
  });
});

describe('faults by keyword', () => {
  const start = { connectorId: 1, idTag: 'TAG', timestamp: '2026-03-01T10:00:00Z', meterStart: 0 };
  const status = { connectorId: 1, errorCode: 'NoError', status: 'Available' };
  it.each([
    ['a value of another type', 'StartTransaction', { ...start, meterStart: '0' }, '/meterStart', 'type'],
    ['a payload that is no object', 'StartTransaction', 'text', '', 'type'],
    ['a text that is too long', 'StartTransaction', { ...start, idTag: 'X'.repeat(21) }, '/idTag', 'property'],
    ['a value outside its list', 'StatusNotification', { ...status, status: 'Broken' }, '/status', 'property'],
    ['an unknown property', 'StartTransaction', { ...start, more: 1 }, '', 'format'],
    ['a date that is none', 'StartTransaction', { ...start, timestamp: 'yesterday' }, '/timestamp', 'format'],
  ] as const)('%s', (_name, action, payload, pointer, fault) => {
    expect(v16.requestCheck(action)?.(payload)).toMatchObject([{ pointer, fault }]);
  });

  it('tells too few items as an occurrence fault', () => {
    const faults = v201.requestCheck('MeterValues')?.({ evseId: 1, meterValue: [] });
    expect(faults).toMatchObject([{ pointer: '/meterValue', fault: 'occurrence' }]);
  });

  it('does not repeat the value in the detail', () => {
    const faults = v16.requestCheck('Authorize')?.({ idTag: 'SECRET-TAG-THAT-IS-TOO-LONG' }) ?? [];
    expect(JSON.stringify(faults)).not.toContain('SECRET');
  });

  it('tells at most 20 faults of a payload that is wrong in many places', () => {
    const meterValue = Array.from({ length: 500 }, () => ({ timestamp: 1, sampledValue: 2 }));
    expect(v16.requestCheck('MeterValues')?.({ connectorId: 1, meterValue })).toHaveLength(20);
  });

  it('looks at ten times as many wrong members for not much more than ten times as long', () => {
    const check = v201.requestCheck('NotifyEvent');
    const eventsOf = (count: number) =>
      Array.from({ length: count }, () => ({ trigger: 'q', eventNotificationType: 'q' }));
    const timeOf = (eventData: object[]): number => {
      const startedAt = performance.now();
      expect(check?.({ generatedAt: '2026-03-01T10:00:00Z', seqNo: 0, eventData } as never)).toHaveLength(20);
      return performance.now() - startedAt;
    };
    timeOf(eventsOf(100));
    // Copied for each member, the faults of so many take 100 times as long: seconds.
    expect(timeOf(eventsOf(25_000))).toBeLessThan(10 * timeOf(eventsOf(2500)) + 1000);
  });

  it('reads a date without a zone in 1.6 and refuses it in 2.x', () => {
    expect(v16.requestCheck('StartTransaction')?.({ ...start, timestamp: '2026-03-01T10:00:00' })).toEqual([]);
    const payload = { timestamp: '2026-03-01T10:00:00', connectorStatus: 'Available', evseId: 1, connectorId: 1 };
    expect(v201.requestCheck('StatusNotification')?.(payload)).toMatchObject([{ fault: 'format' }]);
  });

  it('takes 21.4 for a multiple of 0.1', () => {
    const request = {
      connectorId: 1,
      csChargingProfiles: {
        chargingProfileId: 1,
        stackLevel: 0,
        chargingProfilePurpose: 'TxDefaultProfile',
        chargingProfileKind: 'Relative',
        chargingSchedule: { chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit: 21.4 }] },
      },
    };
    expect(v16.requestCheck('SetChargingProfile')?.(request)).toEqual([]);
  });
});
