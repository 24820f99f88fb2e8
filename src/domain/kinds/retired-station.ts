import type { RetiredStation } from '../retired.ts';
import { kindOf } from './kind.ts';
import { stations } from './station.ts';

/** Seen by whoever saw the station. */
export const retiredStations = kindOf<RetiredStation>()({
  name: 'retiredStations',
  key: stations.key,
  fields: stations.fields,
  orders: ['updatedAt'],
  scope: stations.scope,
  retention: null,
  removable: true,
  // The removal of the station is in the log.
  audit: null,
  complete: (stored) => ({ ...stored, ...stations.complete?.(stored) }),
});
