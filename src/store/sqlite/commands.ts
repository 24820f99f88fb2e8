import type { Command } from '../../domain/command.ts';
import type { CommandQuery, CommandStore } from '../../services/ports.ts';
import type { Connection } from './connection.ts';
import type { SqliteDatabase } from './database.ts';
import {
  type DocumentRow,
  type DocumentTable,
  putDocument,
  readDocument,
  readDocuments,
  readDocumentsByKey,
} from './documents.ts';
import { decodeAll, decodeOrNull, encode, uidKey, uidKeys } from './json.ts';
import { countAll, decodePage, readPage, type Selection } from './page.ts';

const commandTable: DocumentTable = { name: 'commands', key: 'id' };

export type CommandRow = DocumentRow & {
  readonly type: string;
  readonly session_id: string | null;
  readonly token_uid: string | null;
};

/** Stored and spread elsewhere as it is; the union need not be told apart here. */
type AnyCommand = Pick<Command, Exclude<keyof Command, 'type' | 'parameters'>>;

export const commandRow = (command: Command): CommandRow => {
  const { requestedBy, ...common }: AnyCommand = command;
  return {
    id: common.id,
    version: common.version,
    number: common.number,
    type: command.type,
    status: common.status,
    station_id: common.stationId,
    location_id: common.locationId,
    session_id: common.sessionId,
    token_uid: command.type === 'START_SESSION' ? uidKey(command.parameters.token.uid) : null,
    client_id: requestedBy.clientId,
    user_id: requestedBy.userId,
    created_at: common.createdAt.getTime(),
    updated_at: common.updatedAt.getTime(),
    doc: encode(command),
  };
};

/** A start is seen with its own token, any other command with that of its session. */
export const putCommand = (connection: Connection, row: CommandRow): void => {
  const token =
    row.type === 'START_SESSION' || row.session_id === null
      ? row.token_uid
      : (connection.get<{ token_uid: string | null }>('SELECT token_uid FROM sessions WHERE id = ?', row.session_id)
          ?.token_uid ?? null);
  putDocument(connection, commandTable, { ...row, token_uid: token });
};

const selection = (query: CommandQuery): Selection => ({
  table: commandTable,
  equal: [
    ['session_id', query.sessionId],
    ['user_id', query.scope.driverId],
    ['station_id', query.stationId],
    ['client_id', query.clientId],
    ['status', query.status],
    ['type', query.type],
  ],
  within: [
    ['token_uid', uidKeys(query.scope.tokenUids)],
    ['location_id', query.scope.locationIds],
  ],
});

// INDEXED BY: the small index of the few that are unsettled, where SQLite would take a larger one.
const UNSETTLED = `status IN ('QUEUED', 'SENT', 'ACCEPTED')`;

export const commandOperations = {
  command: (connection: Connection, id: string) =>
    readDocument(connection, 'SELECT doc FROM commands WHERE id = ?', id),
  commandsById: (connection: Connection, ids: readonly string[]) => readDocumentsByKey(connection, commandTable, ids),
  commands: (connection: Connection, query: CommandQuery) => readPage(connection, selection(query), query),
  countCommands: (connection: Connection, query: CommandQuery) => countAll(connection, selection(query), query),
  unsettledCommands: (connection: Connection, stationId: string | null) =>
    stationId === null
      ? readDocuments(
          connection,
          `SELECT doc FROM commands INDEXED BY commands_unsettled WHERE ${UNSETTLED} ORDER BY created_at, id`,
        )
      : readDocuments(
          connection,
          `SELECT doc FROM commands INDEXED BY commands_unsettled_of_station
           WHERE station_id = ? AND ${UNSETTLED} ORDER BY created_at, id`,
          stationId,
        ),
  commandByNumber: (connection: Connection, { stationId, number }: { stationId: string; number: number }) =>
    readDocument(connection, 'SELECT doc FROM commands WHERE station_id = ? AND number = ?', stationId, number),
  recentStarts: (connection: Connection, { stationId, sinceAt }: { stationId: string; sinceAt: Date }) =>
    readDocuments(
      connection,
      `SELECT doc FROM commands INDEXED BY commands_starts
       WHERE station_id = ? AND type = 'START_SESSION' AND created_at >= ?
       ORDER BY created_at DESC, id DESC`,
      stationId,
      sinceAt.getTime(),
    ),
};

export const createCommandStore = (database: SqliteDatabase): CommandStore => {
  const call = database.client<typeof commandOperations>('store');
  return {
    command: async (id) => decodeOrNull<Command>(await call('command', id)),
    commandsById: async (ids) => decodeAll<Command>(await call('commandsById', ids)),
    commands: async (query) => decodePage<Command>(await call('commands', query)),
    countCommands: (query) => call('countCommands', query),
    unsettledCommands: async (stationId) => decodeAll<Command>(await call('unsettledCommands', stationId)),
    commandByNumber: async (stationId, number) =>
      decodeOrNull<Command>(await call('commandByNumber', { stationId, number })),
    recentStarts: async (stationId, sinceAt) =>
      decodeAll<Command<'START_SESSION'>>(await call('recentStarts', { stationId, sinceAt })),
  };
};
