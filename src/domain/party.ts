/**
 * Parties: the operators that an installation serves. Each location, station, token and session is one party's, and a
 * client that is bound to parties sees nothing of the others.
 *
 * The default party is made at the first start. Objects name it by a constant, so that what an earlier release stored is
 * its own, and so that it can be given its real country code and party id later without a single object being rewritten.
 */

/** OCPI 2.2.1 Role. */
export const PARTY_ROLES = ['CPO', 'EMSP', 'NAP', 'NSP', 'SCSP', 'HUB', 'OTHER'] as const;
export type PartyRole = (typeof PARTY_ROLES)[number];

export type Party = {
  /** What objects carry: DEFAULT_PARTY_ID, or the name `NL-VGT` that it was made with. Never changes. */
  readonly id: string;
  readonly version: number;
  /** ISO 3166-1 alpha-2, upper case. */
  readonly countryCode: string;
  /** Three letters and digits, upper case (OCPI CiString(3)); unique in its country. */
  readonly partyId: string;
  readonly roles: readonly PartyRole[];
  readonly name: string;
  /** Where people read more of it, and its picture; addresses of the web. */
  readonly website: string | null;
  readonly logo: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** Not the name of any party: those are in upper case. */
export const DEFAULT_PARTY_ID = 'default';

const PARTY_NAME = /^([A-Z]{2})-([A-Z0-9]{3})$/i;

/** What the outside knows a party by. */
export type PartyCodes = Pick<Party, 'countryCode' | 'partyId'>;

/** `NL-VGT`. */
export const partyName = ({ countryCode, partyId }: PartyCodes): string => `${countryCode}-${partyId}`;

/** In upper case, whatever the name's (OCPI CiString). null: no such name. */
export const parsePartyName = (name: string): PartyCodes | null => {
  const [, countryCode, partyId] = PARTY_NAME.exec(name) ?? [];
  return countryCode === undefined || partyId === undefined
    ? null
    : { countryCode: countryCode.toUpperCase(), partyId: partyId.toUpperCase() };
};

/** Between what objects carry and what the outside says: no face shows DEFAULT_PARTY_ID, and none takes it. */
export type PartyNames = {
  readonly codesOf: (id: string) => PartyCodes;
  /** `NL-VGT`. */
  readonly nameOf: (id: string) => string;
  /** null: that is no name. Whether there is such a party is not asked. */
  readonly idOf: (name: string) => string | null;
};

/** initial: the codes of the default party. They do not change while a gateway runs. */
export const createPartyNames = (initial: PartyCodes): PartyNames => {
  const initialName = partyName(initial);
  const codesOf = (id: string): PartyCodes => {
    if (id === DEFAULT_PARTY_ID) return initial;
    const codes = parsePartyName(id);
    if (codes === null) throw new Error(`${id} is the id of no party.`);
    return codes;
  };
  return {
    codesOf,
    nameOf: (id) => partyName(codesOf(id)),
    idOf: (name) => {
      const codes = parsePartyName(name);
      if (codes === null) return null;
      const said = partyName(codes);
      return said === initialName ? DEFAULT_PARTY_ID : said;
    },
  };
};

/** What is one party's. */
export type Owned = { readonly partyId: string };

/** Also of what an earlier release stored, which lacks it. */
export const ownerOf = ({ partyId }: { readonly partyId?: string }): string => partyId ?? DEFAULT_PARTY_ID;

/** What an earlier release stored is the default party's. */
export const withOwner = <D extends Owned>(stored: D): D =>
  Object.hasOwn(stored, 'partyId') ? stored : { ...stored, partyId: DEFAULT_PARTY_ID };
