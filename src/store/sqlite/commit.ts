/** The one write of the services: a Change, whole or not at all. */
import type { DomainEvent } from '../../domain/event.ts';
import type { Change, Committer } from '../../services/ports/commit.ts';
import type { IdempotencyRecord } from '../../services/ports/idempotency-store.ts';
import { clientRow, clientTable } from './clients.ts';
import { type CommandRow, commandRow, putCommand } from './commands.ts';
import type { Connection } from './connection.ts';
import type { SqliteDatabase } from './database.ts';
import { type DocumentRow, putDocument } from './documents.ts';
import { type EventRow, eventRow, putEvent } from './events.ts';
import { putIdempotencyRecord } from './idempotency.ts';
import { locationRow, locationTable } from './locations.ts';
import { putReading, type ReadingRow, readingRow } from './readings.ts';
import { putSession, type SessionRow, sessionRow } from './sessions.ts';
import { stationRow, stationTable } from './stations.ts';
import { tokenRow, tokenTable } from './tokens.ts';

/** What is empty is left out. */
type ChangeRows = {
  locations?: readonly DocumentRow[];
  stations?: readonly DocumentRow[];
  tokens?: readonly DocumentRow[];
  sessions?: readonly SessionRow[];
  readings?: readonly ReadingRow[];
  commands?: readonly CommandRow[];
  clients?: readonly DocumentRow[];
  idempotency?: readonly IdempotencyRecord[];
  events?: readonly EventRow[];
};

const NONE: readonly never[] = [];

/** Made on the caller's side: text and numbers cross to the thread faster than documents. */
const changeRows = (change: Change): ChangeRows => {
  const { locations = NONE, stations = NONE, tokens = NONE, sessions = NONE, readings = NONE } = change;
  const { commands = NONE, clients = NONE, idempotency = NONE, events = NONE } = change;
  const rows: ChangeRows = {};
  if (locations.length > 0) rows.locations = locations.map(locationRow);
  if (stations.length > 0) rows.stations = stations.map(stationRow);
  if (tokens.length > 0) rows.tokens = tokens.map(tokenRow);
  if (sessions.length > 0) rows.sessions = sessions.map(sessionRow);
  if (readings.length > 0) rows.readings = readings.map(readingRow);
  if (commands.length > 0) rows.commands = commands.map(commandRow);
  if (clients.length > 0) rows.clients = clients.map(clientRow);
  if (idempotency.length > 0) rows.idempotency = idempotency;
  if (events.length > 0) rows.events = events.map((event) => eventRow(event, sessions));
  return rows;
};

export const commitOperations = {
  /** Answers the places of the events. Sessions go before what is seen with their token and driver. */
  commit: (connection: Connection, rows: ChangeRows): readonly number[] => {
    const { sessions = NONE } = rows;
    for (const row of rows.locations ?? NONE) putDocument(connection, locationTable, row);
    for (const row of rows.stations ?? NONE) putDocument(connection, stationTable, row);
    for (const row of rows.tokens ?? NONE) putDocument(connection, tokenTable, row);
    for (const row of sessions) putSession(connection, row);
    for (const row of rows.readings ?? NONE) putReading(connection, row);
    for (const row of rows.commands ?? NONE) putCommand(connection, row);
    for (const row of rows.clients ?? NONE) putDocument(connection, clientTable, row);
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
