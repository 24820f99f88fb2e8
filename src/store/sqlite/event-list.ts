/**
 * Lists of the event log, in the order of seq: what event-places.ts finds in the full blocks, then what is behind them; from
 * the newest, the other way round.
 */
import { DomainError } from '../../domain/error.ts';
import type { EventQuery } from '../../services/ports/event-store.ts';
import { limitsOf } from '../event-audience.ts';
import type { Connection, SqlValue } from './connection.ts';
import { type PlaceFilter, placedUntil, placesOf } from './event-places.ts';
import { type Counted, FETCHED_UP_TO } from './list-plan.ts';

type Condition = readonly [sql: string, ...values: SqlValue[]];

/** Places in the log, both included. */
type Stretch = { readonly first: number; readonly last: number };

export type EventList = {
  readonly found: readonly { readonly seq: number; readonly doc: string }[];
  readonly more: boolean;
};

const only = (value: string | null): readonly string[] | null => (value === null ? null : [value]);

/** The types that grants alone leave: they are looked at event by event, see ofKnownTypes. */
const isNearlyAll = ({ types, reads }: EventQuery): boolean => types === null && reads.types === null;

/** What is asked for, and what the scope leaves, as columns and the values that they may have. */
const filtersOf = (query: EventQuery): readonly PlaceFilter[] => {
  const { types, owned, locationIds, seenByToken, seenByDriver, partyIds, groupIds } = limitsOf(query);
  const wanted = [
    ['session_id', only(query.sessionId)],
    ['object_id', only(query.objectId)],
    ['station_id', only(query.stationId)],
    ['location_id', only(query.locationId)],
    ['location_id', locationIds],
    ['seen_by_driver', seenByDriver],
    ['seen_by_token', seenByToken],
    ['party_id', partyIds],
    ['station_group_id', groupIds],
    ['type', isNearlyAll(query) ? null : types],
  ] as const;
  const filters = wanted.flatMap(([column, values]): readonly PlaceFilter[] =>
    values === null ? [] : [[{ column, values: [...new Set<string>(values)] }]],
  );
  if (owned === null) return filters;
  const open = { column: 'type', values: owned.openTypes } as const;
  return [...filters, [{ column: 'owner', values: owned.owners }, open]];
};

const withinTime = ({ fromAt, toAt }: EventQuery, column: string): readonly Condition[] => [
  ...(fromAt === null ? [] : [[`${column} >= ?`, fromAt.getTime()] as const]),
  ...(toAt === null ? [] : [[`${column} < ?`, toAt.getTime()] as const]),
];

/** What the scope leaves of all types. Not what a newer release has written: that is for no one whom a grant binds. */
const ofKnownTypes = (query: EventQuery): readonly Condition[] => {
  const types = isNearlyAll(query) ? limitsOf(query).types : null;
  return types === null ? [] : [['events.type IN (SELECT value FROM json_each(?))', JSON.stringify(types)]];
};

/** Looked at event by event. The plus: in the order of the log, not of the index. */
const ofEach = (query: EventQuery): readonly Condition[] => [
  ...withinTime(query, '+occurred_at'),
  ...ofKnownTypes(query),
];

const whereOf = (conditions: readonly Condition[]): string =>
  conditions.length === 0 ? '' : `WHERE ${conditions.map(([sql]) => sql).join(' AND ')}`;

const valuesOf = (conditions: readonly Condition[]): readonly SqlValue[] =>
  conditions.flatMap(([, ...values]) => values);

/** Throws DomainError('not_found'). */
export const placeOf = (connection: Connection, id: string): number => {
  const found = connection.get<{ seq: number }>('SELECT seq FROM events WHERE id = ?', id);
  if (found === undefined) throw new DomainError('not_found', { detail: 'That event is not in the log any more.' });
  return found.seq;
};

/** A time is a stretch of the log, nearly: the walk begins and ends with it. */
const stretchOf = (connection: Connection, query: EventQuery): Stretch => {
  const within = withinTime(query, 'occurred_at');
  if (within.length === 0) return { first: 1, last: Number.MAX_SAFE_INTEGER };
  const stretch = connection.get<{ first: number | null; last: number | null }>(
    `SELECT min(seq) AS first, max(seq) AS last FROM events ${whereOf(within)}`,
    ...valuesOf(within),
  );
  return { first: stretch?.first ?? 1, last: stretch?.last ?? 0 };
};

