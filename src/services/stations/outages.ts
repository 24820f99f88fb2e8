/** Outages of stations and EVSEs, as callers see them; what begins and ends them is in station-writer.ts. */
import { requireScope, visibilityOf } from '../access.ts';
import type { Outages } from '../api/outages.ts';
import { evseUidFilter } from '../evses/find-evse.ts';
import { listPage } from '../paging.ts';
import type { DocumentStore } from '../ports/document-store.ts';

export const createOutages = ({
  store,
}: {
  readonly store: Pick<DocumentStore, 'list' | 'count' | 'get'>;
}): Outages => ({
  list: async (caller, page, filter) => {
    requireScope(caller, 'stations:read');
    const where = { ...filter, evseUid: await evseUidFilter(store, filter.evseUid) };
    return listPage({
      kind: 'outages',
      page,
      scope: visibilityOf(caller),
      list: (query) => store.list('outages', { ...query, where }),
      count: (query, upTo) => store.count('outages', { ...query, where }, upTo),
    });
  },
});
