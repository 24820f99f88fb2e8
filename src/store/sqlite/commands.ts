/** What commands have beside what every kind has. */
import type { Command } from '../../domain/command.ts';
import type { CommandType } from '../../domain/commands/commands.ts';
import { TYPES_WITH_TOKEN } from '../../domain/commands/naming.ts';
import { KINDS } from '../../domain/kinds/documents.ts';
import { heldBy } from '../../domain/kinds/kind.ts';
import type { CommandStore } from '../../services/ports/command-store.ts';
import { decodeAllOf, decodeOfOrNull } from '../stored-text.ts';
import type { Connection } from './connection.ts';
import type { SqliteDatabase } from './database.ts';
import { type DocumentRow, putDocument, readDocument, readDocuments } from './documents.ts';
import { rowOf, TABLES } from './kind-table.ts';

/** values: of the columns but the last, which is the token that the command is seen with. */
export type CommandRow = {
  readonly type: CommandType;
  readonly sessionId: string | null;
  readonly tokenUid: string | null;
  readonly values: DocumentRow;
};

export const commandRow = (command: Command): CommandRow => {
  const token = heldBy(KINDS.commands, 'tokenUid', command);
  return {
    type: command.type,
    sessionId: command.sessionId,
    tokenUid: typeof token === 'string' ? token : null,
    values: rowOf.commands(command),
  };
};

/** What names a token is seen with that, any other command with that of its session. */
export const putCommand = (connection: Connection, row: CommandRow): void => {
  const token =
    TYPES_WITH_TOKEN.includes(row.type) || row.sessionId === null
      ? row.tokenUid
      : (connection.get<{ token_uid: string | null }>('SELECT token_uid FROM sessions WHERE id = ?', row.sessionId)
          ?.token_uid ?? null);
  putDocument(connection, TABLES.commands, [...row.values, token]);
};

// INDEXED BY: the small index of the few that are unsettled, where SQLite would take a larger one.
const UNSETTLED = `status IN ('QUEUED', 'SENT', 'ACCEPTED')`;

type Recent = { readonly stationId: string; readonly type: CommandType; readonly sinceAt: Date };

export const commandOperations = {
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

export type CommandExtras = Pick<CommandStore, 'unsettledCommands' | 'commandByNumber' | 'recentCommands'>;

export const createCommandExtras = (database: SqliteDatabase): CommandExtras => {
  const find = database.lookUp<typeof commandOperations>('store');
  return {
    unsettledCommands: async (stationId) => decodeAllOf('commands', await find('unsettledCommands', stationId)),
    commandByNumber: async (stationId, number) =>
      decodeOfOrNull('commands', await find('commandByNumber', { stationId, number })),
    recentCommands: async <T extends CommandType>(stationId: string, type: T, sinceAt: Date) =>
      // The query asks for the type.
      decodeAllOf('commands', await find('recentCommands', { stationId, type, sinceAt })) as readonly Command<T>[],
  };
};
