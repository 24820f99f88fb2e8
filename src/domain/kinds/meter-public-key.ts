import type { MeterPublicKey } from '../meter-public-key.ts';
import { kindOf } from './kind.ts';

export const meterPublicKeys = kindOf<MeterPublicKey>()({
  name: 'meterPublicKeys',
  key: { name: 'id', of: ({ id }) => id },
  fields: {
    stationId: { type: 'text', of: ({ stationId }) => stationId, filters: true },
    locationId: { type: 'text', of: ({ locationId }) => locationId },
  },
  orders: [],
  scope: { location: 'locationId', token: 'open', driver: 'open' },
  retention: null,
});
