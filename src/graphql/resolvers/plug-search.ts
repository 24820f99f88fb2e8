/** What is found near a point or in a box. */
import { DomainError } from '../../domain/error.ts';
import type { Place, PlugSearch } from '../../services/api/plugs.ts';
import { limitOf, toConnection } from '../paging.ts';
import type { QueryFindEvsesArgs, Resolvers } from '../schema.gen.ts';

const placeOf = ({ near, box }: Pick<QueryFindEvsesArgs, 'near' | 'box'>): Place => {
  if (near && !box) return { near: { latitude: near.latitude, longitude: near.longitude }, radiusM: near.radius };
  if (box && !near) return { box };
  const detail = 'A search is near a point or in a box.';
  throw new DomainError('invalid_request', { detail, faults: [{ pointer: '/near', detail }] });
};

const searchOf = (args: Partial<QueryFindEvsesArgs>): PlugSearch => ({
  place: placeOf(args),
  status: args.status ?? null,
  standards: args.standards ?? null,
  powerType: args.powerType ?? null,
  minPowerW: args.minPower ?? null,
  limit: limitOf(args.first),
  cursor: args.after ?? null,
});

/** No face shows it: what is found is not counted. */
const uncounted = async (): Promise<null> => null;

export const plugSearchResolvers: Resolvers = {
  Query: {
    findEvses: async (_root, args, { services, caller }) => {
      const search = searchOf(args);
      const page = await services.plugs.evses(await caller(), search);
      const { edges, pageInfo } = toConnection(page, search.cursor, uncounted);
      return {
        pageInfo,
        edges: edges.map(({ node: { station, evse, location, distanceM }, cursor }) => ({
          node: { station, evse },
          location,
          distance: distanceM,
          cursor,
        })),
      };
    },
    findLocations: async (_root, args, { services, caller }) => {
      const search = searchOf(args);
      const page = await services.plugs.locations(await caller(), search);
      const { edges, pageInfo } = toConnection(page, search.cursor, uncounted);
      return {
        pageInfo,
        edges: edges.map(({ node: { location, distanceM }, cursor }) => ({
          node: location,
          distance: distanceM,
          cursor,
        })),
      };
    },
  },
};
