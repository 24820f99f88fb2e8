import { z } from 'zod';
import { SESSION_STATUSES } from '../../domain/session.ts';
import { changedFields, pageFields, pageInput, pageOf } from '../paging.ts';
import { tool } from '../tool.ts';

export const listSessions = tool({
  name: 'list_sessions',
  title: 'Sessions',
  description: 'Charging sessions, the newest first: energy, power, times, status. ACTIVE are those that run.',
  scopes: ['sessions:read'],
  access: 'read',
  fields: {
    ...pageFields,
    ...changedFields,
    station_id: z.string().max(255).optional(),
    location_id: z.string().max(255).optional(),
    status: z.enum(SESSION_STATUSES).optional(),
  },
  run: async ({ services, shapes, caller }, { station_id, location_id, status, ...page }) =>
    pageOf(
      await services.sessions.list(caller, pageInput(page), {
        stationId: station_id ?? null,
        locationId: location_id ?? null,
        tokenUid: null,
        status: status ?? null,
      }),
      shapes.session,
    ),
});
