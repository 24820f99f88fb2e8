/** What every list of the store has in common: scope, order, place, page. */

/** Position in a list ordered by (createdAt, id). */
export type Position = { readonly createdAt: Date; readonly id: string };

/** Only what lies in the grants; null: all. Pushed into the query, so that paging stays right. */
export type Scope = {
  readonly locationIds: readonly string[] | null;
  readonly tokenUids: readonly string[] | null;
  /** Only this driver's sessions, commands and tokens; null: all. */
  readonly driverId: string | null;
};

export type ListQuery = {
  readonly scope: Scope;
  readonly limit: number;
  readonly after: Position | null;
  readonly newestFirst: boolean;
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
