import { z } from 'zod';
import { tool } from '../tool.ts';

const MOST_WAIT_S = 20;

export const getCommand = tool({
  name: 'get_command',
  title: 'One command',
  description: 'One command by its id, with what became of it. wait_s waits until it has ended, at most that long.',
  scopes: ['stations:read', 'sessions:read'],
  access: 'read',
  fields: { id: z.string().min(1).max(255), wait_s: z.number().min(0).max(MOST_WAIT_S).default(0) },
  run: async ({ services, shapes, caller, signal, beginWaiting }, { id, wait_s }) => {
    if (wait_s === 0) return { command: shapes.command(await services.commands.get(caller, id)) };
    beginWaiting();
    return { command: shapes.command(await services.commands.wait(caller, id, wait_s * 1000, signal)) };
  },
});
