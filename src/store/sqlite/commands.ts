import type { Command } from '../../domain/command.ts';
import type { CommandType } from '../../domain/commands/commands.ts';
import { namedToken, TYPES_WITH_TOKEN } from '../../domain/commands/naming.ts';
import type { CommandQuery, CommandStore } from '../../services/ports/command-store.ts';
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
import { type Counted, only, type Selection } from './list-plan.ts';
import { countUpTo, decodePage, readPage } from './page.ts';

const commandTable: DocumentTable = {
  name: 'commands',
  key: 'id',
  columns: [
    'id',
    'version',
    'number',
    'type',
    'status',
    'station_id',
    'location_id',
    'session_id',
    'client_id',
    'user_id',
    'created_at',
    'updated_at',
    'doc',
    'token_uid',
  ],
};

/** values: of the columns but the last, which is the token that the command is seen with. */
export type CommandRow = {
  readonly type: CommandType;
  readonly sessionId: string | null;
  readonly tokenUid: string | null;
  readonly values: DocumentRow;
};

/** Stored and spread elsewhere as it is; the union need not be told apart here. */
type AnyCommand = Pick<Command, Exclude<keyof Command, 'type' | 'parameters'>>;

export const commandRow = (command: Command): CommandRow => {
  const { requestedBy, ...common }: AnyCommand = command;
  const token = namedToken(command);
  return {
    type: command.type,
    sessionId: common.sessionId,
    tokenUid: token === null ? null : uidKey(token.uid),
    values: [
      common.id,
      common.version,
      common.number,
      command.type,
      common.status,
      common.stationId,
      common.locationId,
      common.sessionId,
      requestedBy.clientId,
      requestedBy.userId,
      common.createdAt.getTime(),
      common.updatedAt.getTime(),
      encode(command),
    ],
  };
};

/** What names a token is seen with that, any other command with that of its session. */
export const putCommand = (connection: Connection, row: CommandRow): void => {
  const token =
    TYPES_WITH_TOKEN.includes(row.type) || row.sessionId === null
      ? row.tokenUid
      : (connection.get<{ token_uid: string | null }>('SELECT token_uid FROM sessions WHERE id = ?', row.sessionId)
          ?.token_uid ?? null);
  putDocument(connection, commandTable, [...row.values, token]);
};

const selection = (query: CommandQuery): Selection => ({
  table: commandTable,
  filters: [
    ['session_id', only(query.sessionId)],
    ['user_id', only(query.scope.driverId)],
    ['station_id', only(query.stationId)],
    ['token_uid', uidKeys(query.scope.tokenUids)],
    ['location_id', query.scope.locationIds],
    ['status', only(query.status)],
    ['type', only(query.type)],
    ['client_id', only(query.clientId)],
  ],
  changedLate: 'commands_changed_late',
});

// INDEXED BY: the small index of the few that are unsettled, where SQLite would take a larger one.
const UNSETTLED = `status IN ('QUEUED', 'SENT', 'ACCEPTED')`;

type Recent = { readonly stationId: string; readonly type: CommandType; readonly sinceAt: Date };

export const commandOperations = {
  command: (connection: Connection, id: string) =>
    readDocument(connection, 'SELECT doc FROM commands WHERE id = ?', id),
  commandsById: (connection: Connection, ids: readonly string[]) => readDocumentsByKey(connection, commandTable, ids),
  commands: (connection: Connection, query: CommandQuery) => readPage(connection, selection(query), query),
  countCommands: (connection: Connection, { query, upTo }: Counted<CommandQuery>) =>
    countUpTo(connection, selection(query), query, upTo),
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
  recentCommands: (connection: Connection, { stationId, type, sinceAt }: Recent) =>
    readDocuments(
      connection,
      `SELECT doc FROM commands INDEXED BY commands_of_station
       WHERE station_id = ? AND created_at >= ? AND +type = ? ORDER BY created_at DESC, id DESC`,
      stationId,
      sinceAt.getTime(),
      type,
    ),
};

export const createCommandStore = (database: SqliteDatabase): CommandStore => {
  const call = database.reader<typeof commandOperations>('store');
  const find = database.lookUp<typeof commandOperations>('store');
  return {
    command: async (id) => decodeOrNull<Command>(await find('command', id)),
    commandsById: async (ids) => decodeAll<Command>(await call('commandsById', ids)),
    commands: async (query) => decodePage<Command>(await call('commands', query)),
    countCommands: (query, upTo) => call('countCommands', { query, upTo }),
    unsettledCommands: async (stationId) => decodeAll<Command>(await find('unsettledCommands', stationId)),
    commandByNumber: async (stationId, number) =>
      decodeOrNull<Command>(await find('commandByNumber', { stationId, number })),
    recentCommands: async <T extends CommandType>(stationId: string, type: T, sinceAt: Date) =>
      decodeAll<Command<T>>(await find('recentCommands', { stationId, type, sinceAt })),
  };
};
