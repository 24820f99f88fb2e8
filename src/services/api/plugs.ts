import type { Caller } from '../../domain/access.ts';
import type { EvseRecord } from '../../domain/evse.ts';
import type { Box, Coordinates } from '../../domain/geo-area.ts';
import type { Location } from '../../domain/location.ts';
import type { PlugWish } from '../../domain/plug.ts';
import type { Evse, EvseStatus, Station } from '../../domain/station.ts';
import type { Page } from './paging.ts';

/** Where to look: around a point, the nearest first, or in a box. */
export type Place = { readonly near: Coordinates; readonly radiusM: number } | { readonly box: Box };

export type PlugSearch = PlugWish & {
  readonly place: Place;
  readonly status: EvseStatus | null;
  readonly limit: number;
  readonly cursor: string | null;
};

/** distanceM null: the search was in a box. */
export type FoundPlug = {
  readonly location: Location;
  readonly distanceM: number | null;
  readonly station: Station;
  readonly evse: Evse;
  readonly record: EvseRecord;
};

/** stations: those there that the caller may see; none where it may see no stations. */
export type FoundPlace = {
  readonly location: Location;
  readonly distanceM: number | null;
  readonly stations: readonly Station[];
};

export type Plugs = {
  /** A page may be short of its limit though there are more: then so much was looked through already. */
  readonly evses: (caller: Caller, search: PlugSearch) => Promise<Page<FoundPlug>>;
  /** Those with an EVSE that is looked for; without a status or a wish, all that are there. */
  readonly locations: (caller: Caller, search: PlugSearch) => Promise<Page<FoundPlace>>;
  /** The stations at each location, as far as the caller may see them. */
  readonly stationsAt: (caller: Caller, locationIds: readonly string[]) => Promise<readonly (readonly Station[])[]>;
};
