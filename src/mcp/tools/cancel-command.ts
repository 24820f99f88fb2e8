import { z } from 'zod';
import { tool } from '../tool.ts';
import { CONTROL } from './control.ts';

export const cancelCommand = tool({
  name: 'cancel_command',
  title: 'Cancel a command',
  description: 'Takes back a command that is still QUEUED, before it reaches its station.',
  scopes: CONTROL,
  access: 'write',
  fields: { id: z.string().min(1).max(255) },
  run: async ({ services, shapes, caller }, { id }) => ({
    command: shapes.command(await services.commands.cancel(caller, id)),
  }),
});
