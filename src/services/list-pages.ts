/** Lists that the gateway reads for itself: page after page, and those of them that fit. */
import { type DocumentOf, KINDS, type KindName, type OrderOf } from '../domain/kinds/documents.ts';
import { positionOf } from '../domain/kinds/kind.ts';
import { MAX_LIMIT } from './paging.ts';
import type { ListQuery, Slice } from './ports/list.ts';

/** From the first that was made on, whenever each was changed. Whoever asks says in what scope, and how many. */
export const OLDEST_FIRST = {
  order: 'createdAt',
  descending: false,
  after: null,
  updatedFromAt: null,
  updatedToAt: null,
} as const;

type Query<K extends KindName> = ListQuery<OrderOf<K>>;
type List<K extends KindName> = (query: Query<K>) => Promise<Slice<DocumentOf<K>>>;
/** Those of a page that are meant, in their order. */
type Fitting<K extends KindName> = (
  items: readonly DocumentOf<K>[],
) => readonly DocumentOf<K>[] | Promise<readonly DocumentOf<K>[]>;

/** Up to `limit` at once, from the query's place on: each page is asked for when the one before has been looked at. */
export async function* pagesOf<K extends KindName>(
  kind: K,
  query: Query<K>,
  list: List<K>,
): AsyncGenerator<readonly DocumentOf<K>[]> {
  for (let { after } = query; ; ) {
    const { items, more } = await list({ ...query, after });
    yield items;
    const last = items.at(-1);
    if (!more || last === undefined) return;
    after = positionOf(KINDS[kind], query.order, last);
  }
}

/**
 * Of a list those that fit, as listPage takes it. For kinds of which there are few: the others are read and passed over,
 * and what fits is counted by reading all.
 */
export const listThatFits = <K extends KindName>(
  kind: K,
  list: List<K>,
  fitting: Fitting<K>,
): { readonly list: List<K>; readonly count: (query: Query<K>) => Promise<number> } => ({
  list: async (query) => {
    const found: DocumentOf<K>[] = [];
    for await (const items of pagesOf(kind, query, list)) {
      found.push(...(await fitting(items)));
      if (found.length > query.limit) break;
    }
    return { items: found.slice(0, query.limit), more: found.length > query.limit };
  },
  count: async (query) => {
    let count = 0;
    // The order in which nothing moves while it is read; every kind has it.
    const all: Query<K> = { ...query, order: 'createdAt' as OrderOf<K>, after: null, limit: MAX_LIMIT };
    for await (const items of pagesOf(kind, all, list)) count += (await fitting(items)).length;
    return count;
  },
});
