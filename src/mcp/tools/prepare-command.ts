import { z } from 'zod';
import { COMMAND_TYPES, type CommandType } from '../../domain/commands/commands.ts';
import type { JsonObject } from '../../domain/json.ts';
import { PREPARED_FOR_S } from '../prepared.ts';
import { tool } from '../tool.ts';
import { CONTROL } from './control.ts';

/** The first of two steps: nothing is sent. */
export const prepareCommand = tool({
  name: 'prepare_command',
  title: 'Prepare a command',
  description:
    'The first of two steps to command a station: checks the command and says what it would do, and sends nothing. ' +
    'Show the answer to the person you work for, then call confirm_command with its confirmation_id. ' +
    'input has the fields of POST /api/v1/commands/{type}; what is wrong with it is told with what the type takes. ' +
    'START_SESSION takes {"station_id", "evse_id"?, "token": {"uid", "type"}}; STOP_SESSION {"session_id"}; ' +
    'RESET_STATION {"station_id", "type": "IMMEDIATE" | "ON_IDLE"}; SET_CHARGING_LIMIT {"station_id" or "session_id", "limit_w"}.',
  scopes: CONTROL,
  access: 'write',
  fields: {
    type: z.enum(COMMAND_TYPES as [CommandType, ...CommandType[]]),
    input: z.record(z.string(), z.unknown()).describe('As REST takes it, in snake_case.'),
  },
  run: async ({ services, commandInputs, prepared, caller }, { type, input }) => {
    const request = commandInputs.read(type, input);
    const { stationId, evseId, sessionId, online } = await services.commands.check(caller, request);
    const { id, until } = await prepared.keep(caller, { type, input: input as JsonObject });
    return {
      confirmation_id: id,
      expires_at: until.toISOString(),
      would_send: { type, station_id: stationId, evse_id: evseId, session_id: sessionId, input },
      station_online: online,
      next: `Nothing was sent. confirm_command within ${PREPARED_FOR_S} s sends it, once.`,
    };
  },
});
