/** What stations can do: told after a boot, shown, and heeded by commands. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OcppVersion } from '../../../src/domain/station.ts';
import type { Json } from '../../support/gateway.ts';
import { type Field, type FieldStation, SECOND, startField } from '../support/field.ts';

const VERSIONS = ['1.6', '2.0.1', '2.1'] as const satisfies readonly OcppVersion[];

let field: Field;
beforeAll(async () => {
  field = await startField({ OCPP_CONFIGURATION_AFTER_S: '20' });
});
afterAll(() => field.close());

const ACTION = { '1.6': 'GetConfiguration', '2.0.1': 'GetVariables', '2.1': 'GetVariables' } as const;

/** In steps in which a station can answer: a message that is not answered within 15 s is given up. */
const untilAsked = async (seconds = 60): Promise<void> => {
  for (let passed = 0; passed < seconds; passed += 5) await field.advance(5 * SECOND);
};

type Values = Readonly<Record<string, string>>;

/** 1.6 by key; 2.x by `Component.Variable`. */
const tells = (station: FieldStation, values: Values): void => {
  station.answer(ACTION[station.version], ({ key, getVariableData }) =>
    station.version === '1.6'
      ? {
          configurationKey: Object.entries(values)
            .filter(([name]) => key === undefined || key.includes(name))
            .map(([name, value]) => ({ key: name, readonly: true, value })),
          ...(key === undefined ? {} : { unknownKey: key.filter((name: string) => values[name] === undefined) }),
        }
      : {
          getVariableResult: getVariableData.map((item: Json) => {
            const value = values[`${item.component.name}.${item.variable.name}`];
            return value === undefined
              ? { ...item, attributeStatus: 'UnknownVariable' }
              : { ...item, attributeStatus: 'Accepted', attributeValue: value };
          }),
        },
  );
};

const abilitiesOf = async (station: FieldStation): Promise<Json> => (await field.stationRecord(station.id)).abilities;

/** A station whose configuration has been read; see tells. */
const known = async (version: OcppVersion, values: Values): Promise<FieldStation> => {
  const station = await field.station(version);
  tells(station, values);
  await untilAsked();
  await field.until(
    () => abilitiesOf(station),
    (abilities) => abilities?.read_at !== null && abilities !== null,
  );
  return station;
};

/** As each version says it. */
const limits = (version: OcppVersion, stackLevel: number, units: readonly ('A' | 'W')[]): Values =>
  version === '1.6'
    ? {
        ChargeProfileMaxStackLevel: String(stackLevel),
        ChargingScheduleAllowedChargingRateUnit: units.map((unit) => (unit === 'A' ? 'Current' : 'Power')).join(','),
        MaxChargingProfilesInstalled: '1',
        NumberOfConnectors: '1',
      }
    : {
        'SmartChargingCtrlr.ProfileStackLevel': String(stackLevel),
        'SmartChargingCtrlr.RateUnit': units.join(','),
        'SmartChargingCtrlr.Entries': '1',
      };

describe.each(VERSIONS)('a station of OCPP %s', (version) => {
  it('is asked after its boot, and shown with what it can do', async () => {
    const station = await known(version, {
      ...limits(version, 1, ['A']),
      ...(version === '1.6' ? { AuthorizationKey: '0123456789abcdef' } : { 'AuthCtrlr.AuthorizeRemoteStart': 'true' }),
    });
    const abilities = await abilitiesOf(station);
    expect(abilities).toMatchObject({
      source: ACTION[version],
      max_stack_level: 1,
      charging_rate_units: ['A'],
      max_profiles: 1,
      remote_start_authorizes: version === '1.6' ? null : true,
      failure: null,
    });
    const configuration = await field.gateway().get(`/api/v1/stations/${station.id}/configuration`);
    expect(configuration).toMatchObject({ station_id: station.id, protocol: version, read_at: abilities.read_at });
    expect(configuration.entries.length).toBeGreaterThan(2);
    expect(JSON.stringify(configuration)).not.toContain('0123456789abcdef');
    const { data, errors } = await field.gateway().graphql(
      `query ($id: ID!) { station(id: $id) {
        abilities { readAt source maxStackLevel chargingRateUnits maxProfiles failure { reason } }
        configuration { protocol readAt complete entries { key component variable value readonly } unknown }
      } }`,
      { id: station.id },
    );
    expect(errors).toBe(undefined);
    expect(data.station.abilities).toMatchObject({ maxStackLevel: 1, chargingRateUnits: ['A'], maxProfiles: 1 });
    expect(data.station.configuration.entries).toHaveLength(configuration.entries.length);
    const told = (await field.eventsOf(station.id, 'station.updated')).at(-1);
    expect(told?.data.station.abilities).toEqual(abilities);
  });

  it('that tells nothing says so, with the reason and its age', async () => {
    const station = await field.station(version);
    expect(await abilitiesOf(station)).toBeNull();
    const empty = { read_at: null, entries: [], failure: null };
    expect(await field.gateway().get(`/api/v1/stations/${station.id}/configuration`)).toMatchObject(empty);
    station.answer(ACTION[version], () => [4, 'NotSupported', 'no', {}]);
    await untilAsked();
    const abilities = await field.until(
      () => abilitiesOf(station),
      (value) => value !== null,
    );
    expect(abilities).toMatchObject({ read_at: null, failure: { reason: expect.stringContaining('NotSupported') } });
    const failure = { read_at: null, failure: abilities.failure };
    expect(await field.gateway().get(`/api/v1/stations/${station.id}/configuration`)).toMatchObject(failure);
  });

  it('that dies while it is asked is asked again when it is back', async () => {
    const station = await field.station(version);
    station.answer(ACTION[version], () => {
      station.socket.terminate();
      return null;
    });
    await untilAsked();
    await station.closed;
    await field.until(
      () => field.stationRecord(station.id),
      ({ online }) => !online,
    );
    expect(await abilitiesOf(station)).toBeNull();
    const again = await field.station(version, { id: station.id, registered: null, boot: null });
    tells(again, limits(version, 3, ['A', 'W']));
    await field.until(
      () => field.stationRecord(station.id),
      ({ online }) => online,
    );
    await untilAsked();
    const abilities = await field.until(
      () => abilitiesOf(again),
      (value) => value !== null,
    );
    expect(abilities).toMatchObject({ max_stack_level: 3, failure: null });
  });
});

