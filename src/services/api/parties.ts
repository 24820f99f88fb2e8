import type { Caller } from '../../domain/access.ts';
import { DomainError } from '../../domain/error.ts';
import { type Party, type PartyNames, partyName } from '../../domain/party.ts';
import type { Page, PageInput, Put } from './paging.ts';

/** The codes name it, whatever their case, and do not change. */
export type PartyInput = Pick<Party, 'countryCode' | 'partyId' | 'roles' | 'name' | 'website' | 'logo'>;

export type Parties = {
  /** For the faces, which show and take names where objects carry ids; asks for no caller, and reads nothing. */
  readonly names: PartyNames;
  readonly list: (caller: Caller, page: PageInput) => Promise<Page<Party>>;
  /** name: `NL-VGT`, whatever its case. */
  readonly get: (caller: Caller, name: string) => Promise<Party>;
  /** For who changes it: needs the scope of the put alone. */
  readonly current: (caller: Caller, name: string) => Promise<Party>;
  readonly put: (caller: Caller, input: PartyInput, ifVersion: number | null) => Promise<Put<Party>>;
};

/** Throws invalid_request for what is no name of a party; whether there is such a one is not asked. */
export const partyIdNamed = ({ idOf }: Pick<PartyNames, 'idOf'>, name: string, pointer: string): string => {
  const id = idOf(name);
  if (id !== null) return id;
  const detail = 'must be a country code and a party id, such as NL-VGT';
  throw new DomainError('invalid_request', { detail: `${pointer} ${detail}`, faults: [{ pointer, detail }] });
};

/**
 * `NL-VGT`, where an input names an object's party by its two codes; null: it does not say. spell: a field's name on the
 * face. Throws DomainError('invalid_request') for half a name.
 */
export const ownerNamed = (
  codes: { readonly countryCode?: string | null | undefined; readonly partyId?: string | null | undefined },
  spell: (name: string) => string = (name) => name,
): string | null => {
  const { countryCode = null, partyId = null } = codes;
  if (countryCode !== null && partyId !== null) return partyName({ countryCode, partyId });
  if (countryCode === null && partyId === null) return null;
  const pointer = `/${spell(countryCode === null ? 'countryCode' : 'partyId')}`;
  const detail = `${spell('countryCode')} and ${spell('partyId')} are given together`;
  throw new DomainError('invalid_request', { detail, faults: [{ pointer, detail }] });
};
