import type { OrderOf } from '../../domain/kinds/documents.ts';
import type { Location } from '../../domain/location.ts';
import type { Count, ListQuery, Slice } from './list.ts';

export type LocationStore = {
  readonly location: (id: string) => Promise<Location | null>;
  readonly locationsById: (ids: readonly string[]) => Promise<readonly Location[]>;
  readonly locations: (query: ListQuery<OrderOf<'locations'>>) => Promise<Slice<Location>>;
  readonly countLocations: Count<ListQuery<OrderOf<'locations'>>>;
};
