import type { Command, CommandStatus } from '../../domain/command.ts';
import type { CommandType } from '../../domain/commands/commands.ts';
import type { OrderOf } from '../../domain/kinds/documents.ts';
import type { Count, ListQuery, Slice } from './list.ts';

export type CommandQuery = ListQuery<OrderOf<'commands'>> & {
  readonly stationId: string | null;
  readonly sessionId: string | null;
  readonly type: CommandType | null;
  readonly status: CommandStatus | null;
  /** Whatever station it was on. */
  readonly evseUid?: string | null;
  /** Of the request that asked many stations. */
  readonly batchId?: string | null;
  readonly locationId?: string | null;
  /** Only the ones that this client asked for; null: whatever the scope shows. */
  readonly clientId: string | null;
};

export type CommandStore = {
  readonly command: (id: string) => Promise<Command | null>;
  readonly commandsById: (ids: readonly string[]) => Promise<readonly Command[]>;
  readonly commands: (query: CommandQuery) => Promise<Slice<Command>>;
  readonly countCommands: Count<CommandQuery>;
  /** QUEUED, SENT or ACCEPTED, oldest first; of one station, or of all (for the reconciler). */
  readonly unsettledCommands: (stationId: string | null) => Promise<readonly Command[]>;
  readonly commandByNumber: (stationId: string, number: number) => Promise<Command | null>;
  /** Those of one type for a station made since then, newest first: cool-down, and the command behind an effect. */
  readonly recentCommands: <T extends CommandType>(
    stationId: string,
    type: T,
    sinceAt: Date,
  ) => Promise<readonly Command<T>[]>;
};
