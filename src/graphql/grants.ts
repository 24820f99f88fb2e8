/** Grants as an input gives them. */
import type { PartyNames } from '../domain/party.ts';
import type { GrantsInput } from '../services/api/clients.ts';
import { partyIdNamed } from '../services/api/parties.ts';
import type { GrantsInput as GivenGrants } from './schema.gen.ts';

/** What is not said is not in it. Throws invalid_request for what is no name of a party. */
export const toGrants = (
  { parties, locationIds, stationGroups, tokenUids }: GivenGrants,
  names: PartyNames,
): GrantsInput => ({
  ...(parties === undefined
    ? {}
    : { partyIds: parties?.map((name, index) => partyIdNamed(names, name, `/grants/parties/${index}`)) ?? null }),
  ...(locationIds === undefined ? {} : { locationIds }),
  ...(stationGroups === undefined ? {} : { groupIds: stationGroups }),
  ...(tokenUids === undefined ? {} : { tokenUids }),
});
