/** What the ids in grants must be, of clients and accounts alike. */
import type { Grants } from '../domain/access.ts';
import { checkIds, type Faults } from './faults.ts';

const LONGEST_ID = 255;

/** given: what an input says; what it leaves out stays as it is. */
export const checkGrants = (
  faults: Pick<Faults, 'unless'>,
  { locationIds, groupIds, tokenUids }: Partial<Grants>,
): void => {
  for (const [name, ids] of Object.entries({ locationIds, stationGroups: groupIds, tokenUids })) {
    checkIds(faults, `/grants/${name}`, ids, LONGEST_ID);
  }
};
