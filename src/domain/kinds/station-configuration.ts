import type { StationConfiguration } from '../station-configuration.ts';
import { kindOf } from './kind.ts';

/** Found by its station alone, whose grants say who may see it: no list shows it. */
export const stationConfigurations = kindOf<StationConfiguration>()({
  name: 'stationConfigurations',
  key: { name: 'stationId', of: ({ stationId }) => stationId },
  fields: {},
  orders: [],
  scope: {},
  retention: null,
  removable: true,
  // Stations tell them.
  audit: null,
});
