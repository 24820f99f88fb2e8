import type { EvseRecord } from '../evse.ts';
import { kindOf } from './kind.ts';

/** The registry of EVSEs. What their connectors do is in their stations. */
export const evses = kindOf<EvseRecord>()({
  name: 'evses',
  key: { name: 'uid', of: ({ uid }) => uid, ignoresCase: true },
  fields: {
    stationId: { type: 'text', of: ({ stationId }) => stationId, filters: true },
    locationId: { type: 'text', of: ({ locationId }) => locationId, filters: true },
  },
  orders: ['updatedAt'],
  scope: { location: 'locationId', token: 'open', driver: 'open' },
  retention: null,
});
