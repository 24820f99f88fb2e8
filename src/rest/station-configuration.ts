/** What a station can do, and /stations/{id}/configuration */
import type { Abilities } from '../domain/abilities.ts';
import type { Station } from '../domain/station.ts';
import type { ConfigurationEntry, StationConfiguration } from '../domain/station-configuration.ts';
import { fromDate, fromDateOrNull } from './instant.ts';
import type { components } from './openapi.gen.ts';
import { pathOf, type RouteDependencies, type Routes } from './request.ts';

type Schemas = components['schemas'];

const fromFailure = (failure: Abilities['failure']): Schemas['ConfigurationFailure'] | null =>
  failure === null ? null : { reason: failure.reason, failed_at: fromDate(failure.failedAt) };

export const fromAbilities = (abilities: Abilities): Schemas['StationAbilities'] => ({
  read_at: fromDateOrNull(abilities.readAt),
  source: abilities.source,
  failure: fromFailure(abilities.failure),
  features: [...abilities.features],
  lacking: [...abilities.lacking],
  remote_start_authorizes: abilities.remoteStartAuthorizes,
  max_stack_level: abilities.maxStackLevel,
  charging_rate_units: abilities.rateUnits === null ? null : [...abilities.rateUnits],
  max_periods: abilities.maxPeriods,
  max_profiles: abilities.maxProfiles,
  phases: abilities.phases,
  phase_switching: abilities.phaseSwitching,
  voltage: abilities.voltageV,
  connectors: abilities.connectors,
  heartbeat_interval_s: abilities.heartbeatIntervalS,
  refused_purposes: [...abilities.refusedPurposes],
  unknown_commands: [...abilities.unknownCommands],
});

const fromEntry = ({ key, variable, value, readOnly }: ConfigurationEntry): Schemas['ConfigurationEntry'] => ({
  ...(key === null ? {} : { key }),
  ...(variable === null
    ? {}
    : {
        component: variable.component,
        component_instance: variable.componentInstance,
        evse_id: variable.evseId,
        connector_id: variable.connectorId,
        variable: variable.variable,
        variable_instance: variable.variableInstance,
        attribute: variable.attribute ?? 'Actual',
      }),
  value,
  readonly: readOnly,
});

const fromConfiguration = (station: Station, kept: StationConfiguration | null): Schemas['StationConfiguration'] => ({
  station_id: station.id,
  protocol: kept?.protocol ?? null,
  firmware_version: kept?.firmwareVersion ?? null,
  read_at: fromDateOrNull(kept?.readAt ?? null),
  complete: kept?.complete ?? false,
  failure: fromFailure(station.abilities?.failure ?? null),
  entries: kept?.entries.map(fromEntry) ?? [],
  unknown: [...(kept?.unknown ?? [])],
});

export const stationConfigurationRoutes = ({ services: { stations } }: RouteDependencies): Routes => ({
  getStationConfiguration: async (request, response, caller) => {
    const { station, kept } = await stations.configuration(caller, pathOf(request, 'id'));
    response.json(fromConfiguration(station, kept));
  },
});
