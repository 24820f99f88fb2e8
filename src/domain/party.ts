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
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** Not the name of any party: those are in upper case. */
export const DEFAULT_PARTY_ID = 'default';

const PARTY_NAME = /^([A-Z]{2})-([A-Z0-9]{3})$/;

/** `NL-VGT`. */
export const partyName = ({ countryCode, partyId }: Pick<Party, 'countryCode' | 'partyId'>): string =>
  `${countryCode}-${partyId}`;

/** null: no such name. */
export const parsePartyName = (name: string): Pick<Party, 'countryCode' | 'partyId'> | null => {
  const [, countryCode, partyId] = PARTY_NAME.exec(name) ?? [];
  return countryCode === undefined || partyId === undefined ? null : { countryCode, partyId };
};

/** What is one party's. */
export type Owned = { readonly partyId: string };

/** Also of what an earlier release stored, which lacks it. */
export const ownerOf = ({ partyId }: { readonly partyId?: string }): string => partyId ?? DEFAULT_PARTY_ID;

/** What an earlier release stored is the default party's. */
export const withOwner = <D extends Owned>(stored: D): D =>
  Object.hasOwn(stored, 'partyId') ? stored : { ...stored, partyId: DEFAULT_PARTY_ID };
