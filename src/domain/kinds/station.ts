import type { Station } from '../station.ts';
import { kindOf } from './kind.ts';

export const stations = kindOf<Station>()({
  name: 'stations',
  key: { name: 'id', of: ({ id }) => id },
  fields: {
    locationId: { type: 'text', of: ({ locationId }) => locationId, filters: true },
    online: { type: 'flag', of: ({ online }) => online, filters: true },
  },
  orders: ['updatedAt'],
  scope: { location: 'locationId', token: 'open', driver: 'open' },
  retention: null,
  complete: (stored: Station) =>
    Object.hasOwn(stored, 'meterKeys') ? stored : { ...stored, openOutages: [], disconnectReason: null, meterKeys: [] },
});
