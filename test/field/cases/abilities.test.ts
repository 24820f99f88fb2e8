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
  await field.advance(60 * SECOND);
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
        configuration { protocol readAt complete entries { key component variable value readOnly } unknown }
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
    await field.advance(60 * SECOND);
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
    await field.advance(60 * SECOND);
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
    await field.advance(60 * SECOND);
    const abilities = await field.until(
      () => abilitiesOf(again),
      (value) => value !== null,
    );
    expect(abilities).toMatchObject({ max_stack_level: 3, failure: null });
  });
});
