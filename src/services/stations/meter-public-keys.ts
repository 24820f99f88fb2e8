/** Public keys of meters, as callers see them; sessions/meter-keys.ts keeps them. */
import { requireScope, visibilityOf } from '../access.ts';
import type { MeterPublicKeys } from '../api/meter-public-keys.ts';
import { evseUidFilter } from '../evses/find-evse.ts';
import { listPage } from '../paging.ts';
import type { DocumentStore } from '../ports/document-store.ts';

export const createMeterPublicKeys = ({
  store,
}: {
  readonly store: Pick<DocumentStore, 'list' | 'count' | 'get'>;
}): MeterPublicKeys => ({
  list: async (caller, page, filter) => {
    requireScope(caller, 'stations:read');
    const where = { ...filter, evseUid: await evseUidFilter(store, filter.evseUid) };
    return listPage({
      kind: 'meterPublicKeys',
      page,
      scope: visibilityOf(caller),
      list: (query) => store.list('meterPublicKeys', { ...query, where }),
      count: (query, upTo) => store.count('meterPublicKeys', { ...query, where }, upTo),
    });
  },
});
