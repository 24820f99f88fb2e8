/**
 * Lists ordered by (a column, key), by keyset. Every filter column that can lead has an index
 * (column, the order's column, key), so a page reads what it shows and not the table.
 */
import type { Slice } from '../../services/ports/list.ts';
import type { Connection, SqlValue } from './connection.ts';
import { FETCHED_UP_TO, leading, type Part, partsOf, type Selection, valuesOf, whereOf } from './list-plan.ts';

export type DocumentPage = { readonly docs: readonly string[]; readonly more: boolean };

/**
 * stamp: names a document's content for ever: its version, the instant of its change and its key.
 * doc: null where it was not asked for.
 */
export type StampedPage = {
  readonly rows: readonly { readonly stamp: string; readonly doc: string | null }[];
  readonly more: boolean;
};

/** What is read of each row. */
type Columns = 'doc' | 'stamp' | 'rowid';

type Statement = { readonly sql: string; readonly values: readonly SqlValue[] };

/** of: before the names of columns. */
const orderOf = ({ table, order, descending }: Selection, of = ''): string => {
  const direction = descending ? 'DESC' : 'ASC';
  return `ORDER BY ${of}${order} ${direction}, ${of}${table.key} ${direction} LIMIT ?`;
};

const columnsOf = ({ table }: Selection, columns: Columns, of = ''): string => {
  if (columns === 'rowid') return `${of}rowid`;
  const stamp = `${of}version || ' ' || ${of}updated_at || ' ' || ${of}${table.key} AS stamp`;
  return columns === 'stamp' ? `${stamp}, NULL AS doc` : `${stamp}, ${of}doc`;
};

/** The first rows of one part. */
const firstOf = (selection: Selection, limit: number, part: Part, columns: Columns): Statement => {
  const { from, lead, stretch, rest, position } = part;
  const beside = [...stretch, ...rest, ...position];
  const order = orderOf(selection);
  if (lead === null || lead.values.length === 1) {
    const conditions = [...(lead === null ? [] : [leading(lead)]), ...beside];
    return {
      sql: `SELECT ${columnsOf(selection, columns)} FROM ${from} ${whereOf(conditions)} ${order}`,
      values: [...valuesOf(conditions), limit],
    };
  }
  // At most a page from each value's own index; then the first of those.
  const conditions = [{ sql: `${lead.column} = each_one.value`, values: [] }, ...beside];
  return {
    sql: `SELECT ${columnsOf(selection, columns, 'found.')} FROM json_each(?) AS each_one CROSS JOIN ${selection.table.name} AS found
          ON found.rowid IN (SELECT rowid FROM ${from} ${whereOf(conditions)} ${order})
          ${orderOf(selection, 'found.')}`,
    values: [JSON.stringify(lead.values), ...valuesOf(conditions), limit, limit],
  };
};

/** limit: one more than the page has. */
const pageStatement = (
  selection: Selection,
  limit: number,
  parts: readonly Part[],
  columns: 'doc' | 'stamp',
): Statement => {
  const [first, ...others] = parts;
  if (first !== undefined && others.length === 0) return firstOf(selection, limit, first, columns);
  const each = parts.map((part) => firstOf(selection, limit, part, 'rowid'));
  return {
    // The plus keeps SQLite from walking the whole order for these few.
    sql: `SELECT ${columnsOf(selection, columns)} FROM ${selection.table.name}
          WHERE rowid IN (${each.map(({ sql }) => `SELECT rowid FROM (${sql})`).join(' UNION ALL ')})
          ${orderOf(selection, '+')}`,
    values: [...each.flatMap(({ values }) => values), limit],
  };
};

/** has: stamps whose documents need not be given; null: none need. */
export const readPage = (
  connection: Connection,
  selection: Selection,
  { limit, has }: { readonly limit: number; readonly has: ReadonlySet<string> | null },
): StampedPage => {
  const parts = partsOf(connection, selection);
  const { sql, values } = pageStatement(selection, limit + 1, parts, has === null ? 'stamp' : 'doc');
  const rows = connection.all<{ stamp: string; doc: string | null }>(sql, ...values);
  return {
    rows: rows.slice(0, limit).map(({ stamp, doc }) => ({ stamp, doc: has?.has(stamp) ? null : doc })),
    more: rows.length > limit,
  };
};

/** Whether the part's index holds all that it is filtered by. */
const isCovered = ({ lead, rest }: Part): boolean =>
  rest.length === 0 || (lead === null && rest.every(({ column }) => column === 'updated_at'));

/**
 * How many there are in all, whatever the page. null: more than `upTo`, or more than FETCHED_UP_TO rows would have to
 * be looked at to tell.
 */
export const countUpTo = (connection: Connection, selection: Selection, upTo: number): number | null => {
  let count = 0;
  let left = upTo;
  for (const part of partsOf(connection, { ...selection, order: 'created_at', after: null })) {
    const { from, lead, stretch, rest } = part;
    const most = isCovered(part) ? left : Math.min(left, FETCHED_UP_TO);
    const inIndex = [...(lead === null ? [] : [leading(lead)]), ...stretch];
    const columns = rest.length === 0 ? '1' : [...new Set(rest.map(({ column }) => column))].join(', ');
    const counted = connection.get<{ looked: number; n: number }>(
      `SELECT count(*) AS looked, count(*) ${rest.length === 0 ? '' : `FILTER (${whereOf(rest)})`} AS n
       FROM (SELECT ${columns} FROM ${from} ${whereOf(inIndex)} LIMIT ?)`,
      ...valuesOf(rest),
      ...valuesOf(inIndex),
      most + 1,
    );
    const looked = counted?.looked ?? 0;
    if (looked > most) return null;
    left -= looked;
    count += counted?.n ?? 0;
  }
  return count;
};

export const decodePage = <T>(page: DocumentPage, decodeOne: (text: string) => T): Slice<T> => ({
  items: page.docs.map(decodeOne),
  more: page.more,
});
