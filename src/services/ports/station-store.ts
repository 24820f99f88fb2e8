import type { OrderOf } from '../../domain/kinds/documents.ts';
import type { Station } from '../../domain/station.ts';
import type { Count, ListQuery, Slice } from './list.ts';

export type StationQuery = ListQuery<OrderOf<'stations'>> & {
  readonly locationId: string | null;
  readonly online: boolean | null;
  readonly hasProblems?: boolean | null;
};

export type StationStore = {
  readonly station: (id: string) => Promise<Station | null>;
  readonly stationsById: (ids: readonly string[]) => Promise<readonly Station[]>;
  readonly stations: (query: StationQuery) => Promise<Slice<Station>>;
  readonly countStations: Count<StationQuery>;
  /** Stations marked online; after a start all of ours that are not connected are set offline. */
  readonly onlineStationIds: () => Promise<readonly string[]>;
};
