import type { Caller } from '../../domain/access.ts';
import type { OcppVersion, SecurityProfile, Station } from '../../domain/station.ts';
import type { StationConfiguration } from '../../domain/station-configuration.ts';
import type { ValidationLevel } from '../../domain/validation-level.ts';
import type { BulkAnswered, BulkPut } from './bulk.ts';
import type { Page, PageInput, Put, PutHow, Removed, RetiredFilter } from './paging.ts';

export type StationInput = {
  readonly id: string;
  readonly locationId: string | null;
  /** 1 to 36 characters; see domain/station-group.ts. */
  readonly groupId: string | null;
  readonly name: string | null;
  /** Whose it is, as `NL-VGT`; left out: its location's party, or see services/parties/ownership.ts. */
  readonly party?: string | null;
  readonly registration: 'accepted' | 'pending' | 'rejected';
  readonly securityProfile: SecurityProfile;
  /** 16 to 40 characters of ASCII, or 16 to 40 bytes in hex; undefined keeps the one there is, null takes it away. */
  readonly password?: string | null;
  readonly validation: ValidationLevel;
  /** What it speaks when it connects without naming a version; left out or null: then it is not let in. */
  readonly protocol?: OcppVersion | null;
  /** Puts a station that was replaced in use again, with EVSEs of its own; left out: it stays as it is. */
  readonly replacedBy?: null;
};

/** What an operator sets of the hardware that is made; what is left out is as the old station has it. */
export type NewHardware = Pick<StationInput, 'securityProfile'> & {
  readonly name: string | null;
  readonly validation: ValidationLevel | null;
  readonly password: string | null;
};

export type ReplacementInput = {
  readonly stationId: string;
  /** The new hardware's id. */
  readonly replacement: string;
  /** null: it is registered already. */
  readonly station: NewHardware | null;
  /** Where each EVSE goes; null: each keeps its number. To null: no hardware has it any more. */
  readonly evses: readonly { readonly evseId: number; readonly replacementEvseId: number | null }[] | null;
};

export type Stations = {
  readonly list: (
    caller: Caller,
    page: PageInput,
    filter: {
      readonly locationId: string | null;
      readonly online: boolean | null;
      readonly hasProblems?: boolean | null;
    } & RetiredFilter,
  ) => Promise<Page<Station>>;
  /** Also one that is retired. */
  readonly get: (caller: Caller, id: string) => Promise<Station>;
  /** For who changes it: needs the scope of the put alone. */
  readonly current: (caller: Caller, id: string) => Promise<Station>;
  readonly byIds: (caller: Caller, ids: readonly string[]) => Promise<readonly (Station | null)[]>;
  /**
   * What a station has told of its configuration; kept is null when it has told nothing yet. Throws DomainError forbidden
   * to whoever is bound to tokens or is a driver: it names networks and vendors' settings.
   */
  readonly configuration: (
    caller: Caller,
    id: string,
  ) => Promise<{ readonly station: Station; readonly kept: StationConfiguration | null }>;
  readonly put: (caller: Caller, input: StationInput, ifVersion: number | null, how?: PutHow) => Promise<Put<Station>>;
  /**
   * Its socket is closed, its EVSEs are on no hardware. Throws DomainError: not_found for one that is not in use, conflict
   * while a session runs at it (unless `endsSessions`: as an operator ends it), and for a simulated station of a sandbox.
   */
  readonly remove: (
    caller: Caller,
    id: string,
    ifVersion: number | null,
    how?: { readonly endsSessions: boolean },
  ) => Promise<Removed<Station>>;
  /** Up to 1,000, each with its own result. */
  readonly putMany: (caller: Caller, request: BulkPut<StationInput>) => Promise<BulkAnswered>;
  /** Takes one problem off the station's record, by its id, or all of them (null). One that lasts comes again. */
  readonly dismissProblems: (caller: Caller, stationId: string, problemId: string | null) => Promise<Station>;
  /**
   * Moves a station's EVSEs to other hardware; done already, it answers what is. Throws DomainError conflict when a
   * session runs, and when the hardware is not fit for it; station_replaced when other hardware has its place.
   */
  readonly replace: (
    caller: Caller,
    input: ReplacementInput,
  ) => Promise<{ readonly station: Station; readonly replacement: Station }>;
};
