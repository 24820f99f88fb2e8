import { z } from 'zod';
import { COMMAND_STATUSES } from '../../domain/command.ts';
import { COMMAND_TYPES } from '../../domain/commands/commands.ts';
import { changedFields, pageFields, pageInput, pageOf } from '../paging.ts';
import { tool } from '../tool.ts';

export const listCommands = tool({
  name: 'list_commands',
  title: 'Commands',
  description: 'Commands to stations, the newest first, with what became of each.',
  scopes: ['stations:read', 'sessions:read'],
  access: 'read',
  fields: {
    ...pageFields,
    ...changedFields,
    station_id: z.string().max(255).optional(),
    session_id: z.string().max(255).optional(),
    type: z.enum(COMMAND_TYPES as [string, ...string[]]).optional(),
    status: z.enum(COMMAND_STATUSES).optional(),
  },
  run: async ({ services, shapes, caller }, { station_id, session_id, type, status, ...page }) =>
    pageOf(
      await services.commands.list(caller, pageInput(page), {
        stationId: station_id ?? null,
        sessionId: session_id ?? null,
        type: COMMAND_TYPES.find((known) => known === type) ?? null,
        status: status ?? null,
      }),
      shapes.command,
    ),
});
