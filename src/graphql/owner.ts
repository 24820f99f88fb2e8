/** Whose an object is, as GraphQL shows and takes it. */
import { DomainError } from '../domain/error.ts';
import { type Owned, type PartyCodes, partyName } from '../domain/party.ts';
import type { GraphqlContext } from './context.ts';

const codesOf = ({ partyId }: Owned, { services }: GraphqlContext): PartyCodes =>
  services.parties.names.codesOf(partyId);

type Field = (owned: Owned, args: object, context: GraphqlContext) => string;

/** The fields of every type that has an owner; partyId on the record is none of them: it may be the default party's id. */
export const ownerFields: { readonly countryCode: Field; readonly partyId: Field } = {
  countryCode: (owned, _args, context) => codesOf(owned, context).countryCode,
  partyId: (owned, _args, context) => codesOf(owned, context).partyId,
};

type Named = { readonly countryCode?: string | null | undefined; readonly partyId?: string | null | undefined };

/** `NL-VGT`; null: the input does not say. Throws invalid_request for half a name. */
export const ownerNamed = ({ countryCode = null, partyId = null }: Named): string | null => {
  if (countryCode !== null && partyId !== null) return partyName({ countryCode, partyId });
  if (countryCode === null && partyId === null) return null;
  const pointer = countryCode === null ? '/countryCode' : '/partyId';
  const detail = 'countryCode and partyId are given together';
  throw new DomainError('invalid_request', { detail, faults: [{ pointer, detail }] });
};
