/** /parties, and the party in what others tell and take. */
import { DomainError } from '../domain/error.ts';
import { type Owned, type Party, type PartyNames, parsePartyName } from '../domain/party.ts';
import { ownerNamed, type PartyInput } from '../services/api/parties.ts';
import { expectedVersion, sendVersioned } from './etags.ts';
import { fromDate } from './instant.ts';
import type { components } from './openapi.gen.ts';
import { pageInputOf, sendPage } from './paging.ts';
import { pathOf, type RouteDependencies, type Routes } from './request.ts';
import { snakeCase } from './snake-case.ts';
import { textOnce } from './text-once.ts';

type Schemas = components['schemas'];

/** Whose an object is. */
export const fromOwner = (
  { partyId }: Owned,
  { codesOf }: PartyNames,
): { readonly country_code: string; readonly party_id: string } => {
  const codes = codesOf(partyId);
  return { country_code: codes.countryCode, party_id: codes.partyId };
};

/** `NL-VGT`; null: it does not say. Throws invalid_request for half a name. */
export const ownerIn = ({
  country_code: countryCode,
  party_id: partyId,
}: {
  readonly country_code?: string;
  readonly party_id?: string;
}): string | null => ownerNamed({ countryCode, partyId }, snakeCase);

const fromParty = (party: Party, { codesOf, nameOf }: PartyNames): Schemas['Party'] => {
  const { countryCode, partyId } = codesOf(party.id);
  return {
    id: nameOf(party.id),
    version: party.version,
    country_code: countryCode,
    party_id: partyId,
    roles: [...party.roles],
    name: party.name,
    website: party.website,
    logo: party.logo,
    created_at: fromDate(party.createdAt),
    last_updated: fromDate(party.updatedAt),
  };
};

const toInput = (name: string, body: Schemas['PartyPut']): PartyInput => {
  const codes = parsePartyName(name);
  if (codes === null) throw new DomainError('not_found', { detail: 'There is no such path: a party is as NL-VGT.' });
  return {
    ...codes,
    roles: body.roles,
    name: body.name,
    website: body.website ?? null,
    logo: body.logo ?? null,
  };
};

const textOfParty = textOnce(fromParty);

export const partyRoutes = ({ services: { parties }, publicUrl }: RouteDependencies): Routes => {
  const { names } = parties;
  return {
    listParties: async (request, response, caller) => {
      const input = pageInputOf(request);
      const page = await parties.list(caller, input);
      sendPage(request, response, { page, limit: input.limit, publicUrl }, (party) => textOfParty(party, names));
    },
    getParty: async (request, response, caller) => {
      const party = await parties.get(caller, pathOf(request, 'id'));
      sendVersioned(response, party, fromParty(party, names));
    },
    putParty: async (request, response, caller) => {
      const name = pathOf(request, 'id');
      const ifVersion = await expectedVersion(request, () => parties.current(caller, name));
      const { object, created } = await parties.put(caller, toInput(name, request.body), ifVersion);
      sendVersioned(response.status(created ? 201 : 200), object, fromParty(object, names));
    },
  };
};
