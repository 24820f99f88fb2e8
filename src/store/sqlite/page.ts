/**
 * Lists ordered by (created_at, key), by keyset. Every filter column that can lead has an index
 * (column, created_at, key), so a page reads what it shows and not the table.
 */
import type { ListQuery, Slice } from '../../services/ports.ts';
import type { Connection, SqlValue } from './connection.ts';
import { type DocumentTable, readDocuments } from './documents.ts';
import { decode } from './json.ts';

export type Selection = {
  readonly table: DocumentTable;
  /** Column and value, the most selective first; null: not filtered. */
  readonly equal: readonly (readonly [column: string, value: SqlValue])[];
  /** Column and the values that it may have (a scope); null: all. */
  readonly within: readonly (readonly [column: string, values: readonly string[] | null])[];
  /** A condition with a partial index of its own, as SQL. */
  readonly condition?: string | null;
};

export type DocumentPage = { readonly docs: readonly string[]; readonly more: boolean };

type Condition = { readonly sql: string; readonly values: readonly SqlValue[] };

/** What leads: its index is walked. */
type Plan = {
  readonly conditions: readonly Condition[];
  /** Values to walk one by one, and the column that they are of. */
  readonly each: { readonly column: string; readonly values: readonly string[] } | null;
};

const unique = (values: readonly string[]): readonly string[] => [...new Set(values)];

const leads = ([column, value]: readonly [string, SqlValue]): Condition => ({
  sql: `${column} = ?`,
  values: [value],
});

// The unary plus keeps SQLite from choosing this filter's index: without statistics it would guess.
const follows = (column: string, values: readonly string[]): Condition => ({
  sql: `+${column} IN (SELECT value FROM json_each(?))`,
  values: [JSON.stringify(values)],
});

const updatedWithin = (query: ListQuery): readonly Condition[] => [
  ...(query.updatedFromAt === null ? [] : [{ sql: '+updated_at >= ?', values: [query.updatedFromAt.getTime()] }]),
  ...(query.updatedToAt === null ? [] : [{ sql: '+updated_at < ?', values: [query.updatedToAt.getTime()] }]),
];

const planOf = (selection: Selection, query: ListQuery): Plan => {
  const within = selection.within.flatMap(([column, values]) =>
    values === null ? [] : [{ column, values: unique(values) }],
  );
  const equal = [
    ...selection.equal.filter(([, value]) => value !== null),
    ...within.flatMap(({ column, values: [only, ...others] }) =>
      only === undefined || others.length > 0 ? [] : [[column, only] as const],
    ),
  ];
  const lists = within.filter(({ values }) => values.length !== 1);
  const [first, ...rest] = equal;
  const partial = selection.condition ?? null;
  const filters = [
    ...(partial === null ? [] : [{ sql: partial, values: [] }]),
    ...rest.map(([column, value]) => ({ sql: `+${column} = ?`, values: [value] })),
    ...updatedWithin(query),
  ];
  if (first !== undefined) {
    return {
      conditions: [leads(first), ...filters, ...lists.map(({ column, values }) => follows(column, values))],
      each: null,
    };
  }
  const [each, ...others] = lists;
  return {
    conditions: [...filters, ...others.map(({ column, values }) => follows(column, values))],
    each: each ?? null,
  };
};

const whereOf = (conditions: readonly Condition[]): string =>
  conditions.length === 0 ? '' : `WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}`;

const valuesOf = (conditions: readonly Condition[]): readonly SqlValue[] => conditions.flatMap(({ values }) => values);

export const readPage = (connection: Connection, selection: Selection, query: ListQuery): DocumentPage => {
  const { name, key } = selection.table;
  const { conditions, each } = planOf(selection, query);
  const [direction, beyond] = query.newestFirst ? ['DESC', '<'] : ['ASC', '>'];
  const order = `ORDER BY created_at ${direction}, ${key} ${direction} LIMIT ?`;
  const position: readonly Condition[] =
    query.after === null
      ? []
      : [{ sql: `(created_at, ${key}) ${beyond} (?, ?)`, values: [query.after.createdAt.getTime(), query.after.id] }];
  const limit = query.limit + 1;

  const docs =
    each === null
      ? readDocuments(
          connection,
          `SELECT doc FROM ${name} ${whereOf([...conditions, ...position])} ${order}`,
          ...valuesOf([...conditions, ...position]),
          limit,
        )
      : // At most a page from each value's own index; then the first of those.
        readDocuments(
          connection,
          `SELECT doc FROM json_each(?) AS each_one CROSS JOIN ${name} AS found ON found.rowid IN (
             SELECT rowid FROM ${name}
             ${whereOf([{ sql: `${each.column} = each_one.value`, values: [] }, ...conditions, ...position])} ${order}
           )
           ORDER BY found.created_at ${direction}, found.${key} ${direction} LIMIT ?`,
          JSON.stringify(each.values),
          ...valuesOf([...conditions, ...position]),
          limit,
          limit,
        );
  return { docs: docs.slice(0, query.limit), more: docs.length > query.limit };
};

/** How many there are in all, whatever the page. */
export const countAll = (connection: Connection, selection: Selection, query: ListQuery): number => {
  const { conditions, each } = planOf(selection, query);
  const list: readonly Condition[] =
    each === null
      ? []
      : [{ sql: `${each.column} IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(each.values)] }];
  const all = [...list, ...conditions];
  const sql = `SELECT count(*) AS n FROM ${selection.table.name} ${whereOf(all)}`;
  return connection.get<{ n: number }>(sql, ...valuesOf(all))?.n ?? 0;
};

export const decodePage = <T>(page: DocumentPage): Slice<T> => ({
  items: page.docs.map((doc) => decode<T>(doc)),
  more: page.more,
});
