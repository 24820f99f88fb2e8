import type { ChargingProfile, ChargingProfilePurpose, RateUnit } from './charging-profile.ts';
import type { ErrorCode } from './error.ts';
import type { JsonValue } from './json.ts';
import type { Registration } from './station.ts';
import type { TokenRef } from './token.ts';

/** What each command is told, by its type. Ids are ours; the OCPP folders translate. */
export type CommandParameters = {
  START_SESSION: { readonly evseId: number | null; readonly connectorId: number | null; readonly token: TokenRef };
  STOP_SESSION: { readonly sessionId: string };
  UNLOCK_CONNECTOR: { readonly evseId: number; readonly connectorId: number };
  RESET_STATION: { readonly mode: 'IMMEDIATE' | 'ON_IDLE'; readonly evseId: number | null };
  CHANGE_AVAILABILITY: {
    readonly operative: boolean;
    readonly evseId: number | null;
    readonly connectorId: number | null;
  };
  /** message: the OCPP name, such as StatusNotification. */
  TRIGGER_MESSAGE: { readonly message: string; readonly evseId: number | null; readonly connectorId: number | null };
  /** OCPP 1.6 keys; empty: all. */
  GET_CONFIGURATION: { readonly keys: readonly string[] };
  SET_CONFIGURATION: { readonly key: string; readonly value: string };
  GET_VARIABLES: { readonly variables: readonly VariableRef[] };
  SET_VARIABLES: { readonly variables: readonly (VariableRef & { readonly value: string })[] };
  /** sessionId goes with purpose TX only. evseId null: the whole station. */
  SET_CHARGING_PROFILE: {
    readonly evseId: number | null;
    readonly sessionId: string | null;
    readonly profile: ChargingProfile;
  };
  CLEAR_CHARGING_PROFILE: {
    readonly profileId: number | null;
    readonly evseId: number | null;
    readonly purpose: ChargingProfilePurpose | null;
    readonly stackLevel: number | null;
  };
  GET_COMPOSITE_SCHEDULE: {
    readonly evseId: number | null;
    readonly durationS: number;
    readonly unit: RateUnit | null;
  };
  /** Exactly one of limitW and limitA; sessionId null: the whole station. fromAt null: now; untilAt null: until cleared. */
  SET_CHARGING_LIMIT: {
    readonly sessionId: string | null;
    readonly limitW: number | null;
    readonly limitA: number | null;
    readonly fromAt: Date | null;
    readonly untilAt: Date | null;
  };
  CLEAR_CHARGING_LIMIT: { readonly sessionId: string | null };
};

/** OCPP 2.x device model address. attribute null: Actual. */
export type VariableRef = {
  readonly component: string;
  readonly componentInstance: string | null;
  readonly evseId: number | null;
  readonly connectorId: number | null;
  readonly variable: string;
  readonly variableInstance: string | null;
  readonly attribute: 'Actual' | 'Target' | 'MinSet' | 'MaxSet' | null;
};

export type CommandType = keyof CommandParameters;

/** What must be seen before ACCEPTED becomes CONFIRMED. answer: the station's answer is the effect. */
export type CommandEffect = 'answer' | 'transaction_started' | 'transaction_ended' | 'boot' | 'availability';

/** expiresInS: how long it may wait for the station; effectWithinS: how long the effect may take after the answer. */
export const COMMAND_RULES: Record<
  CommandType,
  { readonly effect: CommandEffect; readonly expiresInS: number; readonly effectWithinS: number }
> = {
  START_SESSION: { effect: 'transaction_started', expiresInS: 60, effectWithinS: 90 },
  STOP_SESSION: { effect: 'transaction_ended', expiresInS: 60, effectWithinS: 60 },
  UNLOCK_CONNECTOR: { effect: 'answer', expiresInS: 60, effectWithinS: 60 },
  RESET_STATION: { effect: 'boot', expiresInS: 3600, effectWithinS: 600 },
  CHANGE_AVAILABILITY: { effect: 'availability', expiresInS: 14_400, effectWithinS: 86_400 },
  TRIGGER_MESSAGE: { effect: 'answer', expiresInS: 300, effectWithinS: 60 },
  GET_CONFIGURATION: { effect: 'answer', expiresInS: 14_400, effectWithinS: 60 },
  SET_CONFIGURATION: { effect: 'answer', expiresInS: 14_400, effectWithinS: 60 },
  GET_VARIABLES: { effect: 'answer', expiresInS: 14_400, effectWithinS: 60 },
  SET_VARIABLES: { effect: 'answer', expiresInS: 14_400, effectWithinS: 60 },
  SET_CHARGING_PROFILE: { effect: 'answer', expiresInS: 14_400, effectWithinS: 60 },
  CLEAR_CHARGING_PROFILE: { effect: 'answer', expiresInS: 14_400, effectWithinS: 60 },
  GET_COMPOSITE_SCHEDULE: { effect: 'answer', expiresInS: 300, effectWithinS: 60 },
  SET_CHARGING_LIMIT: { effect: 'answer', expiresInS: 14_400, effectWithinS: 60 },
  CLEAR_CHARGING_LIMIT: { effect: 'answer', expiresInS: 14_400, effectWithinS: 60 },
};

export const COMMAND_TYPES = Object.keys(COMMAND_RULES) as readonly CommandType[];

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
      readonly evseId: number | null;
      /** Carried by STOP and limits from the start; by START as soon as the session is known. */
      readonly sessionId: string | null;
      readonly status: CommandStatus;
      /** What the station answered, in our shape; null until then. */
      readonly result: JsonValue;
      readonly error: CommandFault | null;
      readonly lateOutcome: LateOutcome | null;
      readonly requestedBy: { readonly clientId: string; readonly userId: string | null };
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
 * timeout: no answer in time; the late one goes to StationInbox.lateAnswer.
 */
export type StationAnswer =
  | { readonly kind: 'accepted'; readonly done: boolean; readonly result: JsonValue }
  | { readonly kind: 'rejected'; readonly detail: string; readonly result: JsonValue }
  | { readonly kind: 'not_supported'; readonly detail: string }
  | { readonly kind: 'error'; readonly errorCode: string; readonly detail: string }
  | { readonly kind: 'timeout' };

/** What may be sent before a registration is accepted (OCPP 1.6, 4.2 and errata 3.8; OCPP 2.0.1 part 2, B02). */
const CONFIGURING: ReadonlySet<CommandType> = new Set<CommandType>([
  'GET_CONFIGURATION',
  'SET_CONFIGURATION',
  'GET_VARIABLES',
  'SET_VARIABLES',
  'TRIGGER_MESSAGE',
  'RESET_STATION',
]);

/** Whether a station of this registration may be sent this type of command: none when it is rejected. */
export const mayBeSent = (registration: Registration, type: CommandType): boolean =>
  registration === 'accepted' || (registration === 'pending' && CONFIGURING.has(type));
