import { z } from 'zod';
import { tool } from '../tool.ts';

export const getStation = tool({
  name: 'get_station',
  title: 'One station',
  description: 'One charging station by its id: EVSEs, connectors, status, firmware, problems.',
  scopes: ['stations:read'],
  access: 'read',
  fields: { id: z.string().min(1).max(255) },
  run: async ({ services, shapes, caller }, { id }) => ({
    station: shapes.oneStation(await services.stations.get(caller, id)),
  }),
});
