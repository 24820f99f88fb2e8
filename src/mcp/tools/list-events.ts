import { z } from 'zod';
import { EVENT_TYPES } from '../../domain/event.ts';
import { pageFields, pageOf } from '../paging.ts';
import { tool } from '../tool.ts';

export const listEvents = tool({
  name: 'list_events',
  title: 'Events',
  description:
    'What happened, oldest first unless asked otherwise: newest_first tells what happened last, date_from begins at a ' +
    'time of interest. Each event carries its object as it was. ' +
    'Only those of objects that the token may read otherwise are there.',
  scopes: ['events:read'],
  access: 'read',
  fields: {
    ...pageFields,
    order: z.enum(['oldest_first', 'newest_first']).default('oldest_first'),
    types: z.array(z.enum(EVENT_TYPES as [string, ...string[]])).optional(),
    station_id: z.string().max(255).optional(),
    session_id: z.string().max(255).optional(),
    location_id: z.string().max(255).optional(),
    date_from: z.iso.datetime({ offset: true }).optional().describe('Happened at or after, RFC 3339.'),
    date_to: z.iso.datetime({ offset: true }).optional().describe('Happened before, RFC 3339.'),
  },
  run: async (
    { services, shapes, caller },
    { limit, cursor, order, types, station_id, session_id, location_id, date_from, date_to },
  ) =>
    pageOf(
      await services.events.list(
        caller,
        {
          limit,
          cursor: cursor ?? null,
          newestFirst: order === 'newest_first',
          fromAt: date_from === undefined ? null : new Date(date_from),
          toAt: date_to === undefined ? null : new Date(date_to),
          withTotal: true,
        },
        {
          types: types === undefined ? null : EVENT_TYPES.filter((type) => types.includes(type)),
          stationId: station_id ?? null,
          sessionId: session_id ?? null,
          locationId: location_id ?? null,
          objectId: null,
        },
      ),
      shapes.event,
    ),
});
