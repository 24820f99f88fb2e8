import type { CommandReason, Observation } from './command-reason.ts';
import { COMMANDS, type CommandParameters, type CommandType } from './commands/commands.ts';
import type { ErrorCode } from './error.ts';
import type { JsonValue } from './json.ts';
import type { Registration } from './station.ts';

export const COMMAND_STATUSES = [
  'QUEUED',
  'SENT',
  'ACCEPTED',
  'CONFIRMED',
  'REJECTED',
  'FAILED',
  'TIMED_OUT',
  'EXPIRED',
  'CANCELLED',
] as const;
export type CommandStatus = (typeof COMMAND_STATUSES)[number];

/** Why a command ended other than CONFIRMED. */
export type CommandFault = { readonly code: ErrorCode; readonly detail: string };

/** An answer or effect that came after the command had ended; told, never acted on. */
export type LateOutcome = {
  readonly status: 'ACCEPTED' | 'CONFIRMED' | 'REJECTED' | 'FAILED';
  readonly sessionId: string | null;
  readonly detail: string | null;
  readonly seenAt: Date;
};

/** One record from request to effect; the same id on every face. */
export type Command<T extends CommandType = CommandType> = T extends CommandType
  ? {
      readonly id: string;
      readonly version: number;
      /** int32, unique over all nodes: OCPP remoteStartId, and profile id of a limit. */
      readonly number: number;
      readonly type: T;
      readonly parameters: CommandParameters[T];
      readonly stationId: string;
      /** Location of the station when requested; grants are checked on it. */
      readonly locationId: string | null;
      /** Party of the station when requested. */
      readonly partyId: string;
      /** Group of the station when requested. */
      readonly stationGroupId: string | null;
      readonly evseId: number | null;
      readonly evseUid: string | null;
      /** Carried by STOP and limits from the start; by START as soon as the session is known. */
      readonly sessionId: string | null;
      readonly status: CommandStatus;
      /** What the station answered, in our shape; null until then. */
      readonly result: JsonValue;
      readonly error: CommandFault | null;
      /** Why it brought nothing; absent: it has not ended so, or did before this was kept. */
      readonly reason?: CommandReason | null;
      /** What was seen between the request and that end, oldest first. */
      readonly seen?: readonly Observation[];
      readonly lateOutcome: LateOutcome | null;
      readonly requestedBy: { readonly clientId: string; readonly userId: string | null };
      /** W3C trace context of the request; absent: it had none, or was made before this was kept. No face shows it. */
      readonly traceparent?: string;
      /** Of the request that asked many stations for it; absent: it was asked for by itself. */
      readonly batchId?: string;
      /** It is not sent before: those of one request go out little by little. Absent: at once. */
      readonly notBeforeAt?: Date;
      /** Under which it was asked for; absent: none. Traces alone show it, to those who may know who asked. */
      readonly idempotencyKey?: string;
      readonly createdAt: Date;
      readonly updatedAt: Date;
      readonly expiresAt: Date;
      readonly sentAt: Date | null;
      /** The node (process) that sent it; null until then. Internal: no face shows it. */
      readonly sentBy: string | null;
      readonly answeredAt: Date | null;
    }
  : never;

/** Whether nothing more is awaited of the command. */
export const isSettled = (status: CommandStatus): boolean =>
  status !== 'QUEUED' && status !== 'SENT' && status !== 'ACCEPTED';

/**
 * What a station said to a command. `accepted` with done false: the effect comes later.
 * timeout: no answer in time; the late one goes to StationInbox.lateAnswer. lost: the connection ended before an answer.
 */
export type StationAnswer =
  | { readonly kind: 'accepted'; readonly done: boolean; readonly result: JsonValue }
  | { readonly kind: 'rejected'; readonly detail: string; readonly result: JsonValue }
  | { readonly kind: 'not_supported'; readonly detail: string }
  | { readonly kind: 'error'; readonly errorCode: string; readonly detail: string }
  | { readonly kind: 'timeout'; readonly lost?: true };

/** Whether a station of this registration may be sent this type of command: none when it is rejected. */
export const mayBeSent = (registration: Registration, type: CommandType): boolean =>
  registration === 'accepted' || (registration === 'pending' && COMMANDS[type].beforeAccepted);
