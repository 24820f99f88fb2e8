/** Lists by keyset, in the order of (a field, _id). Every field that can lead has an index (field, the order's, _id). */

import type { DocumentOf, KindName } from '../../domain/kinds/documents.ts';
import type { Slice } from '../../services/ports/list.ts';
import { FETCHED_UP_TO } from '../sqlite/list-plan.ts';
import { decodeOf } from '../stored-text.ts';
import { onMongo } from './connection.ts';
import { type Filter, find, type Order } from './find.ts';
import type { CollectionName, Models } from './models.ts';
import { hasTombstones, LIVING } from './tombstone.ts';

export type Selection<K extends KindName = KindName> = {
  readonly collection: K;
  readonly conditions: readonly Filter[];
  /** The path of the order's field. */
  readonly order: string;
  readonly descending: boolean;
  readonly after: { readonly value: string | number | Date; readonly key: string } | null;
  /** Where the order ends, exclusive; absent: nowhere. */
  readonly until?: string | number | Date | undefined;
};

type Found = { readonly d: { readonly json: string } };
const JSON_ONLY = { 'd.json': 1 } as const;

/** Conditions on one field stay apart: each holds. */
export const allOf = (conditions: readonly Filter[]): Filter =>
  conditions.length === 0 ? {} : conditions.length === 1 ? (conditions[0] ?? {}) : { $and: conditions };

/** The range on the order's field is said by itself too: an index is walked from there. */
const behind = ({ order, descending, after, until }: Selection): readonly Filter[] => {
  const before = until === undefined ? [] : [{ [order]: { $lt: until } }];
  if (after === null) return before;
  const [from, beyond] = descending ? ['$lte', '$lt'] : ['$gte', '$gt'];
  return [
    { [order]: { [from]: after.value } },
    { $or: [{ [order]: { [beyond]: after.value } }, { [order]: after.value, _id: { [beyond]: after.key } }] },
    ...before,
  ];
};

export const readPage = async <K extends KindName>(
  models: Models,
  selection: Selection<K>,
  limit: number,
): Promise<Slice<DocumentOf<K>>> => {
  const direction = selection.descending ? -1 : 1;
  const found = await find<Found>(
    models,
    selection.collection,
    allOf([...selection.conditions, ...behind(selection)]),
    { fields: JSON_ONLY, order: { [selection.order]: direction, _id: direction }, limit: limit + 1 },
  );
  return {
    items: found.slice(0, limit).map(({ d }) => decodeOf(selection.collection, d.json)),
    more: found.length > limit,
  };
};

/**
 * How many there are in all, whatever the page; null: more than `upTo`, or than FETCHED_UP_TO where several conditions
 * hold, which no index tells by itself. The server stops counting there.
 */
export const countUpTo = async (
  models: Models,
  collection: CollectionName,
  conditions: readonly Filter[],
  upTo: number,
): Promise<number | null> => {
  const most = conditions.length > 1 ? Math.min(upTo, FETCHED_UP_TO) : upTo;
  const living = hasTombstones(collection) ? [...conditions, LIVING] : conditions;
  const count = await onMongo(() => models[collection].countDocuments(allOf(living), { limit: most + 1 }));
  return count > most ? null : count;
};

export const readOne = async <K extends KindName>(
  models: Models,
  collection: K,
  filter: Filter,
): Promise<DocumentOf<K> | null> => {
  const [found] = await find<Found>(models, collection, filter, { fields: JSON_ONLY, limit: 1 });
  return found === undefined ? null : decodeOf(collection, found.d.json);
};

export const readAll = async <K extends KindName>(
  models: Models,
  collection: K,
  filter: Filter,
  order: Order = {},
  limit?: number,
): Promise<readonly DocumentOf<K>[]> => {
  const found = await find<Found>(models, collection, filter, {
    fields: JSON_ONLY,
    order,
    ...(limit === undefined ? {} : { limit }),
  });
  return found.map(({ d }) => decodeOf(collection, d.json));
};

/** Those that are there, each once, in no order. */
export const readByIds = async <K extends KindName>(
  models: Models,
  collection: K,
  ids: readonly string[],
): Promise<readonly DocumentOf<K>[]> =>
  ids.length === 0
    ? []
    : readAll(models, collection, { _id: { $in: ids }, ...(hasTombstones(collection) ? LIVING : {}) });

export const OLDEST_FIRST = { 'd.createdAt': 1, _id: 1 } as const;
export const NEWEST_FIRST = { 'd.createdAt': -1, _id: -1 } as const;
