import type { Caller } from '../../domain/access.ts';
import type { EvseRecord } from '../../domain/evse.ts';
import type { ConnectorFacts, StartOrder } from '../../domain/plug.ts';
import type { Evse, Station } from '../../domain/station.ts';
import type { Page, PageInput } from './paging.ts';

/** station and evse: where it is now; null when it is retired. */
export type FoundEvse = { readonly record: EvseRecord } & (
  | { readonly station: Station; readonly evse: Evse }
  | { readonly station: null; readonly evse: null }
);

/** What an operator sets of an EVSE. */
export type EvseInput = {
  /** eMI3's id, as it is shown; null: it has none. */
  readonly emi3Id: string | null;
  /** Absent: as it was; null: nothing is set. */
  readonly startOrder?: StartOrder | null;
  /** All that is set of its connectors. Absent: as it was; null: nothing. */
  readonly connectors?: readonly ConnectorFacts[] | null;
};

export type Evses = {
  /** By its uid, whatever its case, or by its eMI3 id. */
  readonly get: (caller: Caller, name: string) => Promise<FoundEvse>;
  /** For who changes it: needs the scope of the update alone. */
  readonly current: (caller: Caller, name: string) => Promise<FoundEvse>;
  readonly list: (
    caller: Caller,
    page: PageInput,
    filter: {
      readonly stationId: string | null;
      readonly locationId: string | null;
      /** Compared without regard to case and separators. */
      readonly emi3Id: string | null;
    },
  ) => Promise<Page<FoundEvse>>;
  /** Throws DomainError('conflict') when another EVSE has that eMI3 id. */
  readonly update: (caller: Caller, name: string, input: EvseInput, ifVersion: number | null) => Promise<FoundEvse>;
};
