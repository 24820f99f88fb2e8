/**
 * Brings the tables of the kinds to their declarations at each start: a table for a new kind, a column for a new field,
 * filled from the documents, and the indexes that are missing. Only what is taken away needs a step in schema.ts.
 */
import { KIND_NAMES, KINDS } from '../../domain/kinds/documents.ts';
import {
  type AnyKind,
  type Document,
  type Field,
  fieldOf,
  filtersOf,
  heldBy,
  ordersOf,
} from '../../domain/kinds/kind.ts';
import type { Connection, OwnConnection } from './connection.ts';
import { decode } from './json.ts';
import { columnOf, sqlValue, tableOf } from './kind-table.ts';
import { CHANGED_LATE } from './list-plan.ts';
import { newerRelease } from './newer-release.ts';

/** Documents read at once to fill a new column. */
const STEP = 1000;

const SQL_TYPES: Readonly<Record<Field<Document>['type'], string>> = {
  text: 'TEXT',
  number: 'REAL',
  flag: 'INTEGER',
  instant: 'INTEGER',
};

type Index = { readonly name: string; readonly columns: readonly string[]; readonly where: string | null };

/** What lists of changes of a kind that grows need beside its orders; see list-plan.ts. */
export const changedLateIndex = (kind: AnyKind): string => `${kind.name}_changed_late`;

/** For each order one, and one for each filter in it. `updated_at`: what is filtered by it is not fetched to be passed over. */
export const indexesOf = (kind: AnyKind): readonly Index[] => {
  const { name: table, key } = tableOf(kind);
  const inOrder = ordersOf(kind).flatMap((orderName): readonly Index[] => {
    const order = columnOf(orderName);
    const updated = order === 'updated_at' ? [] : ['updated_at'];
    const filtered = filtersOf(kind).flatMap((filter): readonly Index[] => {
      const column = columnOf(filter);
      if (column === order) return [];
      const by = `${table}_by_${column}_${order}`;
      if (fieldOf(kind, filter).type !== 'flag')
        return [{ name: by, columns: [column, order, key], where: `${column} IS NOT NULL` }];
      return [0, 1].map((value) => ({ name: `${by}_${value}`, columns: [order, key], where: `${column} = ${value}` }));
    });
    return [{ name: `${table}_by_${order}`, columns: [order, key, ...updated], where: null }, ...filtered];
  });
  const late = { name: changedLateIndex(kind), columns: ['created_at', key, 'updated_at'], where: CHANGED_LATE };
  return kind.grows === true ? [...inOrder, late] : inOrder;
};

/** Whether values are left out that nothing is looked up by makes no difference. */
const signature = (columns: string, where: string | null): string =>
  `${columns} ${where === null || /^\w+ IS NOT NULL$/i.test(where) ? '' : where}`.replace(/\s+/g, ' ').trim();

const knownIndexes = (connection: Connection, table: string): ReadonlySet<string> => {
  const found = connection.all<{ sql: string | null }>(
    "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ?",
    table,
  );
  return new Set(
    found.flatMap(({ sql }) => {
      const parts = /\(([^)]*)\)(?:\s+WHERE\s+(.*))?$/is.exec(sql ?? '');
      return parts === null ? [] : [signature(parts[1] ?? '', parts[2] ?? null)];
    }),
  );
};

const declarationOf = (kind: AnyKind, column: string): string => {
  const { key } = tableOf(kind);
  if (column === key) return `${key} TEXT NOT NULL UNIQUE`;
  if (column === 'doc') return 'doc TEXT NOT NULL';
  if (column === 'version' || column === 'created_at' || column === 'updated_at') return `${column} INTEGER NOT NULL`;
  const field = Object.entries(kind.fields).find(([name]) => columnOf(name) === column)?.[1];
  return `${column} ${SQL_TYPES[field?.type ?? 'text']}`;
};

/** Reads every document once, and writes what it holds of these fields beside it. */
const fill = (connection: Connection, kind: AnyKind, names: readonly string[]): void => {
  const settings = names.map((name) => `${columnOf(name)} = ?`).join(', ');
  let last = 0;
  for (;;) {
    const rows = connection.all<{ rowid: number; doc: string }>(
      `SELECT rowid, doc FROM ${kind.name} WHERE rowid > ? ORDER BY rowid LIMIT ${STEP}`,
      last,
    );
    for (const { rowid, doc } of rows) {
      const stored = decode<Document>(doc);
      const document = kind.complete?.(stored) ?? stored;
      const values = names.map((name) => sqlValue(heldBy(kind, name, document)));
      connection.run(`UPDATE ${kind.name} SET ${settings} WHERE rowid = ?`, ...values, rowid);
      last = rowid;
    }
    if (rows.length < STEP) return;
  }
};

const prepareTable = (connection: OwnConnection, kind: AnyKind): void => {
  const { name, columns } = tableOf(kind);
  const there = connection
    .all<{ name: string }>('SELECT name FROM pragma_table_info(?)', name)
    .map((column) => column.name);
  if (there.length === 0) {
    connection.exec(`CREATE TABLE ${name} (${columns.map((column) => declarationOf(kind, column)).join(', ')}) STRICT`);
    return;
  }
  const unknown = there.filter((column) => !columns.includes(column));
  if (unknown.length > 0) {
    // Rows that this release writes would lack it.
    throw newerRelease(`its table "${name}" has columns that this one does not know (${unknown.join(', ')})`);
  }
  const added = Object.keys(kind.fields).filter((field) => !there.includes(columnOf(field)));
  for (const field of added) connection.exec(`ALTER TABLE ${name} ADD COLUMN ${declarationOf(kind, columnOf(field))}`);
  if (added.length > 0) fill(connection, kind, added);
};

const prepareKind = (connection: OwnConnection, kind: AnyKind): void => {
  prepareTable(connection, kind);
  const known = knownIndexes(connection, kind.name);
  for (const { name, columns, where } of indexesOf(kind)) {
    const list = columns.join(', ');
    if (known.has(signature(list, where))) continue;
    connection.exec(`CREATE INDEX ${name} ON ${kind.name} (${list})${where === null ? '' : ` WHERE ${where}`}`);
  }
};

/** A kind that is no more needs a step in schema.ts, which takes its name out here, too. */
const recordKinds = (connection: OwnConnection, kinds: readonly AnyKind[]): void => {
  connection.exec('CREATE TABLE IF NOT EXISTS kinds (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID');
  const there = connection.all<{ name: string }>('SELECT name FROM kinds').map(({ name }) => name);
  const names = kinds.map(({ name }) => name);
  const unknown = there.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw newerRelease(`it has kinds that this one does not know (${unknown.join(', ')})`);
  for (const name of names) connection.run('INSERT INTO kinds VALUES (?) ON CONFLICT DO NOTHING', name);
};

/** All or nothing. Throws a DataFolderError when a newer release has written the file. */
export const prepareKinds = (
  connection: OwnConnection,
  kinds: readonly AnyKind[] = KIND_NAMES.map((name) => KINDS[name]),
): void => {
  connection.exec('BEGIN IMMEDIATE');
  try {
    recordKinds(connection, kinds);
    for (const kind of kinds) prepareKind(connection, kind);
    connection.exec('COMMIT');
  } catch (error) {
    if (connection.inTransaction()) connection.exec('ROLLBACK');
    throw error;
  }
};
