import { z } from 'zod';
import { tool } from '../tool.ts';

export const getEvse = tool({
  name: 'get_evse',
  title: 'One EVSE',
  description: 'One EVSE by its uid, or by the eMI3 id that is printed on it (such as NL*VGT*E12*1), and its station.',
  scopes: ['stations:read'],
  access: 'read',
  fields: { id: z.string().min(1).max(48) },
  run: async ({ services, shapes, caller }, { id }) => ({ evse: shapes.evse(await services.evses.get(caller, id)) }),
});
