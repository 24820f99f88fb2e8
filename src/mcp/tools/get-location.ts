import { z } from 'zod';
import { tool } from '../tool.ts';

export const getLocation = tool({
  name: 'get_location',
  title: 'One location',
  description: 'One location by its id. Its stations: list_stations with location_id.',
  scopes: ['locations:read'],
  access: 'read',
  fields: { id: z.string().min(1).max(255) },
  run: async ({ services, shapes, caller }, { id }) => ({
    location: shapes.location(await services.locations.get(caller, id)),
  }),
});
