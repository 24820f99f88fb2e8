/** EVSEs as callers find them: by their own uid, wherever they are. */
import { found, requireScope, sees } from '../access.ts';
import type { Evses } from '../api/evses.ts';
import type { Store } from '../ports/store.ts';

export const createEvses = ({ store }: { readonly store: Pick<Store, 'get' | 'station'> }): Evses => ({
  get: async (caller, uid) => {
    requireScope(caller, 'stations:read');
    const record = found(await store.get('evses', uid), sees(caller, 'evses'));
    const station = record.stationId === null ? null : await store.station(record.stationId);
    const evse = station?.evses.find((one) => one.uid === record.uid);
    return station === null || evse === undefined ? { record, station: null, evse: null } : { record, station, evse };
  },
});
