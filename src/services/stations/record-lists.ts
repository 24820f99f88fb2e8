/**
 * Outages, and public keys of meters, as callers see them; what begins and ends outages is in station-writer.ts, what keeps
 * keys in sessions/meter-keys.ts.
 */
import type { Caller } from '../../domain/access.ts';
import type { DocumentOf, Where } from '../../domain/kinds/documents.ts';
import { requireScope, visibilityOf } from '../access.ts';
import type { MeterPublicKeys } from '../api/meter-public-keys.ts';
import type { Outages } from '../api/outages.ts';
import type { Page, PageInput } from '../api/paging.ts';
import { evseUidFilter } from '../evses/find-evse.ts';
import { listPage } from '../paging.ts';
import type { DocumentStore } from '../ports/document-store.ts';

type Records = 'outages' | 'meterPublicKeys';
type RecordStore = Pick<DocumentStore, 'list' | 'count' | 'get'>;

const listOf =
  <K extends Records>(store: RecordStore, kind: K) =>
  async (
    caller: Caller,
    page: PageInput,
    filter: Where<K> & { readonly evseUid?: string | null },
  ): Promise<Page<DocumentOf<K>>> => {
    requireScope(caller, 'stations:read');
    const where = { ...filter, evseUid: await evseUidFilter(store, filter.evseUid) };
    return listPage({
      kind,
      page,
      scope: visibilityOf(caller),
      list: (query) => store.list(kind, { ...query, where }),
      count: (query, upTo) => store.count(kind, { ...query, where }, upTo),
    });
  };

export const createRecordLists = (
  store: RecordStore,
): { readonly outages: Outages; readonly meterPublicKeys: MeterPublicKeys } => ({
  outages: { list: listOf(store, 'outages') },
  meterPublicKeys: { list: listOf(store, 'meterPublicKeys') },
});
