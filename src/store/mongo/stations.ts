/** What stations have beside what every kind has. */
import type { StationStore } from '../../services/ports/station-store.ts';
import { find } from './find.ts';
import type { Models } from './models.ts';
import { OLDEST_FIRST } from './page.ts';

export const createStationExtras = (models: Models): Pick<StationStore, 'onlineStationIds'> => ({
  onlineStationIds: async () => {
    const online = { 'd.online': true };
    const found = await find<{ _id: string }>(models, 'stations', online, { fields: { _id: 1 }, order: OLDEST_FIRST });
    return found.map(({ _id }) => _id);
  },
});
