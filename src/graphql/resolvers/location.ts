/** Locations. */
import { plugCounts } from '../../domain/plug-counts.ts';
import type { LocationInput } from '../../services/api/locations.ts';
import { ownerNamed } from '../../services/api/parties.ts';
import { bulkItem } from '../bulk.ts';
import { ownerFields } from '../owner.ts';
import { connect, retiredIn } from '../paging.ts';
import type { Resolvers, UpsertLocationInput } from '../schema.gen.ts';

const toInput = ({ ifVersion: _, countryCode, partyId, ...location }: UpsertLocationInput): LocationInput => ({
  ...location,
  party: ownerNamed({ countryCode, partyId }),
  name: location.name ?? null,
  postalCode: location.postalCode ?? null,
});

export const locationResolvers: Resolvers = {
  Query: {
    location: async (_root, { id }, { services, caller }) => services.locations.get(await caller(), id),
    locations: async (_root, args, { services, caller }) => {
      const who = await caller();
      return connect(args, (page) => services.locations.list(who, page, retiredIn(args)));
    },
  },
  Mutation: {
    upsertLocation: async (_root, { input }, { services, caller }) =>
      (await services.locations.put(await caller(), toInput(input), input.ifVersion ?? null)).object,
    deleteLocation: async (_root, { input: { id, ifVersion } }, { services, caller }) =>
      (await services.locations.remove(await caller(), id, ifVersion ?? null)).object,
    upsertLocations: async (_root, { input: { locations, idempotencyKey = null } }, { services, caller }) => ({
      field: 'locations',
      ...(await services.locations.putMany(await caller(), {
        items: locations.map((location) => bulkItem(location.id, location.ifVersion, () => toInput(location))),
        idempotencyKey,
      })),
    }),
  },
  Location: {
    ...ownerFields,
    lastUpdated: ({ updatedAt }) => updatedAt,
    evses: async ({ id }, _args, { loaders }) =>
      (await loaders.stationsAt(id)).flatMap((station) => station.evses.map((evse) => ({ station, evse }))),
    plugs: async ({ id }, _args, { loaders }) => plugCounts(await loaders.stationsAt(id)),
    stations: async ({ id }, args, { services, caller }) => {
      const who = await caller();
      const filter = { locationId: id, online: args.online ?? null };
      return connect(args, (page) => services.stations.list(who, page, filter));
    },
  },
};
