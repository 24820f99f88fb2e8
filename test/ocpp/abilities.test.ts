/** What a station can do, from what it tells, and how it is asked, in each version. */
import { describe, expect, it } from 'vitest';
import { NOTHING_TOLD } from '../../src/domain/abilities.ts';
import { DomainError } from '../../src/domain/error.ts';
import type { JsonObject } from '../../src/domain/json.ts';
import { voltageOf } from '../../src/ocpp/configuration.ts';
import type { CallOutcome, OcppProtocol } from '../../src/ocpp/protocol.ts';
import { abilitiesOf as abilitiesOf16 } from '../../src/ocpp/v16/abilities.ts';
import { v16 } from '../../src/ocpp/v16/index.ts';
import { v21 } from '../../src/ocpp/v21/index.ts';
import { abilitiesOf as abilitiesOf2, variablesThatMatter } from '../../src/ocpp/v201/abilities.ts';
import { v201 } from '../../src/ocpp/v201/index.ts';
import type { ConfigurationAsked } from '../../src/services/ports/station-links.ts';
import { createJudge } from './support/judge.ts';

describe('abilities of a station of OCPP 1.6', () => {
  it.each<[string, Record<string, string>, Partial<ReturnType<typeof abilitiesOf16>>]>([
    ['nothing told', {}, {}],
    [
      'all told',
      {
        SupportedFeatureProfiles: 'Core, SmartCharging,RemoteTrigger',
        AuthorizeRemoteTxRequests: 'true',
        ChargeProfileMaxStackLevel: '1',
        ChargingScheduleAllowedChargingRateUnit: 'Current,Power',
        ChargingScheduleMaxPeriods: '24',
        MaxChargingProfilesInstalled: '3',
        ConnectorSwitch3to1PhaseSupported: 'false',
        ConnectorPhaseRotation: '0.RST,1.RST',
        NumberOfConnectors: '2',
        HeartbeatInterval: '300',
      },
      {
        features: ['CORE', 'SMART_CHARGING', 'REMOTE_TRIGGER'],
        lacking: ['FIRMWARE_MANAGEMENT', 'LOCAL_AUTH_LIST', 'RESERVATION'],
        remoteStartAuthorizes: true,
        maxStackLevel: 1,
        rateUnits: ['A', 'W'],
        maxPeriods: 24,
        maxProfiles: 3,
        phaseSwitching: false,
        phases: 3,
        connectors: 2,
        heartbeatIntervalS: 300,
      },
    ],
    ['keys in another case', { chargeprofilemaxstacklevel: ' 0 ' }, { maxStackLevel: 0 }],
    ['the unit of profiles', { ChargingScheduleAllowedChargingRateUnit: 'A' }, { rateUnits: ['A'] }],
    ['units that nobody knows', { ChargingScheduleAllowedChargingRateUnit: 'Furlong' }, { rateUnits: null }],
    [
      'profiles in odd spelling',
      { SupportedFeatureProfiles: 'core;smart charging' },
      {
        features: ['CORE', 'SMART_CHARGING'],
        lacking: ['FIRMWARE_MANAGEMENT', 'LOCAL_AUTH_LIST', 'RESERVATION', 'REMOTE_TRIGGER'],
      },
    ],
    ['profiles that nobody knows', { SupportedFeatureProfiles: 'Everything' }, { features: [], lacking: [] }],
    ['numbers that are none', { ChargeProfileMaxStackLevel: '-1', NumberOfConnectors: 'two' }, {}],
    [
      'numbers that cannot be',
      { NumberOfConnectors: '1000000000', HeartbeatInterval: '99999999999', ChargeProfileMaxStackLevel: '1e12' },
      {},
    ],
    ['a flag in capitals', { AuthorizeRemoteTxRequests: 'FALSE' }, { remoteStartAuthorizes: false }],
    ['one phase or direct current', { ConnectorPhaseRotation: 'NotApplicable' }, { phases: null }],
    ['no rotation known', { ConnectorPhaseRotation: '0.Unknown,1.RST' }, { phases: null }],
  ])('%s', (_name, told, expected) => {
    const keys = Object.entries(told).map(([key, value]) => ({ key, readonly: true, value }));
    expect(abilitiesOf16(keys)).toEqual({ ...NOTHING_TOLD, ...expected });
  });
});

