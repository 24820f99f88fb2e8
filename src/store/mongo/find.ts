/**
 * Queries, by the driver itself: what is asked for has the types of its fields already, and mongoose's own way to a query
 * takes a third of what one costs. What is asked for by its key within a turn of the event loop goes in one query.
 */
import DataLoader from 'dataloader';
import type { DocumentOf, KindName } from '../../domain/kinds/documents.ts';
import { decodeOf } from '../stored-text.ts';
import { onMongo } from './connection.ts';
import type { CollectionName, Models } from './models.ts';

export type Filter = Readonly<Record<string, unknown>>;
export type Order = Readonly<Record<string, 1 | -1>>;

export type FindOptions = {
  /** Those that are wanted; all when there are none. */
  readonly fields?: Readonly<Record<string, 1>>;
  readonly order?: Order;
  /** 0: all. */
  readonly limit?: number;
};

/** As they are stored. Throws DomainError('unavailable'). */
export const find = <T>(
  models: Models,
  name: CollectionName,
  filter: Filter,
  { fields = {}, order = {}, limit = 0 }: FindOptions = {},
): Promise<T[]> =>
  onMongo(
    () =>
      models[name].collection
        .find(filter as never, { projection: fields, sort: order, limit })
        .toArray() as unknown as Promise<T[]>,
  );

export const findById = async <T>(
  models: Models,
  name: CollectionName,
  id: string,
  fields: Readonly<Record<string, 1>> = {},
): Promise<T | null> => (await find<T>(models, name, { _id: id }, { fields, limit: 1 }))[0] ?? null;

/** Keys in one query. */
const AT_ONCE = 200;

/** Nothing is remembered: each call is asked of the server behind it, with what others asked for in the same turn. */
const together = <K, V>(ask: (keys: readonly K[]) => Promise<readonly V[]>): ((key: K) => Promise<V>) => {
  const loader = new DataLoader<K, V>(ask, {
    cache: false,
    maxBatchSize: AT_ONCE,
    // After the poll phase: then all sockets of the turn have been heard.
    batchScheduleFn: setImmediate,
  });
  return (key) => loader.load(key);
};

type Found = { readonly _id: string; readonly d: Readonly<Record<string, unknown>> & { readonly json: string } };

const oneOf = (values: readonly string[]): unknown => (values.length === 1 ? values[0] : { $in: [...new Set(values)] });

/** Reads the document of an id; null: there is none. */
export const createById = <T>(
  models: Models,
  name: CollectionName,
  decodeOne: (text: string) => T,
): ((id: string) => Promise<T | null>) =>
  together(async (ids) => {
    const found = await find<Found>(models, name, { _id: oneOf(ids) }, { fields: { 'd.json': 1 } });
    const texts = new Map(found.map(({ _id, d }) => [_id, d.json]));
    return ids.map((id) => {
      const text = texts.get(id);
      // A tombstone has none.
      return text === undefined || text === '' ? null : decodeOne(text);
    });
  });

type OfStation = { readonly stationId: string; readonly value: string };

/** Reads the newest document of a station with a value in a field; null: there is none. */
export const createNewestOfStation = <K extends KindName>(
  models: Models,
  kind: K,
  field: string,
): ((key: OfStation) => Promise<DocumentOf<K> | null>) => {
  const conditionOf = ({ stationId, value }: OfStation): Filter => ({
    'd.stationId': stationId,
    [`d.${field}`]: value,
  });
  return together(async (keys) => {
    const [first] = keys;
    const found = await find<Found>(
      models,
      kind,
      keys.length === 1 && first !== undefined ? conditionOf(first) : { $or: keys.map(conditionOf) },
      {
        fields: { 'd.stationId': 1, [`d.${field}`]: 1, 'd.json': 1 },
        order: { 'd.createdAt': -1 },
        limit: keys.length === 1 ? 1 : 0,
      },
    );
    return keys.map(({ stationId, value }) => {
      const newest = found.find(({ d }) => d.stationId === stationId && d[field] === value);
      return newest === undefined ? null : decodeOf(kind, newest.d.json);
    });
  });
};
