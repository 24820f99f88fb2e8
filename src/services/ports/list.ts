/** What every list of the store has in common: scope, order, place, page. */
import type { Visibility } from '../../domain/visibility.ts';

/** Where a list goes on: a document's value of the list's order, and its key, which parts those of one value. */
export type Position = { readonly value: string | number | Date; readonly id: string };

export type ListQuery<Order extends string = string> = {
  /** Only what lies in the grants. Pushed into the query, so that paging stays right. */
  readonly scope: Visibility;
  /** One that the kind declares. */
  readonly order: Order;
  readonly descending: boolean;
  readonly after: Position | null;
  /** Values of the order from here on are not wanted; only where it ascends. Absent: all are. */
  readonly until?: string | number | Date;
  readonly limit: number;
  /** updatedAt: from inclusive, to exclusive. */
  readonly updatedFromAt: Date | null;
  readonly updatedToAt: Date | null;
};

/** items: up to limit. more: there are others behind the last. */
export type Slice<T> = { readonly items: readonly T[]; readonly more: boolean };

/**
 * How many there are in all, whatever the page. null: more than `upTo`, or so many would have to be looked through that
 * it would take longer the more is stored.
 */
export type Count<Query> = (query: Query, upTo: number) => Promise<number | null>;
