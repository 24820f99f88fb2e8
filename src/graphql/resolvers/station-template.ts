/** What the stations of a model have. */
import type { TemplateEvse } from '../../domain/station-template.ts';
import { ownerNamed } from '../../services/api/parties.ts';
import { factsIn } from '../connector-properties.ts';
import { ownerFields } from '../owner.ts';
import { connect } from '../paging.ts';
import type { Resolvers, StationTemplateEvseInput } from '../schema.gen.ts';

const evsesIn = (evses: readonly StationTemplateEvseInput[]): readonly TemplateEvse[] =>
  evses.map(({ evseId, startOrder, connectors }) => ({
    evseId: evseId ?? null,
    startOrder: startOrder ?? null,
    connectors: (connectors ?? []).map(factsIn),
  }));

export const stationTemplateResolvers: Resolvers = {
  Query: {
    stationTemplate: async (_root, { id }, { services, caller }) => services.stationTemplates.get(await caller(), id),
    stationTemplates: async (_root, { vendor, model, ...args }, { services, caller }) => {
      const who = await caller();
      const where = { vendor: vendor ?? null, model: model ?? null };
      return connect(args, (page) => services.stationTemplates.list(who, page, where));
    },
  },
  Mutation: {
    createStationTemplate: async (_root, { input }, { services, caller }) => {
      const { vendor, model, evses, countryCode, partyId } = input;
      const party = ownerNamed({ countryCode, partyId });
      return services.stationTemplates.create(await caller(), { vendor, model, evses: evsesIn(evses), party });
    },
    updateStationTemplate: async (_root, { input: { id, evses, ifVersion } }, { services, caller }) =>
      services.stationTemplates.update(await caller(), id, evsesIn(evses), ifVersion ?? null),
    deleteStationTemplate: async (_root, { input: { id, ifVersion } }, { services, caller }) =>
      services.stationTemplates.remove(await caller(), id, ifVersion ?? null),
  },
  StationTemplate: { ...ownerFields, lastUpdated: ({ updatedAt }) => updatedAt },
  StationTemplateEvse: { connectors: ({ connectors }) => connectors ?? [] },
  StationTemplateConnector: {
    maxVoltage: ({ maxVoltageV }) => maxVoltageV ?? null,
    maxAmperage: ({ maxAmperageA }) => maxAmperageA ?? null,
    maxElectricPower: ({ maxPowerW }) => maxPowerW ?? null,
  },
};
