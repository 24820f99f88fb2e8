/** What the ids in grants must be, of clients and accounts alike. */
import type { Grants } from '../domain/access.ts';
import { characterCount } from '../domain/character-count.ts';
import type { Faults } from './faults.ts';

const LONGEST_ID = 255;

/** given: what an input says; what it leaves out stays as it is. */
export const checkGrants = (
  { unless }: Pick<Faults, 'unless'>,
  { locationIds, groupIds, tokenUids }: Partial<Grants>,
): void => {
  for (const [name, ids] of Object.entries({ locationIds, stationGroups: groupIds, tokenUids })) {
    for (const [index, id] of (ids ?? []).entries()) {
      const fits = id.length >= 1 && characterCount(id) <= LONGEST_ID;
      unless(fits, `/grants/${name}/${index}`, `An id has 1 to ${LONGEST_ID} characters.`);
    }
  }
};
