/** Which scope opens which command, and who may move and see what. */
import type { Caller, Scope } from '../../domain/access.ts';
import type { Command, CommandType } from '../../domain/command.ts';
import { commandUpdated } from '../../domain/command-rules.ts';
import { seesEvent } from '../../domain/event-visibility.ts';
import { visibilityOf } from '../access.ts';

export const CONTROL_SCOPES: Readonly<Record<CommandType, Scope>> = {
  START_SESSION: 'sessions:control',
  STOP_SESSION: 'sessions:control',
  UNLOCK_CONNECTOR: 'stations:control',
  RESET_STATION: 'stations:control',
  CHANGE_AVAILABILITY: 'stations:control',
  TRIGGER_MESSAGE: 'stations:control',
  GET_CONFIGURATION: 'stations:control',
  SET_CONFIGURATION: 'stations:control',
  GET_VARIABLES: 'stations:control',
  SET_VARIABLES: 'stations:control',
  SET_CHARGING_PROFILE: 'charging:control',
  CLEAR_CHARGING_PROFILE: 'charging:control',
  GET_COMPOSITE_SCHEDULE: 'charging:control',
  SET_CHARGING_LIMIT: 'charging:control',
  CLEAR_CHARGING_LIMIT: 'charging:control',
};

/** Whether the caller is bound to no driver and to no tokens, so that it may move a station that others use too. */
export const isUnbound = ({ grants, userId }: Caller): boolean => grants.tokenUids === null && userId === null;

/** Whether a caller reads the commands of others too, as far as its grants go; if not, it sees its own only. */
export const readsOthers = ({ scopes }: Caller): boolean => scopes.has('stations:read') || scopes.has('sessions:read');

/**
 * Whether a caller may see a command: within its grants (as its events, see domain/event-visibility.ts), and its own,
 * or any with stations:read or sessions:read.
 *
 * tokenUid: the token that the command is about, or null.
 */
export const seesCommand = (caller: Caller, command: Command, tokenUid: string | null): boolean =>
  (readsOthers(caller) || command.requestedBy.clientId === caller.clientId) &&
  seesEvent(visibilityOf(caller), commandUpdated(command, command.id, tokenUid));
