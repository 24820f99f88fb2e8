/** Every tool: one line each, in the order in which they are offered. */
import type { Tool } from '../tool.ts';
import { cancelCommand } from './cancel-command.ts';
import { confirmCommand } from './confirm-command.ts';
import { getCommand } from './get-command.ts';
import { getEvse } from './get-evse.ts';
import { getLocation } from './get-location.ts';
import { getSession } from './get-session.ts';
import { getStation } from './get-station.ts';
import { listCommands } from './list-commands.ts';
import { listEvents } from './list-events.ts';
import { listLocations } from './list-locations.ts';
import { listOutages } from './list-outages.ts';
import { listSessions } from './list-sessions.ts';
import { listStations } from './list-stations.ts';
import { prepareCommand } from './prepare-command.ts';
import { whoAmI } from './who-am-i.ts';

export const TOOLS: readonly Tool[] = [
  whoAmI,
  listLocations,
  getLocation,
  listStations,
  getStation,
  getEvse,
  listOutages,
  listSessions,
  getSession,
  listCommands,
  getCommand,
  listEvents,
  prepareCommand,
  confirmCommand,
  cancelCommand,
];
