/** The SQLite file, read row by row: whatever its size, a page is in memory. */
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { TYPES_WITH_TOKEN } from '../../domain/commands/naming.ts';
import { KIND_NAMES, type KindName } from '../../domain/kinds/documents.ts';
import type { StoredReading } from '../../domain/meter.ts';
import type { Delivery } from '../../services/ports/delivery-store.ts';
import { deliveryDocument, subscriberDocument } from '../mongo/deliveries.ts';
import type { CollectionName } from '../mongo/models.ts';
import {
  commandRow,
  documentRow,
  idempotencyRow,
  newEventRow,
  pairKey,
  type Row,
  readingRow,
  sequenceRow,
} from '../mongo/rows.ts';
import { openDatabase } from '../sqlite/database.ts';
import { decode } from '../sqlite/json.ts';
import { decodeEvent, decodeOf } from '../stored-text.ts';

/** A document as MongoDB gets it. */
export type TargetDocument = { readonly _id: string } & Readonly<Record<string, unknown>>;

type SqlRow = Record<string, unknown>;

export type Source = {
  readonly rows: (name: CollectionName) => Iterable<TargetDocument>;
  /** The last place that an event ever got. */
  readonly lastSeq: number;
  readonly close: () => void;
};

const text = (row: SqlRow, column: string): string => String(row[column]);
const textOrNull = (row: SqlRow, column: string): string | null => (row[column] === null ? null : text(row, column));
const instant = (row: SqlRow, column: string): Date => new Date(Number(row[column]));

const documentOf = ({ document }: Row): TargetDocument => document;

type Table = { readonly sql: string; readonly map: (row: SqlRow) => TargetDocument };

type Copied = Exclude<CollectionName, 'log' | 'progress' | 'messages'>;

const plainTable = <K extends KindName>(name: K): Table => ({
  sql: `SELECT doc FROM ${name}`,
  map: (row) => documentOf(documentRow(name, decodeOf(name, text(row, 'doc')))),
});

const plainTables = Object.fromEntries(KIND_NAMES.map((name) => [name, plainTable(name)])) as Record<KindName, Table>;

/** How each table is read, in the order of its keys, and what becomes of a row. Columns that queries need come along. */
const tables: Readonly<Record<Copied, Table>> = {
  ...plainTables,
  commands: {
    sql: `SELECT commands.doc AS doc, commands.token_uid AS token_uid, sessions.version AS session_version
          FROM commands LEFT JOIN sessions ON sessions.id = commands.session_id`,
    map: (row) => {
      const command = decodeOf('commands', text(row, 'doc'));
      const { document } = commandRow(command);
      if (TYPES_WITH_TOKEN.includes(command.type)) return document;
      return { ...document, t: { v: Number(row.session_version ?? 0), uid: textOrNull(row, 'token_uid') } };
    },
  },
  idempotency: {
    sql: 'SELECT client_id, key, request_hash, command_id, created_at FROM idempotency',
    map: (row) =>
      documentOf(
        idempotencyRow({
          clientId: text(row, 'client_id'),
          key: text(row, 'key'),
          requestHash: text(row, 'request_hash'),
          commandId: text(row, 'command_id'),
          createdAt: instant(row, 'created_at'),
        }),
      ),
  },
  sequences: {
    sql: 'SELECT name, taken FROM sequences',
    map: (row) => documentOf(sequenceRow(text(row, 'name'), 1, Number(row.taken))),
  },
  readings: { sql: 'SELECT doc FROM readings', map: (row) => readingRow(decode<StoredReading>(text(row, 'doc'))) },
  events: {
    sql: 'SELECT seq, seen_by_token, seen_by_driver, doc FROM events',
    map: (row) => ({
      ...newEventRow(decodeEvent(text(row, 'doc'))),
      seenByToken: textOrNull(row, 'seen_by_token'),
      seenByDriver: textOrNull(row, 'seen_by_driver'),
      seq: Number(row.seq),
    }),
  },
  subscribers: {
    sql: 'SELECT name, generation, seq, disabled_at FROM subscribers',
    map: (row) => ({
      ...subscriberDocument({
        name: text(row, 'name'),
        generation: Number(row.generation),
        seq: Number(row.seq),
        disabledAt: row.disabled_at === null ? null : instant(row, 'disabled_at'),
      }),
    }),
  },
  deliveries: {
    sql: `SELECT deliveries.doc AS doc, subscribers.generation AS generation
          FROM deliveries JOIN subscribers ON subscribers.name = deliveries.subscriber`,
    map: (row) => ({ ...deliveryDocument(decode<Delivery>(text(row, 'doc')), Number(row.generation)) }),
  },
  records: {
    sql: 'SELECT kind, id, value, expires_at, group_id FROM records',
    map: (row) => ({
      _id: pairKey(text(row, 'kind'), text(row, 'id')),
      value: text(row, 'value'),
      expiresAt: row.expires_at === null ? null : instant(row, 'expires_at'),
      group: textOrNull(row, 'group_id'),
    }),
  },
};

export const COPIED = Object.keys(tables) as readonly Copied[];

/**
 * Brings the file to this release's form, as a start would, and opens it for reading.
 * modules: all that the gateway has in the file. The gateway must be stopped.
 * Throws an Error when there is no file, or a newer release wrote it.
 */
export const openSource = async (file: string, modules: readonly URL[]): Promise<Source> => {
  if (!existsSync(file)) throw new Error(`There is no store at ${file}.`);
  await (await openDatabase({ file, modules })).close();
  const database = new DatabaseSync(file, { readOnly: true });
  const last = database.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'events'").get();
  function* rows(name: CollectionName): Generator<TargetDocument> {
    if (name === 'log' || name === 'progress' || name === 'messages') return;
    const { sql, map } = tables[name];
    for (const row of database.prepare(sql).iterate()) yield map(row);
  }
  return { rows, lastSeq: Number(last?.seq ?? 0), close: () => database.close() };
};
