/** Locations, stations and tokens with the bulk put, which is made of the put of one. */
import { withoutCase } from '../../domain/kinds/kind.ts';
import type { Services } from '../api/services.ts';
import type { PutMany } from './put-many.ts';

type InBulk = 'locations' | 'stations' | 'tokens';

/** The use cases of one object. */
export type OneByOne = { readonly [S in InBulk]: Omit<Services[S], 'putMany'> };

export const withBulkPuts = ({ locations, stations, tokens }: OneByOne, putMany: PutMany): Pick<Services, InBulk> => ({
  locations: {
    ...locations,
    putMany: putMany({
      operation: 'location.put',
      scope: 'stations:write',
      sameKey: (id) => id,
      put: (caller, input, ifVersion) => locations.put(caller, input, ifVersion, { unlessSame: true }),
    }),
  },
  stations: {
    ...stations,
    putMany: putMany({
      operation: 'station.put',
      scope: 'stations:write',
      sameKey: (id) => id,
      put: (caller, input, ifVersion) => stations.put(caller, input, ifVersion, { unlessSame: true }),
    }),
  },
  tokens: {
    ...tokens,
    putMany: putMany({
      operation: 'token.put',
      scope: 'tokens:write',
      sameKey: withoutCase,
      put: (caller, input, ifVersion) => tokens.put(caller, input, ifVersion, { unlessSame: true }),
    }),
  },
});
