/** The one write of the services: a Change, whole or not at all. */
import type { DomainEvent } from '../../domain/event.ts';
import type { Change, Committer, IdempotencyRecord } from '../../services/ports.ts';
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

type ChangeRows = {
  readonly locations: readonly DocumentRow[];
  readonly stations: readonly DocumentRow[];
  readonly tokens: readonly DocumentRow[];
  readonly sessions: readonly SessionRow[];
  readonly readings: readonly ReadingRow[];
  readonly commands: readonly CommandRow[];
  readonly clients: readonly DocumentRow[];
  readonly idempotency: readonly IdempotencyRecord[];
  readonly events: readonly EventRow[];
};

/** Made on the caller's side: text and numbers cross to the thread faster than documents. */
const changeRows = (change: Change): ChangeRows => ({
  locations: change.locations?.map(locationRow) ?? [],
  stations: change.stations?.map(stationRow) ?? [],
  tokens: change.tokens?.map(tokenRow) ?? [],
  sessions: change.sessions?.map(sessionRow) ?? [],
  readings: change.readings?.map(readingRow) ?? [],
  commands: change.commands?.map(commandRow) ?? [],
  clients: change.clients?.map(clientRow) ?? [],
  idempotency: change.idempotency ?? [],
  events: change.events?.map(eventRow) ?? [],
});

export const commitOperations = {
  /** Answers the places of the events. Sessions go before what is seen with their token and driver. */
  commit: (connection: Connection, rows: ChangeRows): readonly number[] => {
    for (const row of rows.locations) putDocument(connection, locationTable, row);
    for (const row of rows.stations) putDocument(connection, stationTable, row);
    for (const row of rows.tokens) putDocument(connection, tokenTable, row);
    for (const row of rows.sessions) putSession(connection, row);
    for (const row of rows.readings) putReading(connection, row);
    for (const row of rows.commands) putCommand(connection, row);
    for (const row of rows.clients) putDocument(connection, clientTable, row);
    for (const record of rows.idempotency) putIdempotencyRecord(connection, record);
    return rows.events.map((row) => putEvent(connection, row));
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
