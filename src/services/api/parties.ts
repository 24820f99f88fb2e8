import type { Caller } from '../../domain/access.ts';
import type { Party, PartyNames } from '../../domain/party.ts';
import type { Page, PageInput, Put } from './paging.ts';

/** The codes name it, whatever their case, and do not change. */
export type PartyInput = Pick<Party, 'countryCode' | 'partyId' | 'roles' | 'name' | 'website' | 'logo'>;

export type Parties = {
  /** For the faces, which show and take names where objects carry ids; asks for no caller, and reads nothing. */
  readonly names: PartyNames;
  readonly list: (caller: Caller, page: PageInput) => Promise<Page<Party>>;
  /** name: `NL-VGT`, whatever its case. */
  readonly get: (caller: Caller, name: string) => Promise<Party>;
  readonly put: (caller: Caller, input: PartyInput, ifVersion: number | null) => Promise<Put<Party>>;
};
