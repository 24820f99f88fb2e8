/** Lists ordered by (createdAt, id), by keyset. Every field that can lead has an index (field, createdAt, id). */
import type { ListQuery, Slice } from '../../services/ports/list.ts';
import { decode } from '../sqlite/json.ts';
import { FETCHED_UP_TO } from '../sqlite/list-plan.ts';
import { onMongo } from './connection.ts';
import { type Filter, find, type Order } from './find.ts';
import type { CollectionName, Models } from './models.ts';

type Equal = readonly (readonly [field: string, value: string | boolean | null])[];
type Within = readonly (readonly [field: string, values: readonly string[] | null])[];

export type Selection = {
  readonly collection: CollectionName;
  /** Field and value; null: not filtered. */
  readonly equal: Equal;
  /** Field and the values that it may have (a scope); null: all. */
  readonly within: Within;
};

type Found = { readonly d: { readonly json: string } };
const JSON_ONLY = { 'd.json': 1 } as const;

const updatedWithin = ({ updatedFromAt, updatedToAt }: ListQuery): readonly Filter[] => [
  ...(updatedFromAt === null ? [] : [{ 'd.updatedAt': { $gte: updatedFromAt } }]),
  ...(updatedToAt === null ? [] : [{ 'd.updatedAt': { $lt: updatedToAt } }]),
];

const conditionsOf = ({ equal, within }: Selection, query: ListQuery): readonly Filter[] => [
  ...equal.flatMap(([field, value]) => (value === null ? [] : [{ [field]: value }])),
  ...within.flatMap(([field, values]) =>
    values === null ? [] : [{ [field]: values.length === 1 ? values[0] : { $in: [...new Set(values)] } }],
  ),
  ...updatedWithin(query),
];

/** Conditions on one field stay apart: each holds. */
export const allOf = (conditions: readonly Filter[]): Filter =>
  conditions.length === 0 ? {} : conditions.length === 1 ? (conditions[0] ?? {}) : { $and: conditions };

/** The range on createdAt is said by itself too: an index is walked from there. */
const behind = ({ after, newestFirst }: ListQuery): readonly Filter[] => {
  if (after === null) return [];
  const [from, beyond] = newestFirst ? ['$lte', '$lt'] : ['$gte', '$gt'];
  return [
    { 'd.createdAt': { [from]: after.createdAt } },
    {
      $or: [
        { 'd.createdAt': { [beyond]: after.createdAt } },
        { 'd.createdAt': after.createdAt, _id: { [beyond]: after.id } },
      ],
    },
  ];
};

export const readPage = async <T>(models: Models, selection: Selection, query: ListQuery): Promise<Slice<T>> => {
  const direction = query.newestFirst ? -1 : 1;
  const conditions = allOf([...conditionsOf(selection, query), ...behind(query)]);
  const found = await find<Found>(models, selection.collection, conditions, {
    fields: JSON_ONLY,
    order: { 'd.createdAt': direction, _id: direction },
    limit: query.limit + 1,
  });
  return {
    items: found.slice(0, query.limit).map(({ d }) => decode<T>(d.json)),
    more: found.length > query.limit,
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
  const count = await onMongo(() => models[collection].countDocuments(allOf(conditions), { limit: most + 1 }));
  return count > most ? null : count;
};

export const countSelected = (
  models: Models,
  selection: Selection,
  query: ListQuery,
  upTo: number,
): Promise<number | null> => countUpTo(models, selection.collection, conditionsOf(selection, query), upTo);

export const readOne = async <T>(models: Models, collection: CollectionName, filter: Filter): Promise<T | null> => {
  const [found] = await find<Found>(models, collection, filter, { fields: JSON_ONLY, limit: 1 });
  return found === undefined ? null : decode<T>(found.d.json);
};

export const readAll = async <T>(
  models: Models,
  collection: CollectionName,
  filter: Filter,
  order: Order = {},
): Promise<readonly T[]> => {
  const found = await find<Found>(models, collection, filter, { fields: JSON_ONLY, order });
  return found.map(({ d }) => decode<T>(d.json));
};

/** Those that are there, each once, in no order. */
export const readByIds = async <T>(
  models: Models,
  collection: CollectionName,
  ids: readonly string[],
): Promise<readonly T[]> => (ids.length === 0 ? [] : readAll<T>(models, collection, { _id: { $in: ids } }));

export const OLDEST_FIRST = { 'd.createdAt': 1, _id: 1 } as const;
export const NEWEST_FIRST = { 'd.createdAt': -1, _id: -1 } as const;
