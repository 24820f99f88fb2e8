/** Lists of the event log. Ordered by seq, which is the rowid, and so the last part of every index. */
import { DomainError } from '../../domain/error.ts';
import type { EventQuery } from '../../services/ports.ts';
import type { Connection, SqlValue } from './connection.ts';
import { EVERYBODY, isAboutSomeone, onlyDriver, onlyToken } from './event-audience.ts';

type Condition = readonly [sql: string, ...values: SqlValue[]];

/** each: values of a column that are walked one by one in its index. */
type Plan = {
  readonly conditions: readonly Condition[];
  readonly each: { readonly column: string; readonly values: readonly string[] } | null;
};

export type EventList = {
  readonly found: readonly { readonly seq: number; readonly doc: string }[];
  readonly more: boolean;
};

const IN_LIST = 'IN (SELECT value FROM json_each(?))';

/** What the scope and the types leave, as columns and the values that they may have; the most selective first. */
const listsOf = ({ scope, types }: EventQuery) => {
  const everybody = types === null || !types.every(isAboutSomeone) ? [EVERYBODY] : [];
  return [
    ['location_id', scope.locationIds],
    ['seen_by_driver', scope.driverId === null ? null : [...everybody, onlyDriver(scope.driverId)]],
    ['seen_by_token', scope.tokenUids === null ? null : [...everybody, ...scope.tokenUids.map(onlyToken)]],
    ['type', types],
  ] as const;
};

const withinTime = ({ fromAt, toAt }: EventQuery, column: string): readonly Condition[] => [
  ...(fromAt === null ? [] : [[`${column} >= ?`, fromAt.getTime()] as const]),
  ...(toAt === null ? [] : [[`${column} < ?`, toAt.getTime()] as const]),
];

const planOf = (query: EventQuery): Plan => {
  const equal = [
    ['session_id', query.sessionId],
    ['object_id', query.objectId],
    ['station_id', query.stationId],
    ['location_id', query.locationId],
  ] as const;
  const [first, ...rest] = equal.filter(([, value]) => value !== null);
  const wanted = listsOf(query).flatMap(([column, values]) =>
    values === null ? [] : [{ column, values: [...new Set<string>(values)] }],
  );
  const [each = null, ...others] = first === undefined ? wanted : [null, ...wanted];
  return {
    conditions: [
      ...(first === undefined ? [] : [[`${first[0]} = ?`, first[1]] as const]),
      // The plus keeps SQLite from another index than the one that leads.
      ...rest.map(([column, value]) => [`+${column} = ?`, value] as const),
      ...others.flatMap((list) =>
        list === null ? [] : [[`+${list.column} ${IN_LIST}`, JSON.stringify(list.values)] as const],
      ),
      ...withinTime(query, '+occurred_at'),
    ],
    each,
  };
};

const whereOf = (conditions: readonly Condition[]): string =>
  conditions.length === 0 ? '' : `WHERE ${conditions.map(([sql]) => sql).join(' AND ')}`;

const valuesOf = (conditions: readonly Condition[]): readonly SqlValue[] =>
  conditions.flatMap(([, ...values]) => values);

const afterPlace = (connection: Connection, id: string | null): readonly Condition[] => {
  if (id === null) return [['seq > ?', 0]];
  const found = connection.get<{ seq: number }>('SELECT seq FROM events WHERE id = ?', id);
  if (found === undefined) throw new DomainError('not_found', { detail: 'That event is not in the log any more.' });
  return [['seq > ?', found.seq]];
};

/** A time is a stretch of the log, nearly: the walk begins and ends with it. */
const stretchOf = (connection: Connection, query: EventQuery): readonly Condition[] => {
  const within = withinTime(query, 'occurred_at');
  if (within.length === 0) return [];
  const stretch = connection.get<{ first: number | null; last: number | null }>(
    `SELECT min(seq) AS first, max(seq) AS last FROM events ${whereOf(within)}`,
    ...valuesOf(within),
  );
  return [['seq BETWEEN ? AND ?', stretch?.first ?? 0, stretch?.last ?? -1]];
};

const select = (connection: Connection, { conditions, each }: Plan, limit: number): EventList['found'] =>
  each === null
    ? connection.all(
        `SELECT seq, doc FROM events ${whereOf(conditions)} ORDER BY seq LIMIT ?`,
        ...valuesOf(conditions),
        limit,
      )
    : // At most a page from each value's own index; then the first of those.
      connection.all(
        `SELECT found.seq, found.doc FROM json_each(?) AS each_one CROSS JOIN events AS found ON found.seq IN (
           SELECT seq FROM events ${whereOf([[`${each.column} = each_one.value`], ...conditions])} ORDER BY seq LIMIT ?
         )
         ORDER BY found.seq LIMIT ?`,
        JSON.stringify(each.values),
        ...valuesOf(conditions),
        limit,
        limit,
      );

export const readEvents = (connection: Connection, query: EventQuery): EventList => {
  const { conditions, each } = planOf(query);
  const places = [...afterPlace(connection, query.afterId), ...stretchOf(connection, query)];
  const found = select(connection, { conditions: [...conditions, ...places], each }, query.limit + 1);
  return { found: found.slice(0, query.limit), more: found.length > query.limit };
};

/** How many there are in all, wherever the list stands. */
export const countEvents = (connection: Connection, query: EventQuery): number => {
  const { conditions, each } = planOf(query);
  const all: readonly Condition[] = [
    ...(each === null ? [] : [[`${each.column} ${IN_LIST}`, JSON.stringify(each.values)] as const]),
    ...conditions,
  ];
  const sql = `SELECT count(*) AS n FROM events ${whereOf(all)}`;
  return connection.get<{ n: number }>(sql, ...valuesOf(all))?.n ?? 0;
};
