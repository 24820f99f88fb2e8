/** What a station can do, and the configuration that it told this by. */
import type { Resolvers } from '../schema.gen.ts';

export const stationConfigurationResolvers: Resolvers = {
  Station: {
    abilities: ({ abilities }) => abilities ?? null,
    configuration: async ({ id }, _args, { services, caller }) => services.stations.configuration(await caller(), id),
  },
  StationAbilities: {
    chargingRateUnits: ({ rateUnits }) => rateUnits,
    voltage: ({ voltageV }) => voltageV,
  },
  StationConfiguration: {
    protocol: ({ kept }) => kept?.protocol ?? null,
    firmwareVersion: ({ kept }) => kept?.firmwareVersion ?? null,
    readAt: ({ kept }) => kept?.readAt ?? null,
    complete: ({ kept }) => kept?.complete ?? false,
    failure: ({ station }) => station.abilities?.failure ?? null,
    entries: ({ kept }) => kept?.entries ?? [],
    unknown: ({ kept }) => kept?.unknown ?? [],
  },
  ConfigurationEntry: {
    readonly: ({ readOnly }) => readOnly,
    component: ({ variable }) => variable?.component ?? null,
    componentInstance: ({ variable }) => variable?.componentInstance ?? null,
    evseId: ({ variable }) => variable?.evseId ?? null,
    connectorId: ({ variable }) => variable?.connectorId ?? null,
    variable: ({ variable }) => variable?.variable ?? null,
    variableInstance: ({ variable }) => variable?.variableInstance ?? null,
    attribute: ({ variable }) => (variable === null ? null : (variable.attribute ?? 'Actual')),
  },
};
