import type { Caller } from '../../domain/access.ts';
import type { BulkFault } from '../../domain/bulk-answer.ts';
import type { Command, CommandStatus } from '../../domain/command.ts';
import type { CommandParameters, CommandType } from '../../domain/commands/commands.ts';
import type { Page, PageInput } from './paging.ts';

/** stationId may be left out where the session or the EVSE's uid names it. */
export type CommandRequest = {
  [T in CommandType]: {
    readonly type: T;
    readonly stationId: string | null;
    /** The EVSE by its uid: its station and number are found by it. */
    readonly evseUid?: string | null;
    readonly parameters: CommandParameters[T];
    /** 1 to 86400 s; null: the type's own. */
    readonly expiresInS: number | null;
    readonly idempotencyKey: string | null;
    /** W3C trace context that it belongs to, checked: kept on the command and so in its events. Absent: none. */
    readonly traceparent?: string;
  };
}[CommandType];

/** The stations that one request asks: exactly one of these. */
export type BulkTarget = {
  /** Up to 1,000. */
  readonly stationIds: readonly string[] | null;
  /** Those that stand there. */
  readonly locationId: string | null;
  /** Those of the group. */
  readonly groupId: string | null;
};

export type BulkCommandRequest = { readonly request: CommandRequest; readonly target: BulkTarget };

/** One of the two is null. */
export type BulkCommandResult = {
  readonly stationId: string;
  readonly command: Command | null;
  readonly fault: BulkFault | null;
};

export type CommandBatch = {
  /** The commands carry it. */
  readonly id: string;
  readonly results: readonly BulkCommandResult[];
  readonly repeated: boolean;
};

export type Commands = {
  /** Stored and queued when it resolves. repeated: the idempotency key was seen before, this is the first answer. */
  readonly request: (
    caller: Caller,
    request: CommandRequest,
  ) => Promise<{ readonly command: Command; readonly repeated: boolean }>;
  /** What `request` would take it for, and nothing else: throws as that does. */
  readonly check: (
    caller: Caller,
    request: CommandRequest,
  ) => Promise<{
    readonly stationId: string;
    readonly evseId: number | null;
    readonly sessionId: string | null;
    readonly online: boolean;
  }>;
  /**
   * One command for each station, all stored when it resolves, or none; they go out little by little, as their type says.
   * A station that is refused has its fault in its result, and stops no other.
   */
  readonly requestMany: (caller: Caller, request: BulkCommandRequest) => Promise<CommandBatch>;
  readonly get: (caller: Caller, id: string) => Promise<Command>;
  readonly byIds: (caller: Caller, ids: readonly string[]) => Promise<readonly (Command | null)[]>;
  readonly list: (
    caller: Caller,
    page: PageInput,
    filter: {
      readonly stationId: string | null;
      readonly sessionId: string | null;
      readonly type: CommandType | null;
      readonly status: CommandStatus | null;
      readonly evseUid?: string | null;
      readonly batchId?: string | null;
      readonly locationId?: string | null;
    },
  ) => Promise<Page<Command>>;
  /** Waits until it is settled or the time is over (0 to 60 s), then answers it as it is. signal ends the wait early. */
  readonly wait: (caller: Caller, id: string, waitMs: number, signal?: AbortSignal) => Promise<Command>;
  readonly cancel: (caller: Caller, id: string) => Promise<Command>;
};