describe('abilities of a station of OCPP 2.x', () => {
  const evses = [
    { id: 1, connectorIds: [1] },
    { id: 2, connectorIds: [1, 2] },
  ];
  /** By `Component.Variable`, of an EVSE `Component/1.Variable`; null: there is no such thing. */
  const abilitiesBy = (values: Record<string, string | null>) =>
    abilitiesOf2(
      variablesThatMatter(evses).flatMap((variable) => {
        const evse = variable.evseId === null ? '' : `/${variable.evseId}`;
        const value = values[`${variable.component}${evse}.${variable.variable}`];
        return value === undefined ? [] : [{ variable, value, missing: value === null }];
      }),
    );

  it.each<[string, Record<string, string | null>, Partial<ReturnType<typeof abilitiesOf2>>]>([
    ['nothing told', {}, {}],
    [
      'all told',
      {
        'SmartChargingCtrlr.Available': 'true',
        'SmartChargingCtrlr.Enabled': 'true',
        'SmartChargingCtrlr.ProfileStackLevel': '0',
        'SmartChargingCtrlr.RateUnit': 'A',
        'SmartChargingCtrlr.PeriodsPerSchedule': '10',
        'SmartChargingCtrlr.Entries': '4',
        'SmartChargingCtrlr.ACPhaseSwitchingSupported': 'true',
        'ReservationCtrlr.Available': 'false',
        'LocalAuthListCtrlr.Available': null,
        'LocalAuthListCtrlr.Enabled': null,
        'AuthCtrlr.AuthorizeRemoteStart': 'True',
        'OCPPCommCtrlr.HeartbeatInterval': '60',
        'ElectricalFeed.ACVoltage': '239.5',
        'ChargingStation.SupplyPhases': '3',
        'EVSE/1.SupplyPhases': '1',
        'EVSE/2.SupplyPhases': '1',
      },
      {
        features: ['SMART_CHARGING'],
        lacking: ['LOCAL_AUTH_LIST', 'RESERVATION'],
        maxStackLevel: 0,
        rateUnits: ['A'],
        maxPeriods: 10,
        maxProfiles: 4,
        phaseSwitching: true,
        remoteStartAuthorizes: true,
        heartbeatIntervalS: 60,
        voltageV: 239.5,
        phases: 1,
      },
    ],
    [
      'switched off',
      { 'SmartChargingCtrlr.Enabled': 'false', 'SmartChargingCtrlr.Available': 'true' },
      {
        lacking: ['SMART_CHARGING'],
      },
    ],
    [
      'no switches, but values',
      {
        'SmartChargingCtrlr.Available': null,
        'SmartChargingCtrlr.Enabled': null,
        'SmartChargingCtrlr.ProfileStackLevel': '8',
      },
      { maxStackLevel: 8 },
    ],
    ['EVSEs that differ', { 'EVSE/1.SupplyPhases': '1', 'EVSE/2.SupplyPhases': '3' }, { phases: null }],
    ['the station alone', { 'ChargingStation.SupplyPhases': '3' }, { phases: 3 }],
    ['direct current', { 'EVSE/1.SupplyPhases': '0', 'EVSE/2.SupplyPhases': '0' }, { phases: 0 }],
  ])('%s', (_name, values, expected) => {
    expect(abilitiesBy(values)).toEqual({ ...NOTHING_TOLD, ...expected });
  });
});

describe('a voltage that a station tells', () => {
  it.each([
    ['230', 230],
    ['1e-300', null],
    ['0', null],
    ['-230', null],
    ['1e9', null],
    [null, null],
  ])('%s', (told, voltageV) => {
    expect(voltageOf(told)).toBe(voltageV);
  });
});