/** In one form for all versions. */
const profileIn = (payload: Json) => {
  const profile = payload.csChargingProfiles ?? payload.chargingProfile;
  const schedule = [profile.chargingSchedule].flat()[0];
  return {
    at: payload.connectorId ?? payload.evseId,
    level: profile.stackLevel,
    purpose: profile.chargingProfilePurpose,
    unit: schedule.chargingRateUnit,
    limit: schedule.chargingSchedulePeriod[0].limit,
  };
};

/** A station that takes profiles as it says it does, and shows what it took; its profiles in the order they came. */
const takesProfiles = (station: FieldStation, takes: (profile: ReturnType<typeof profileIn>) => boolean) => {
  const taken: ReturnType<typeof profileIn>[] = [];
  station.answer('SetChargingProfile', (payload) => {
    const profile = profileIn(payload);
    if (!takes(profile)) return { status: 'Rejected' };
    taken.push(profile);
    return { status: 'Accepted' };
  });
  station.answer('GetCompositeSchedule', ({ connectorId, evseId, duration }) => {
    const last = taken.at(-1);
    const schedule = {
      duration,
      chargingRateUnit: last?.unit,
      chargingSchedulePeriod: [{ startPeriod: 0, limit: last?.limit, numberPhases: 3 }],
    };
    const scheduleStart = field.now().toISOString();
    return station.version === '1.6'
      ? { status: 'Accepted', connectorId, scheduleStart, chargingSchedule: schedule }
      : { status: 'Accepted', schedule: { ...schedule, evseId, scheduleStart } };
  });
  return taken;
};

const limited = async (body: object): Promise<Json> => {
  const { id } = await field.command('SET_CHARGING_LIMIT', body);
  return field.commandIn(id, 'CONFIRMED', 'REJECTED', 'FAILED');
};

