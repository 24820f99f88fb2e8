/** Whose an object is, as GraphQL shows it. */
import type { Owned, PartyCodes } from '../domain/party.ts';
import type { GraphqlContext } from './context.ts';

const codesOf = ({ partyId }: Owned, { services }: GraphqlContext): PartyCodes =>
  services.parties.names.codesOf(partyId);

type Field = (owned: Owned, args: object, context: GraphqlContext) => string;

/** The fields of every type that has an owner; partyId on the record is none of them: it may be the default party's id. */
export const ownerFields: { readonly countryCode: Field; readonly partyId: Field } = {
  countryCode: (owned, _args, context) => codesOf(owned, context).countryCode,
  partyId: (owned, _args, context) => codesOf(owned, context).partyId,
};