/** Those of a stretch, read one by one: for a short one, or where each is wanted. */
const behind = (filters: readonly PlaceFilter[], query: EventQuery, { first, last }: Stretch): readonly Condition[] => [
  ['seq >= ?', first],
  ...(last === Number.MAX_SAFE_INTEGER ? [] : [['seq <= ?', last] as const]),
  ...filters.map(
    (filter) =>
      [
        `(${filter.map(({ column }) => `${column} IN (SELECT value FROM json_each(?))`).join(' OR ')})`,
        ...filter.map(({ values }) => JSON.stringify(values)),
      ] as const,
  ),
  ...ofEach(query),
];

/** Events of these places that are still there and within the time. The list's order is that of the places. */
const AT_PLACES = 'FROM json_each(?) AS place CROSS JOIN events ON events.seq = place.value';

type Read = EventList['found'][number];

/** Where the page may lie: of the list's stretch, what is behind the event that it goes on from. */
const pageStretchOf = (connection: Connection, query: EventQuery): Stretch => {
  const { first, last } = stretchOf(connection, query);
  if (query.afterId === null) return { first, last };
  const after = placeOf(connection, query.afterId);
  return query.descending ? { first, last: Math.min(last, after - 1) } : { first: Math.max(first, after + 1), last };
};

export const readEvents = (connection: Connection, query: EventQuery): EventList => {
  const { descending } = query;
  const stretch = pageStretchOf(connection, query);
  const filters = filtersOf(query);
  const limit = query.limit + 1;
  const placed = filters.length === 0 ? 0 : placedUntil(connection);

  const inBlocks = (most: number): readonly Read[] => {
    const found: Read[] = [];
    if (placed < stretch.first) return found;
    const each = ofEach(query);
    const sql = `SELECT seq, doc ${AT_PLACES} ${whereOf(each)} LIMIT ?`;
    const within = { ...stretch, last: Math.min(stretch.last, placed) };
    for (const seqs of placesOf(connection, filters, within, descending)) {
      found.push(...connection.all<Read>(sql, JSON.stringify(seqs), ...valuesOf(each), most - found.length));
      if (found.length >= most) break;
    }
    return found;
  };
  const behindBlocks = (most: number): readonly Read[] => {
    const conditions = behind(filters, query, { ...stretch, first: Math.max(stretch.first, placed + 1) });
    const order = descending ? 'ORDER BY seq DESC' : 'ORDER BY seq';
    return connection.all<Read>(
      `SELECT seq, doc FROM events ${whereOf(conditions)} ${order} LIMIT ?`,
      ...valuesOf(conditions),
      most,
    );
  };

  const parts = descending ? [behindBlocks, inBlocks] : [inBlocks, behindBlocks];
  const found: Read[] = [];
  for (const part of parts) if (found.length < limit) found.push(...part(limit - found.length));
  return { found: found.slice(0, query.limit), more: found.length > query.limit };
};

/** Of all: an index tells. */
const countAll = (connection: Connection, query: EventQuery, upTo: number): number | null => {
  const within = withinTime(query, 'occurred_at');
  const n =
    connection.get<{ n: number }>(
      `SELECT count(*) AS n FROM (SELECT 1 FROM events ${whereOf(within)} LIMIT ?)`,
      ...valuesOf(within),
      upTo + 1,
    )?.n ?? 0;
  return n > upTo ? null : n;
};

/** How many there are in all, wherever the list stands. null: more than `upTo`, or more would have to be looked through. */
export const countEvents = (connection: Connection, { query, upTo }: Counted<EventQuery>): number | null => {
  const filters = filtersOf(query);
  if (filters.length === 0) return countAll(connection, query, upTo);
  const stretch = stretchOf(connection, query);
  const placed = placedUntil(connection);
  const each = ofEach(query);
  const most = query.fromAt === null && query.toAt === null ? upTo : Math.min(upTo, FETCHED_UP_TO);
  let looked = 0;
  let n = 0;
  for (const seqs of placesOf(connection, filters, { ...stretch, last: Math.min(stretch.last, placed) })) {
    looked += seqs.length;
    if (looked > most) return null;
    const sql = `SELECT count(*) AS n ${AT_PLACES} ${whereOf(each)}`;
    n += connection.get<{ n: number }>(sql, JSON.stringify(seqs), ...valuesOf(each))?.n ?? 0;
  }
  const conditions = behind(filters, query, { ...stretch, first: Math.max(stretch.first, placed + 1) });
  const sql = `SELECT count(*) AS n FROM events ${whereOf(conditions)}`;
  n += connection.get<{ n: number }>(sql, ...valuesOf(conditions))?.n ?? 0;
  return n > upTo ? null : n;
};