describe.each(VERSIONS)('a limit on a station of OCPP %s', (version) => {
  it.each([
    ['lbbrhzn/ocpp 1737: takes stack levels up to 1', 1],
    ['lbbrhzn/ocpp 1245: takes stack levels up to 3', 3],
    ['evcc 4957: takes stack level 0 only', 0],
  ])('%s', async (_name, most) => {
    const station = await known(version, limits(version, most, ['A', 'W']));
    const taken = takesProfiles(station, ({ level }) => level <= most);
    const command = await limited({ station_id: station.id, limit_w: 11_000 });
    expect(command).toMatchObject({
      status: 'CONFIRMED',
      result: { confirmed: true, adjusted: { stack_level: most } },
    });
    expect(taken).toMatchObject([{ at: 0, level: most, unit: 'W', limit: 11_000 }]);
  });

  it('A-only stations: a limit in W goes in A, by phases and voltage', async () => {
    const station = await known(version, limits(version, 8, ['A']));
    const taken = takesProfiles(station, ({ unit }) => unit === 'A');
    const command = await limited({ station_id: station.id, limit_w: 11_000 });
    expect(command).toMatchObject({
      status: 'CONFIRMED',
      result: {
        confirmed: true,
        adjusted: { unit: 'A', limit: 15.9, voltage_v: 230, phases: 3, asked: { unit: 'W', limit: 11_000 } },
      },
    });
    expect(taken).toMatchObject([{ unit: 'A', limit: 15.9 }]);
  });

  it('lbbrhzn/ocpp 1703: the station maximum is rejected, so it goes to its transactions, and is remembered', async () => {
    const station = await known(version, limits(version, 8, ['A', 'W']));
    const asked: string[] = [];
    const taken = takesProfiles(station, ({ purpose }) => {
      asked.push(purpose);
      return !/MaxProfile$/.test(purpose);
    });
    const command = await limited({ station_id: station.id, limit_a: 10 });
    expect(command).toMatchObject({
      status: 'CONFIRMED',
      result: {
        confirmed: true,
        fallback: { purpose: 'TX_DEFAULT', refused: 'Rejected', limit: 10, transactions: [] },
      },
    });
    expect(taken).toMatchObject([{ at: 0, purpose: 'TxDefaultProfile', unit: 'A', limit: 10 }]);
    const abilities = await field.until(
      () => abilitiesOf(station),
      ({ refused_purposes }) => refused_purposes.length > 0,
    );
    expect(abilities.refused_purposes).toEqual(['STATION_MAX']);
    asked.length = 0;
    expect(await limited({ station_id: station.id, limit_a: 8 })).toMatchObject({ status: 'CONFIRMED' });
    expect(asked).toEqual(['TxDefaultProfile']);
  });

  it('lbbrhzn/ocpp 1703: one that takes no profile says why as well as it can', async () => {
    const station = await known(version, limits(version, 8, ['A', 'W']));
    takesProfiles(station, () => false);
    const command = await limited({ station_id: station.id, limit_a: 10 });
    expect(command).toMatchObject({ status: 'REJECTED', error: { code: 'station_rejected' } });
    expect(command.error.detail).toContain('as the default of new transactions: Rejected');
    expect(command.error.detail).toContain('stack levels up to 8');
  });

  it('unknown abilities: goes as to any station', async () => {
    const station = await field.station(version);
    const taken = takesProfiles(station, () => true);
    expect(await limited({ station_id: station.id, limit_w: 11_000 })).toMatchObject({ status: 'CONFIRMED' });
    expect(taken).toMatchObject([{ level: 5, unit: 'W', limit: 11_000 }]);
  });

  it('a profile of a caller that the station says it cannot take is refused before it is sent', async () => {
    const station = await known(version, limits(version, 1, ['A']));
    const profile = (stackLevel: number, unit: string) => ({
      station_id: station.id,
      profile: {
        id: 7,
        stack_level: stackLevel,
        purpose: 'TX_DEFAULT',
        schedule: { charging_rate_unit: unit, charging_profile_period: [{ start_period: 0, limit: 16 }] },
      },
    });
    const post = (body: object) => field.gateway().request('POST', '/api/v1/commands/SET_CHARGING_PROFILE', { body });
    const level = await post(profile(2, 'A'));
    expect(level.body).toMatchObject({
      code: 'not_supported',
      detail: expect.stringContaining('stack levels up to 1'),
    });
    expect(JSON.stringify(level.body)).toContain('/profile/stack_level');
    expect((await post(profile(1, 'W'))).body).toMatchObject({ code: 'not_supported' });
    const taken = takesProfiles(station, () => true);
    const { body } = await post(profile(1, 'A'));
    expect(await field.commandIn(body.id, 'CONFIRMED')).toMatchObject({ status: 'CONFIRMED' });
    expect(taken).toMatchObject([{ level: 1, unit: 'A' }]);
  });

  it('is set by what the station can do since something was set', async () => {
    const station = await known(version, limits(version, 8, ['A', 'W']));
    tells(station, limits(version, 2, ['A', 'W']));
    const set = version === '1.6' ? 'ChangeConfiguration' : 'SetVariables';
    station.answer(set, ({ setVariableData }) =>
      version === '1.6'
        ? { status: 'Accepted' }
        : {
            setVariableResult: setVariableData.map(({ component, variable }: Json) => ({
              component,
              variable,
              attributeStatus: 'Accepted',
            })),
          },
    );
    const { id } =
      version === '1.6'
        ? await field.command('SET_CONFIGURATION', { station_id: station.id, key: 'SmartMode', value: 'simple' })
        : await field.command('SET_VARIABLES', {
            station_id: station.id,
            variables: [{ component: 'SmartChargingCtrlr', variable: 'Mode', value: 'simple' }],
          });
    await field.commandIn(id, 'CONFIRMED', 'ACCEPTED');
    await untilAsked(10);
    const abilities = await field.until(
      () => abilitiesOf(station),
      ({ max_stack_level }) => max_stack_level === 2,
    );
    expect(abilities.max_stack_level).toBe(2);
  });
});