type Reply = JsonObject | 'timeout' | { readonly errorCode: string };

/** Reads from a station that answers by its function; calls are what it was asked. */
const read = async (
  protocol: OcppProtocol,
  answer: (payload: JsonObject, index: number) => Reply,
  asked: Partial<ConfigurationAsked> = {},
) => {
  const judge = createJudge(protocol.version);
  const calls: JsonObject[] = [];
  const told = await protocol.readConfiguration({ evses: [], brief: false, ...asked }, async (action, payload) => {
    expect(judge.request(action, payload as JsonObject)).toBeNull();
    calls.push(payload as JsonObject);
    const reply = answer(payload as JsonObject, calls.length - 1);
    if (reply === 'timeout') return { kind: 'timeout' } satisfies CallOutcome;
    if (typeof reply.errorCode === 'string')
      return { kind: 'error', errorCode: reply.errorCode, description: '' } satisfies CallOutcome;
    return { kind: 'result', payload: reply as JsonObject } satisfies CallOutcome;
  });
  return { told, calls };
};

describe('a station of OCPP 1.6', () => {
  const entry = (key: string, value = '1') => ({ key, readonly: false, value });
  const byName = ({ key }: JsonObject) => ({ configurationKey: (key as string[]).map((name) => entry(name)) });

  it('that tells any number of keys, whatever it is asked for, is heard to some, and holds nobody up', async () => {
    const keys = (from: number) => Array.from({ length: 30_000 }, (_, index) => entry(`Key${from + index}`));
    const answers = [0, 1, 2, 3, 4].map((index) => ({
      configurationKey: keys(index * 500),
      unknownKey: keys(index).map(({ key }) => key),
    }));
    const startedAt = performance.now();
    const { told } = await read(v16, (_payload, index) => answers[index] ?? { configurationKey: [] }, { brief: true });
    // Each compared with each, minutes.
    expect(performance.now() - startedAt).toBeLessThan(5000);
    expect(told).toMatchObject({ kind: 'told' });
    if (told.kind === 'told') expect([told.entries.length, told.unknown.length]).toEqual([1000, 1000]);
  });

  it('is asked for all at once', async () => {
    const { told, calls } = await read(v16, () => ({
      configurationKey: [entry('ChargeProfileMaxStackLevel', '0'), { key: 'Odd', readonly: 1, value: 7 }],
    }));
    expect(calls).toEqual([{}]);
    expect(told).toMatchObject({
      kind: 'told',
      complete: true,
      facts: { maxStackLevel: 0 },
      entries: [{}, { value: '7' }],
    });
  });

  it('that refuses that is asked for the keys that matter, a few at a time', async () => {
    const { told, calls } = await read(v16, (payload, index) =>
      index === 0 ? { errorCode: 'InternalError' } : byName(payload),
    );
    expect(calls.length).toBeGreaterThan(3);
    for (const { key } of calls.slice(1)) expect((key as string[]).length).toBeLessThanOrEqual(4);
    expect(told).toMatchObject({ kind: 'told', complete: false, facts: { maxStackLevel: 1 } });
  });

  it('that tells as many keys as it takes by name is asked for what is missing, so many at a time', async () => {
    const { told, calls } = await read(v16, (payload, index) =>
      index === 0
        ? { configurationKey: [entry('GetConfigurationMaxKeys', '2'), entry('HeartbeatInterval')] }
        : byName(payload),
    );
    for (const { key } of calls.slice(1)) expect((key as string[]).length).toBeLessThanOrEqual(2);
    expect(JSON.stringify(calls)).not.toContain('HeartbeatInterval');
    expect(told).toMatchObject({ kind: 'told', facts: { maxStackLevel: 1, heartbeatIntervalS: 1 } });
  });

  it('keeps the names that the station does not know', async () => {
    const { told } = await read(v16, ({ key }, index) =>
      index === 0 ? {} : { unknownKey: key as string[], configurationKey: [entry('NumberOfConnectors')] },
    );
    expect(told).toMatchObject({ kind: 'told', unknown: expect.arrayContaining(['ChargeProfileMaxStackLevel']) });
  });

  it('that is silent, or refuses everything, is told from one that answers', async () => {
    expect((await read(v16, () => 'timeout')).told).toEqual({ kind: 'unanswered' });
    expect((await read(v16, () => ({ errorCode: 'NotSupported' }))).told).toEqual({
      kind: 'refused',
      reason: 'NotSupported',
    });
    expect((await read(v16, () => ({}))).told).toEqual({ kind: 'refused', reason: 'it told no key' });
  });

  it('is asked briefly when it was silent before', async () => {
    const { told, calls } = await read(v16, byName, { brief: true });
    expect(calls[0]).toHaveProperty('key');
    expect(told).toMatchObject({ kind: 'told', complete: false });
  });
});

