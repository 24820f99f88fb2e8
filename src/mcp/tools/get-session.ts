import { z } from 'zod';
import { tool } from '../tool.ts';

export const getSession = tool({
  name: 'get_session',
  title: 'One session',
  description: 'One charging session by its id.',
  scopes: ['sessions:read'],
  access: 'read',
  fields: { id: z.string().min(1).max(255) },
  run: async ({ services, shapes, caller }, { id }) => ({
    session: shapes.session(await services.sessions.get(caller, id)),
  }),
});