describe('lbbrhzn/ocpp 1703: a limit of a station that rejects its maximum, while sessions run', () => {
  it('holds for each of them, shared so that together they keep it, until it is cleared', async () => {
    const station = await known('1.6', { ...limits('1.6', 8, ['A', 'W']), NumberOfConnectors: '2' });
    await field.token('LIMIT-TAG');
    for (const connectorId of [1, 2]) {
      await station.call('StatusNotification', { connectorId, errorCode: 'NoError', status: 'Available' });
    }
    const { transactionId } = await station.call('StartTransaction', {
      connectorId: 2,
      idTag: 'LIMIT-TAG',
      meterStart: 0,
      timestamp: field.now().toISOString(),
    });
    const taken = takesProfiles(station, ({ purpose }) => purpose !== 'ChargePointMaxProfile');
    const command = await limited({ station_id: station.id, limit_a: 32 });
    expect(command).toMatchObject({
      status: 'CONFIRMED',
      result: {
        confirmed: true,
        read_back: { evse_id: 2 },
        fallback: {
          limit: 16,
          evses: 2,
          transactions: [{ evse_id: 2, transaction_id: String(transactionId), status: 'Accepted' }],
        },
      },
    });
    expect(taken).toMatchObject([
      { at: 0, purpose: 'TxDefaultProfile', limit: 16 },
      { at: 2, purpose: 'TxProfile', limit: 16 },
    ]);
    await field.until(
      () => abilitiesOf(station),
      ({ refused_purposes }) => refused_purposes.length > 0,
    );
    const cleared: number[] = [];
    station.answer('ClearChargingProfile', ({ id }) => {
      cleared.push(id);
      return { status: 'Accepted' };
    });
    const { id } = await field.command('CLEAR_CHARGING_LIMIT', { station_id: station.id });
    await field.commandIn(id, 'CONFIRMED');
    expect(new Set(cleared).size).toBe(2);
  });
});

describe('a feature that a station says it lacks', () => {
  it('is tried once, with the reason in the failure, and then refused before it is sent', async () => {
    const station = await known('1.6', { SupportedFeatureProfiles: 'Core', NumberOfConnectors: '1' });
    const body = { station_id: station.id, message: 'Heartbeat' };
    const { id } = await field.command('TRIGGER_MESSAGE', body);
    const tried = await field.commandIn(id, 'FAILED');
    expect(tried.error).toMatchObject({
      code: 'not_supported',
      detail: expect.stringContaining('it says that it has no remote trigger'),
    });
    await field.until(
      () => abilitiesOf(station),
      ({ unknown_commands }) => unknown_commands.length > 0,
    );
    const again = await field.gateway().request('POST', '/api/v1/commands/TRIGGER_MESSAGE', { body });
    expect(again.body).toMatchObject({ code: 'not_supported', detail: expect.stringContaining('remote trigger') });
    // That it lacks one thing says nothing of another.
    tells(station, { SupportedFeatureProfiles: 'Core,RemoteTrigger', NumberOfConnectors: '1' });
    await station.call('BootNotification', { chargePointVendor: 'Vendor', chargePointModel: 'Model' });
    await untilAsked();
    await field.until(
      () => abilitiesOf(station),
      ({ lacking }) => !lacking.includes('REMOTE_TRIGGER'),
    );
    const taken = await field.gateway().request('POST', '/api/v1/commands/TRIGGER_MESSAGE', { body });
    expect(taken.status).toBe(202);
  });
});

describe('a start on a station that asks about its token itself', () => {
  it('is shown, and works by its own Authorize', async () => {
    const station = await known('1.6', { AuthorizeRemoteTxRequests: 'true', NumberOfConnectors: '1' });
    expect(await abilitiesOf(station)).toMatchObject({ remote_start_authorizes: true });
    await field.token('ABILITY-TAG');
    station.answer('RemoteStartTransaction', () => ({ status: 'Accepted' }));
    const token = { uid: 'ABILITY-TAG', type: 'RFID' };
    const { id } = await field.command('START_SESSION', { station_id: station.id, evse_id: 1, token });
    await station.asked('RemoteStartTransaction');
    expect(await station.call('Authorize', { idTag: 'ABILITY-TAG' })).toMatchObject({
      idTagInfo: { status: 'Accepted' },
    });
    await station.call('StartTransaction', {
      connectorId: 1,
      idTag: 'ABILITY-TAG',
      meterStart: 0,
      timestamp: field.now().toISOString(),
    });
    expect(await field.commandIn(id, 'CONFIRMED')).toMatchObject({ status: 'CONFIRMED' });
  });
});