describe.each([v201, v21])('a station of OCPP $version', (protocol) => {
  type Item = { component: JsonObject; variable: JsonObject; attributeType?: string };
  const items = (payload: JsonObject) => payload.getVariableData as unknown as readonly Item[];
  const answered = (payload: JsonObject, tells: (item: Item) => string | null): JsonObject => ({
    getVariableResult: items(payload).map((item) => {
      const value = tells(item);
      return {
        ...item,
        attributeStatus: value === null ? 'UnknownVariable' : 'Accepted',
        ...(value === null ? {} : { attributeValue: value }),
      } as unknown as JsonObject;
    }),
  });

  it('is asked for one thing first, and then for as many as it takes', async () => {
    const { told, calls } = await read(
      protocol,
      (payload) => answered(payload, ({ variable }) => (variable.name === 'ItemsPerMessage' ? '3' : '1')),
      { evses: [{ id: 1, connectorIds: [1, 2] }] },
    );
    expect(calls.map((payload) => items(payload).length).slice(0, 3)).toEqual([1, 3, 3]);
    expect(Math.max(...calls.map((payload) => items(payload).length))).toBe(3);
    expect(JSON.stringify(calls)).toContain('"evse":{"id":1,"connectorId":2}');
    expect(told).toMatchObject({ kind: 'told', source: 'GetVariables', complete: true, facts: { maxStackLevel: 1 } });
  });

  it('that does not say how many it takes gets ten, and half as many when that is too much', async () => {
    const { told, calls } = await read(protocol, (payload) =>
      items(payload).length > 3 ? { errorCode: 'OccurrenceConstraintViolation' } : answered(payload, () => null),
    );
    expect(calls.map((payload) => items(payload).length).slice(0, 5)).toEqual([1, 10, 5, 3, 3]);
    expect(told).toMatchObject({ kind: 'told', entries: [] });
  });

  it('that goes silent half-way has told what it told', async () => {
    const { told } = await read(protocol, (payload, index) => (index < 6 ? answered(payload, () => '2') : 'timeout'));
    expect(told).toMatchObject({ kind: 'told', complete: false, facts: { maxStackLevel: 2 } });
  });

  it('that is silent, or refuses everything, is told from one that answers', async () => {
    expect((await read(protocol, () => 'timeout')).told).toEqual({ kind: 'unanswered' });
    const refused = await read(protocol, () => ({ errorCode: 'NotSupported' }));
    expect(refused.told).toEqual({ kind: 'refused', reason: 'NotSupported' });
    expect(refused.calls).toHaveLength(1);
    const failing = await read(protocol, () => ({ errorCode: 'InternalError' }));
    expect(failing.told).toEqual({ kind: 'refused', reason: 'InternalError' });
    expect(failing.calls.length).toBeLessThan(6);
  });

  it('passes on that nothing could be asked', async () => {
    const gone = protocol.readConfiguration({ evses: [], brief: false }, async () => {
      throw new DomainError('station_offline');
    });
    await expect(gone).rejects.toMatchObject({ code: 'station_offline' });
  });
});
