/** Pages with opaque cursors: a cursor is a position, so it stays good while objects come and go. */
import { DomainError } from '../domain/error.ts';
import { type DocumentOf, KINDS, type KindName, type OrderOf } from '../domain/kinds/documents.ts';
import { type AnyKind, fieldOf, offeredOrdersOf, positionOf } from '../domain/kinds/kind.ts';
import type { Visibility } from '../domain/visibility.ts';
import type { Page, PageInput } from './api/paging.ts';
import type { Count, ListQuery, Position, Slice } from './ports/list.ts';

export const MAX_LIMIT = 1000;
/** Totals are told up to here: beyond, counting would take longer the more is stored. */
export const COUNTED_UP_TO = 10_000;

export const OTHER_ORDER = 'The cursor is of a list in another order.';

const badField = (pointer: string, detail: string): DomainError =>
  new DomainError('invalid_request', { detail, faults: [{ pointer, detail }] });

/** Throws DomainError('invalid_request') unless 1 to 1000. */
export const requireLimit = (limit: number): void => {
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    throw badField('/limit', `limit is 1 to ${MAX_LIMIT}.`);
  }
};

/**
 * A position in an order, as text that means nothing to its reader: [order, value, key], an instant in milliseconds.
 * Older releases wrote [milliseconds, key], in orders by an instant alone.
 */
export const encodeCursor = (order: string, { value, id }: Position): string =>
  Buffer.from(JSON.stringify([order, value instanceof Date ? value.getTime() : value, id])).toString('base64url');

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

/** The order of the cursors that do not say theirs. */
const UNSAID = ['createdAt', 'sampledAt'];
const MOST_MS = 8.64e15;

const notOurs = (): never => {
  throw badField('/cursor', 'The cursor is not one of ours.');
};

const decodePosition = (cursor: string, order: string): { readonly value: string | number; readonly id: string } => {
  const read = parsed(cursor);
  const parts: readonly unknown[] = Array.isArray(read) ? read : [];
  const [said, value, id] = parts.length === 2 && UNSAID.includes(order) ? [order, ...parts] : parts;
  if (typeof said !== 'string' || typeof id !== 'string' || id.length > 200) return notOurs();
  if (typeof value !== 'string' && typeof value !== 'number') return notOurs();
  if (said !== order) throw badField('/cursor', OTHER_ORDER);
  return { value, id };
};

/** Throws DomainError('invalid_request') for what encodeCursor did not make, and for a cursor of another order. */
export const decodeInstantCursor = (cursor: string, order: string): { readonly value: Date; readonly id: string } => {
  const { value, id } = decodePosition(cursor, order);
  if (typeof value !== 'number' || Math.abs(value) > MOST_MS) return notOurs();
  return { value: new Date(value), id };
};

/** The same for a kind's order, by the type of its field. */
const decodeCursor = (cursor: string, kind: AnyKind, order: string): Position => {
  const { type } = fieldOf(kind, order);
  if (type === 'instant') return decodeInstantCursor(cursor, order);
  const position = decodePosition(cursor, order);
  return typeof position.value === (type === 'number' ? 'number' : 'string') ? position : notOurs();
};

const orderOf = <K extends KindName>(kind: K, page: PageInput): OrderOf<K> => {
  const { order = 'createdAt' } = page;
  if (!offeredOrdersOf(KINDS[kind]).includes(order)) throw badField('/order', `There is no order ${order} here.`);
  // Among them, so it is one.
  return order as OrderOf<K>;
};

/** A page of a slice; nextCursor only when there is more. */
export const pageOf = <T>(slice: Slice<T>, cursorOf: (item: T) => string, total: number | null): Page<T> => {
  const cursors = slice.items.map(cursorOf);
  return { items: slice.items, cursors, nextCursor: slice.more ? (cursors.at(-1) ?? null) : null, total };
};

/** Keys as cursors say them, and as the store has them. */
type CursorKeys = { readonly shown: (id: string) => string; readonly stored: (key: string) => string };

const AS_STORED: CursorKeys = { shown: (id) => id, stored: (key) => key };

const keyed = ({ value, id }: Position, name: (id: string) => string): Position => ({ value, id: name(id) });

/**
 * One page of a kind's list, in the order that the page asks for.
 *
 * Throws DomainError('invalid_request') for a limit, an order or a cursor that is not right. The total is counted only
 * when asked for, over the whole list, and null beyond COUNTED_UP_TO.
 */
export const listPage = async <K extends KindName>({
  kind,
  page,
  scope,
  list,
  count,
  keys = AS_STORED,
}: {
  readonly kind: K;
  readonly page: PageInput;
  readonly scope: Visibility;
  readonly list: (query: ListQuery<OrderOf<K>>) => Promise<Slice<DocumentOf<K>>>;
  readonly count: Count<ListQuery<OrderOf<K>>>;
  /** Where cursors may not say the key that the store has. */
  readonly keys?: CursorKeys;
}): Promise<Page<DocumentOf<K>>> => {
  requireLimit(page.limit);
  const declared = KINDS[kind];
  const order = orderOf(kind, page);
  const query: ListQuery<OrderOf<K>> = {
    scope,
    order,
    descending: page.newestFirst,
    after: page.cursor === null ? null : keyed(decodeCursor(page.cursor, declared, order), keys.stored),
    limit: page.limit,
    updatedFromAt: page.updatedFromAt,
    updatedToAt: page.updatedToAt,
  };
  const [slice, total] = await Promise.all([
    list(query),
    page.withTotal ? count({ ...query, after: null }, COUNTED_UP_TO) : Promise.resolve(null),
  ]);
  return pageOf(
    slice,
    (document) => encodeCursor(order, keyed(positionOf(declared, order, document), keys.shown)),
    total,
  );
};
