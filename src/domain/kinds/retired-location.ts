import type { RetiredLocation } from '../retired.ts';
import { kindOf } from './kind.ts';
import { locations } from './location.ts';

/** Seen by whoever saw the location. No search looks for it: it has no cell. */
export const retiredLocations = kindOf<RetiredLocation>()({
  name: 'retiredLocations',
  key: locations.key,
  fields: { partyId: locations.fields.partyId },
  orders: ['updatedAt'],
  // As locations have it.
  scope: { location: 'id', token: 'open', driver: 'open', party: 'partyId' },
  retention: null,
  removable: true,
  // The removal of the location is in the log.
  audit: null,
});
