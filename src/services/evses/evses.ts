/** EVSEs as callers find them: by their own uid or their eMI3 id, wherever they are. */
import type { Caller } from '../../domain/access.ts';
import { comparableEmi3Id } from '../../domain/emi3-id.ts';
import type { EvseRecord } from '../../domain/evse.ts';
import type { Station } from '../../domain/station.ts';
import { found, requireScope, sees, visibilityOf } from '../access.ts';
import type { Evses, FoundEvse } from '../api/evses.ts';
import { listPage } from '../paging.ts';
import type { Store } from '../ports/store.ts';
import { findEvse } from './find-evse.ts';

const at = (record: EvseRecord, station: Station | null): FoundEvse => {
  const evse = station?.evses.find((one) => one.uid === record.uid);
  return station === null || evse === undefined ? { record, station: null, evse: null } : { record, station, evse };
};

export const createEvses = ({
  store,
  update,
}: {
  readonly store: Pick<Store, 'get' | 'list' | 'count' | 'station' | 'stationsById'>;
  readonly update: Evses['update'];
}): Evses => {
  const find = async (caller: Caller, name: string): Promise<FoundEvse> => {
    const record = found(await findEvse(store, name), sees(caller, 'evses'));
    return at(record, record.stationId === null ? null : await store.station(record.stationId));
  };

  return {
    update,
    current: async (caller, name) => {
      requireScope(caller, 'stations:write');
      return find(caller, name);
    },
    get: async (caller, name) => {
      requireScope(caller, 'stations:read');
      return find(caller, name);
    },
    list: async (caller, page, { stationId, locationId, emi3Id }) => {
      requireScope(caller, 'stations:read');
      const where = { stationId, locationId, emi3Id: emi3Id === null ? null : comparableEmi3Id(emi3Id) };
      const records = await listPage({
        kind: 'evses',
        page,
        scope: visibilityOf(caller),
        list: (query) => store.list('evses', { ...query, where }),
        count: (query, upTo) => store.count('evses', { ...query, where }, upTo),
      });
      const ids = new Set(records.items.map((record) => record.stationId).filter((id) => id !== null));
      const stations = new Map((await store.stationsById([...ids])).map((station) => [station.id, station]));
      return {
        ...records,
        items: records.items.map((record) => at(record, stations.get(record.stationId ?? '') ?? null)),
      };
    },
  };
};
