import { z } from 'zod';
import { tool } from '../tool.ts';
import { CONTROL } from './control.ts';

/** The second step. Repeated, it answers the same command: a start is never sent twice. */
export const confirmCommand = tool({
  name: 'confirm_command',
  title: 'Confirm a command',
  description:
    'Sends what prepare_command has prepared, once; called again, it answers the same command. ' +
    'Follow it by get_command with wait_s.',
  scopes: CONTROL,
  access: 'write',
  fields: { confirmation_id: z.string().min(1).max(100) },
  run: async ({ services, shapes, commandInputs, prepared, caller }, { confirmation_id }) => {
    const { type, input } = await prepared.find(caller, confirmation_id);
    const request = commandInputs.read(type, input);
    const { command, repeated } = await services.commands.request(caller, {
      ...request,
      idempotencyKey: `confirmation-${confirmation_id}`,
    });
    return { command: shapes.command(command), repeated };
  },
});
