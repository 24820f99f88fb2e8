import type { Caller } from '../../domain/access.ts';
import type { SecurityProfile, Station, ValidationLevel } from '../../domain/station.ts';
import type { Page, PageInput, Put } from './paging.ts';

export type StationInput = {
  readonly id: string;
  readonly locationId: string | null;
  readonly name: string | null;
  /** Whose it is, as `NL-VGT`; left out: its location's party, or see services/parties/ownership.ts. */
  readonly party?: string | null;
  readonly registration: 'accepted' | 'pending' | 'rejected';
  readonly securityProfile: SecurityProfile;
  /** 16 to 40 bytes, as text or hex; undefined keeps the one there is, null takes it away. */
  readonly password?: string | null;
  readonly validation: ValidationLevel;
};

export type Stations = {
  readonly list: (
    caller: Caller,
    page: PageInput,
    filter: { readonly locationId: string | null; readonly online: boolean | null },
  ) => Promise<Page<Station>>;
  readonly get: (caller: Caller, id: string) => Promise<Station>;
  readonly byIds: (caller: Caller, ids: readonly string[]) => Promise<readonly (Station | null)[]>;
  readonly put: (caller: Caller, input: StationInput, ifVersion: number | null) => Promise<Put<Station>>;
};
