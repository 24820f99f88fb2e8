/** Locations. */
import { ownerNamed } from '../../services/api/parties.ts';
import { ownerFields } from '../owner.ts';
import { connect } from '../paging.ts';
import type { Resolvers } from '../schema.gen.ts';

export const locationResolvers: Resolvers = {
  Query: {
    location: async (_root, { id }, { services, caller }) => services.locations.get(await caller(), id),
    locations: async (_root, args, { services, caller }) => {
      const who = await caller();
      return connect(args, (page) => services.locations.list(who, page));
    },
  },
  Mutation: {
    upsertLocation: async (_root, { input }, { services, caller }) => {
      const { ifVersion, countryCode, partyId, ...location } = input;
      const put = await services.locations.put(
        await caller(),
        {
          ...location,
          party: ownerNamed({ countryCode, partyId }),
          name: location.name ?? null,
          postalCode: location.postalCode ?? null,
        },
        ifVersion ?? null,
      );
      return put.object;
    },
  },
  Location: {
    ...ownerFields,
    lastUpdated: ({ updatedAt }) => updatedAt,
    stations: async ({ id }, args, { services, caller }) => {
      const who = await caller();
      const filter = { locationId: id, online: args.online ?? null };
      return connect(args, (page) => services.stations.list(who, page, filter));
    },
  },
};
