/** Rows that hold one document each: `doc`, its version, and the columns that queries need. */
import { DomainError } from '../../domain/error.ts';
import type { Connection, SqlValue } from './connection.ts';

/** columns: `version`, `updated_at`, `doc`, the key and what queries need. */
export type DocumentTable = { readonly name: string; readonly key: string; readonly columns: readonly string[] };

/** The values of a table's columns, in their order: what crosses to the thread carries no names. */
export type DocumentRow = readonly SqlValue[];

type Statements = {
  readonly keyAt: number;
  readonly versionAt: number;
  readonly updatedAt: number;
  readonly docAt: number;
  /** Places of the columns that a usual change leaves as they are. */
  readonly keptAt: readonly number[];
  readonly insert: string;
  readonly update: string;
  readonly updateKept: string;
  readonly remove: string;
};

/** These change with every version. */
const RESTLESS: readonly string[] = ['version', 'updated_at', 'doc'];

const statements = new Map<string, Statements>();

const statementsFor = ({ name, key, columns }: DocumentTable): Statements => {
  const known = statements.get(name);
  if (known !== undefined) return known;
  const kept = columns.filter((column) => !RESTLESS.includes(column));
  const made: Statements = {
    keyAt: columns.indexOf(key),
    versionAt: columns.indexOf('version'),
    updatedAt: columns.indexOf('updated_at'),
    docAt: columns.indexOf('doc'),
    keptAt: kept.map((column) => columns.indexOf(column)),
    insert: `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
             ON CONFLICT DO NOTHING`,
    update: `UPDATE ${name} SET ${columns.map((column) => `${column} = ?`).join(', ')}
             WHERE ${key} = ? AND version = ?`,
    // SQLite writes an index anew whenever one of its columns is set, also to what it was.
    updateKept: `UPDATE ${name} SET version = ?, updated_at = ?, doc = ?
             WHERE version = ? AND ${kept.map((column) => `${column === key ? '' : '+'}${column} IS ?`).join(' AND ')}`,
    remove: `DELETE FROM ${name} WHERE ${key} = ? AND version = ?`,
  };
  statements.set(name, made);
  return made;
};

/**
 * Version 1 is inserted, version n replaces n - 1; else throws DomainError('conflict').
 * Answers whether more than version, instant and document changed.
 * @see services/ports/commit.ts, Change
 */
export const putDocument = (connection: Connection, table: DocumentTable, row: DocumentRow): boolean => {
  const known = statementsFor(table);
  const { [known.keyAt]: key = null, [known.versionAt]: version = null } = row;
  const before = Number(version) - 1;
  let stored: number;
  if (before === 0) stored = connection.run(known.insert, ...row);
  else {
    const { [known.updatedAt]: updatedAt = null, [known.docAt]: doc = null } = row;
    const kept = known.keptAt.map((at) => row[at] ?? null);
    if (connection.run(known.updateKept, version, updatedAt, doc, before, ...kept) > 0) return false;
    stored = connection.run(known.update, ...row, key, before);
  }
  if (stored === 0) {
    throw new DomainError('conflict', {
      cause: new Error(`${table.name} ${String(key)} cannot take version ${String(version)}.`),
    });
  }
  return true;
};

/** Throws DomainError('conflict') unless the document is there at that version. @see services/ports/commit.ts, Change */
export const removeDocument = (connection: Connection, table: DocumentTable, key: string, version: number): void => {
  if (connection.run(statementsFor(table).remove, key, version) > 0) return;
  throw new DomainError('conflict', { cause: new Error(`${table.name} ${key} is not there at version ${version}.`) });
};

export const readDocument = (connection: Connection, sql: string, ...values: readonly SqlValue[]): string | null =>
  connection.get<{ doc: string }>(sql, ...values)?.doc ?? null;

export const readDocuments = (connection: Connection, sql: string, ...values: readonly SqlValue[]): readonly string[] =>
  connection.all<{ doc: string }>(sql, ...values).map((row) => row.doc);

/** Those that are there, each once, in no order. */
export const readDocumentsByKey = (
  connection: Connection,
  table: DocumentTable,
  keys: readonly string[],
): readonly string[] =>
  readDocuments(
    connection,
    `SELECT doc FROM ${table.name} WHERE ${table.key} IN (SELECT value FROM json_each(?))`,
    JSON.stringify(keys),
  );
