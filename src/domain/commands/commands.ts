/** Every type of command, one line for each; what is said of it is in its own file. docs/recipes/command.md adds one. */
import { changeAvailability } from './change-availability.ts';
import { clearChargingLimit } from './clear-charging-limit.ts';
import { clearChargingProfile } from './clear-charging-profile.ts';
import type { CommandDeclaration } from './declaration.ts';
import type { Fields } from './fields.ts';
import { getCompositeSchedule } from './get-composite-schedule.ts';
import { getConfiguration } from './get-configuration.ts';
import { getVariables } from './get-variables.ts';
import { resetStation } from './reset-station.ts';
import { setChargingLimit } from './set-charging-limit.ts';
import { setChargingProfile } from './set-charging-profile.ts';
import { setConfiguration } from './set-configuration.ts';
import { setVariables } from './set-variables.ts';
import { startSession } from './start-session.ts';
import { stopSession } from './stop-session.ts';
import { triggerMessage } from './trigger-message.ts';
import { unlockConnector } from './unlock-connector.ts';

const TABLE = {
  START_SESSION: startSession,
  STOP_SESSION: stopSession,
  UNLOCK_CONNECTOR: unlockConnector,
  RESET_STATION: resetStation,
  CHANGE_AVAILABILITY: changeAvailability,
  TRIGGER_MESSAGE: triggerMessage,
  GET_CONFIGURATION: getConfiguration,
  SET_CONFIGURATION: setConfiguration,
  GET_VARIABLES: getVariables,
  SET_VARIABLES: setVariables,
  SET_CHARGING_PROFILE: setChargingProfile,
  CLEAR_CHARGING_PROFILE: clearChargingProfile,
  GET_COMPOSITE_SCHEDULE: getCompositeSchedule,
  SET_CHARGING_LIMIT: setChargingLimit,
  CLEAR_CHARGING_LIMIT: clearChargingLimit,
} as const;

export type CommandType = keyof typeof TABLE;

/** What each command is told, by its type. */
export type CommandParameters = {
  [T in CommandType]: (typeof TABLE)[T] extends CommandDeclaration<infer P> ? P : never;
};

export const COMMANDS: { readonly [T in CommandType]: CommandDeclaration<CommandParameters[T]> } = TABLE;

export const COMMAND_TYPES = Object.keys(TABLE) as readonly CommandType[];

/** Those that one request may ask many stations for. */
export const BULK_COMMAND_TYPES: readonly CommandType[] = COMMAND_TYPES.filter(
  (type) => COMMANDS[type].bulk !== undefined,
);

/** What a type is told, by the names of its record. */
export const fieldsOf = (type: CommandType): Fields => COMMANDS[type].parameters;
