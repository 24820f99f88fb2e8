/** Pages with opaque cursors: a cursor is a position, so it stays good while objects come and go. */
import { DomainError } from '../domain/error.ts';
import type { Visibility } from '../domain/visibility.ts';
import type { Page, PageInput } from './api/paging.ts';
import type { Count, ListQuery, Slice } from './ports/list.ts';

export const MAX_LIMIT = 1000;
/** Totals are told up to here: beyond, counting would take longer the more is stored. */
export const COUNTED_UP_TO = 10_000;

const badField = (pointer: string, detail: string): DomainError =>
  new DomainError('invalid_request', { detail, faults: [{ pointer, detail }] });

/** Throws DomainError('invalid_request') unless 1 to 1000. */
export const requireLimit = (limit: number): void => {
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    throw badField('/limit', `limit is 1 to ${MAX_LIMIT}.`);
  }
};

/** An instant and a key, as text that means nothing to its reader. */
export const encodeCursor = (at: Date, key: string): string =>
  Buffer.from(JSON.stringify([at.getTime(), key])).toString('base64url');

const parsed = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch (cause) {
    throw new DomainError('invalid_request', {
      detail: 'The cursor is not one of ours.',
      faults: [{ pointer: '/cursor', detail: 'The cursor is not one of ours.' }],
      cause,
    });
  }
};

/** Throws DomainError('invalid_request') for what encodeCursor did not make. */
export const decodeCursor = (cursor: string): { readonly at: Date; readonly key: string } => {
  const value = parsed(cursor);
  if (Array.isArray(value) && value.length === 2) {
    const [atMs, key]: unknown[] = value;
    if (typeof atMs === 'number' && Math.abs(atMs) <= 8.64e15 && typeof key === 'string' && key.length <= 200) {
      return { at: new Date(atMs), key };
    }
  }
  throw badField('/cursor', 'The cursor is not one of ours.');
};

/** A page of a slice; nextCursor only when there is more. */
export const pageOf = <T>(slice: Slice<T>, cursorOf: (item: T) => string, total: number | null): Page<T> => {
  const cursors = slice.items.map(cursorOf);
  return { items: slice.items, cursors, nextCursor: slice.more ? (cursors.at(-1) ?? null) : null, total };
};

/**
 * One page of a list ordered by (createdAt, id).
 *
 * Throws DomainError('invalid_request') for a limit or cursor that is not right. The total is counted only when asked for,
 * over the whole list, and null beyond COUNTED_UP_TO.
 */
export const listPage = async <T extends { readonly createdAt: Date }>({
  page,
  scope,
  list,
  count,
  idOf,
}: {
  readonly page: PageInput;
  readonly scope: Visibility;
  readonly list: (query: ListQuery) => Promise<Slice<T>>;
  readonly count: Count<ListQuery>;
  readonly idOf: (item: T) => string;
}): Promise<Page<T>> => {
  requireLimit(page.limit);
  const after = page.cursor === null ? null : decodeCursor(page.cursor);
  const query: ListQuery = {
    scope,
    limit: page.limit,
    after: after === null ? null : { createdAt: after.at, id: after.key },
    newestFirst: page.newestFirst,
    updatedFromAt: page.updatedFromAt,
    updatedToAt: page.updatedToAt,
  };
  const [slice, total] = await Promise.all([
    list(query),
    page.withTotal ? count({ ...query, after: null }, COUNTED_UP_TO) : Promise.resolve(null),
  ]);
  return pageOf(slice, (item) => encodeCursor(item.createdAt, idOf(item)), total);
};
