import type { Caller } from '../../domain/access.ts';
import type { Location } from '../../domain/location.ts';
import type { BulkAnswered, BulkPut } from './bulk.ts';
import type { Page, PageInput, Put, PutHow, Removed, RetiredFilter } from './paging.ts';

export type LocationInput = Pick<
  Location,
  'id' | 'name' | 'address' | 'city' | 'postalCode' | 'country' | 'coordinates' | 'timeZone' | 'publish'
> & {
  /** Whose it is, as `NL-VGT`; left out: see services/parties/ownership.ts. */
  readonly party?: string | null;
};

export type Locations = {
  readonly list: (caller: Caller, page: PageInput, filter?: RetiredFilter) => Promise<Page<Location>>;
  /** Also one that is retired. */
  readonly get: (caller: Caller, id: string) => Promise<Location>;
  /** For who changes it: needs the scope of the put alone. */
  readonly current: (caller: Caller, id: string) => Promise<Location>;
  /** For batched look-ups of objects that the caller already sees; null for what is not there or not visible. */
  readonly byIds: (caller: Caller, ids: readonly string[]) => Promise<readonly (Location | null)[]>;
  readonly put: (
    caller: Caller,
    input: LocationInput,
    ifVersion: number | null,
    how?: PutHow,
  ) => Promise<Put<Location>>;
  /** Throws DomainError: not_found for one that is not in use, conflict while stations stand there. */
  readonly remove: (caller: Caller, id: string, ifVersion: number | null) => Promise<Removed<Location>>;
  /** Up to 1,000, each with its own result. */
  readonly putMany: (caller: Caller, request: BulkPut<LocationInput>) => Promise<BulkAnswered>;
};
