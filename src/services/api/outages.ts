import type { Caller } from '../../domain/access.ts';
import type { Outage, OutageCause } from '../../domain/outage.ts';
import type { Page, PageInput } from './paging.ts';

export type OutageFilter = {
  readonly stationId?: string | null;
  readonly locationId?: string | null;
  /** Its own alone: what is wrong with a whole station is not repeated for its EVSEs. */
  readonly evseUid?: string | null;
  readonly cause?: OutageCause | null;
  /** true: those that last; false: those that are over. */
  readonly open?: boolean | null;
};

export type Outages = {
  /** In the order in which they began. The last change of one is its begin or its end. */
  readonly list: (caller: Caller, page: PageInput, filter: OutageFilter) => Promise<Page<Outage>>;
};
