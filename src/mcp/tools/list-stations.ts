import { z } from 'zod';
import { pageFields, pageInput, pageOf } from '../paging.ts';
import { tool } from '../tool.ts';

export const listStations = tool({
  name: 'list_stations',
  title: 'Stations',
  description:
    'Charging stations with their EVSEs, connectors, status, and what is wrong with their messages. ' +
    'online: false finds those that are away, has_problems: true those that tell something odd.',
  scopes: ['stations:read'],
  access: 'read',
  fields: {
    ...pageFields,
    location_id: z.string().max(255).optional(),
    online: z.boolean().optional(),
    has_problems: z.boolean().optional(),
  },
  run: async ({ services, shapes, caller }, { location_id, online, has_problems, ...page }) =>
    pageOf(
      await services.stations.list(caller, pageInput(page), {
        locationId: location_id ?? null,
        online: online ?? null,
        hasProblems: has_problems ?? null,
      }),
      shapes.station,
    ),
});
