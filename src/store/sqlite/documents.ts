/** Rows that hold one document each: `doc`, its version, and the columns that queries need. */
import { DomainError } from '../../domain/error.ts';
import type { Connection, SqlValue } from './connection.ts';

/** Column names are the same for every row of a table, in the same order. */
export type DocumentRow = { readonly version: number; readonly doc: string } & Readonly<Record<string, SqlValue>>;

export type DocumentTable = { readonly name: string; readonly key: string };

const statements = new Map<string, { readonly insert: string; readonly update: string }>();

const statementsFor = (table: DocumentTable, row: DocumentRow) => {
  const known = statements.get(table.name);
  if (known !== undefined) return known;
  const columns = Object.keys(row);
  const made = {
    insert: `INSERT INTO ${table.name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
             ON CONFLICT DO NOTHING`,
    update: `UPDATE ${table.name} SET ${columns.map((column) => `${column} = ?`).join(', ')}
             WHERE ${table.key} = ? AND version = ?`,
  };
  statements.set(table.name, made);
  return made;
};

/**
 * Version 1 is inserted, version n replaces n - 1; else throws DomainError('conflict').
 * @see Change in services/ports.ts
 */
export const putDocument = (connection: Connection, table: DocumentTable, row: DocumentRow): void => {
  const { insert, update } = statementsFor(table, row);
  const values = Object.values(row);
  const stored =
    row.version === 1
      ? connection.run(insert, ...values)
      : connection.run(update, ...values, row[table.key] ?? null, row.version - 1);
  if (stored === 0) {
    throw new DomainError('conflict', {
      cause: new Error(`${table.name} ${String(row[table.key])} cannot take version ${row.version}.`),
    });
  }
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
