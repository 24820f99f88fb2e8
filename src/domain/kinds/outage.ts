import type { Outage } from '../outage.ts';
import { kindOf } from './kind.ts';

export const outages = kindOf<Outage>()({
  name: 'outages',
  key: { name: 'id', of: ({ id }) => id },
  fields: {
    stationId: { type: 'text', of: ({ stationId }) => stationId, filters: true },
    locationId: { type: 'text', of: ({ locationId }) => locationId, filters: true },
    cause: { type: 'text', of: ({ cause }) => cause, filters: true },
  },
  orders: [],
  scope: { location: 'locationId', token: 'open', driver: 'open' },
  grows: true,
  retention: null,
});
