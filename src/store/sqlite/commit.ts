/** The one write of the services: a Change, whole or not at all. */
import type { DomainEvent } from '../../domain/event.ts';
import { type DocumentOf, KIND_NAMES, KINDS, type KindName, type RemovableKind } from '../../domain/kinds/documents.ts';
import { storedKey } from '../../domain/kinds/kind.ts';
import type { Change, Committer, DocumentChange, Removal } from '../../services/ports/commit.ts';
import type { IdempotencyRecord } from '../../services/ports/idempotency-store.ts';
import { type CommandRow, commandRow, putCommand } from './commands.ts';
import type { Connection } from './connection.ts';
import type { SqliteDatabase } from './database.ts';
import { type DocumentRow, putDocument, removeDocument } from './documents.ts';
import { type EventRow, eventRow, putEvent } from './events.ts';
import { putIdempotencyRecord } from './idempotency.ts';
import { ofEachKind, rowOf, TABLES, tableOf } from './kind-table.ts';
import { putReading, type ReadingRow, readingRow } from './readings.ts';
import { putSession, type SessionRow, sessionRow } from './sessions.ts';

/** Rows as they cross to the thread: of those that are put in a way of their own, they say more. */
type RowOf = {
  readonly [K in KindName]: K extends 'sessions' ? SessionRow : K extends 'commands' ? CommandRow : DocumentRow;
};
type DocumentRows = { [K in KindName]?: readonly RowOf[K][] };

type RemovalRow = readonly [kind: KindName, key: string, version: number];

/** What is empty is left out. */
type ChangeRows = DocumentRows & {
  readings?: readonly ReadingRow[];
  idempotency?: readonly IdempotencyRecord[];
  events?: readonly EventRow[];
  removed?: readonly RemovalRow[];
};

const NONE: readonly never[] = [];

const making: { readonly [K in KindName]: (document: DocumentOf<K>) => RowOf[K] } = {
  ...rowOf,
  sessions: sessionRow,
  commands: commandRow,
};

const putting: { readonly [K in KindName]: (connection: Connection, row: RowOf[K]) => void } = {
  ...ofEachKind((kind) => {
    const table = tableOf(kind);
    return (connection: Connection, row: DocumentRow) => void putDocument(connection, table, row);
  }),
  sessions: putSession,
  commands: putCommand,
};

/** Sessions go before what is seen with their token. */
const IN_ORDER = [...KIND_NAMES.filter((name) => name !== 'commands'), 'commands' as const];

const rowsOf = <K extends KindName>(change: DocumentChange, name: K): readonly RowOf[K][] => {
  const documents: readonly DocumentOf<K>[] = change[name] ?? NONE;
  return documents.map(making[name]);
};

const putRows = <K extends KindName>(connection: Connection, rows: DocumentRows, name: K) => {
  const own: readonly RowOf[K][] | undefined = rows[name];
  if (own !== undefined) for (const row of own) putting[name](connection, row);
};

const removalRows = (removed: NonNullable<Change['removed']>): readonly RemovalRow[] =>
  KIND_NAMES.flatMap((name) => {
    const removals: readonly Removal[] | undefined = name in removed ? removed[name as RemovableKind] : undefined;
    return (removals ?? NONE).map(({ key, version }) => [name, storedKey(KINDS[name], key), version] as const);
  });

/** Made on the caller's side: text and numbers cross to the thread faster than documents. */
const changeRows = (change: Change): ChangeRows => {
  const { sessions = NONE, readings = NONE, idempotency = NONE, events = NONE } = change;
  const rows: ChangeRows = {};
  // Each under the name of its kind.
  for (const name of KIND_NAMES) {
    if ((change[name] ?? NONE).length > 0) Object.assign(rows, { [name]: rowsOf(change, name) });
  }
  if (readings.length > 0) rows.readings = readings.map(readingRow);
  if (idempotency.length > 0) rows.idempotency = idempotency;
  if (change.removed !== undefined) rows.removed = removalRows(change.removed);
  if (events.length > 0) rows.events = events.map((event) => eventRow(event, sessions));
  return rows;
};

export const commitOperations = {
  /** Answers the places of the events. */
  commit: (connection: Connection, rows: ChangeRows): readonly number[] => {
    const { sessions = NONE } = rows;
    for (const [name, key, version] of rows.removed ?? NONE) removeDocument(connection, TABLES[name], key, version);
    for (const name of IN_ORDER) putRows(connection, rows, name);
    for (const row of rows.readings ?? NONE) putReading(connection, row);
    for (const record of rows.idempotency ?? NONE) putIdempotencyRecord(connection, record);
    return (rows.events ?? NONE).map((row) => putEvent(connection, row, sessions));
  },
};

export const createCommitter = (database: SqliteDatabase): Committer => {
  const call = database.client<typeof commitOperations>('store');
  return {
    commit: async (change) => {
      const seqs = await call('commit', changeRows(change));
      return (change.events ?? []).flatMap((event, index): readonly DomainEvent[] => {
        const seq = seqs[index];
        return seq === undefined ? [] : [{ ...event, seq }];
      });
    },
  };
};
