import type { Session } from '../session.ts';
import { kindOf } from './kind.ts';

/** No order by `updatedAt`: each meter value would move the session in six more indexes. */
export const sessions = kindOf<Session>()({
  name: 'sessions',
  key: { name: 'id', of: ({ id }) => id },
  fields: {
    tokenUid: { type: 'text', of: ({ token }) => token?.uid ?? null, ignoresCase: true, filters: true },
    stationId: { type: 'text', of: ({ stationId }) => stationId, filters: true },
    locationId: { type: 'text', of: ({ locationId }) => locationId, filters: true },
    driverId: { type: 'text', of: ({ driverId }) => driverId },
    status: { type: 'text', of: ({ status }) => status, filters: true, common: ['COMPLETED'] },
    transactionId: { type: 'text', of: ({ transaction }) => transaction.id },
    startKey: { type: 'text', of: ({ transaction }) => transaction.startKey },
  },
  orders: [],
  scope: { location: 'locationId', token: 'tokenUid', driver: 'driverId' },
  leads: ['status', 'stationId', 'tokenUid', 'driverId', 'locationId'],
  grows: true,
  retention: null,
});
