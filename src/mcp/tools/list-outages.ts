import { z } from 'zod';
import { changedFields, pageFields, pageInput, pageOf } from '../paging.ts';
import { tool } from '../tool.ts';

export const listOutages = tool({
  name: 'list_outages',
  title: 'Outages',
  description: 'When stations and EVSEs could not serve, and why; open: true gives those that last.',
  scopes: ['stations:read'],
  access: 'read',
  fields: {
    ...pageFields,
    ...changedFields,
    station_id: z.string().max(255).optional(),
    location_id: z.string().max(255).optional(),
    open: z.boolean().optional(),
  },
  run: async ({ services, shapes, caller }, { station_id, location_id, open, ...page }) =>
    pageOf(
      await services.outages.list(caller, pageInput(page), {
        stationId: station_id ?? null,
        locationId: location_id ?? null,
        open: open ?? null,
      }),
      shapes.outage,
    ),
});
