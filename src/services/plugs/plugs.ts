/** Finds plugs: where they are, whether they are free, and what fits a vehicle, in what the caller may see. */
import type { Caller } from '../../domain/access.ts';
import { evseStatus } from '../../domain/evse-status.ts';
import type { Coordinates } from '../../domain/geo-area.ts';
import { fitsWish } from '../../domain/plug.ts';
import type { Evse, Station } from '../../domain/station.ts';
import type { Visibility } from '../../domain/visibility.ts';
import { requireScope, visibilityOf } from '../access.ts';
import type { Page } from '../api/paging.ts';
import type { FoundPlace, FoundPlug, Place, PlugSearch, Plugs } from '../api/plugs.ts';
import { collectFaults, type Faults } from '../faults.ts';
import { OLDEST_FIRST, pagesOf } from '../list-pages.ts';
import { MAX_LIMIT, requireLimit } from '../paging.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { Clock } from '../ports/time.ts';
import { createFrontiers } from './frontiers.ts';
import { decodePosition, encodePosition, isBehind, LAST, type SearchPosition } from './position.ts';
import { type Spot, walk } from './walk.ts';

/** Half of the way around. */
const FARTHEST_M = 20_040_000;
/** Locations looked through for one page, which then ends where that was. */
const MOST_LOOKED = 4_000;
/** Locations whose stations are asked for at once. */
const AT_ONCE = 200;

type Found<T> = { readonly item: T; readonly position: SearchPosition };

const checkPoint = (unless: Faults['unless'], pointer: string, { latitude, longitude }: Coordinates): void => {
  unless(Math.abs(latitude) <= 90, pointer, 'A latitude is -90 to 90 degrees.');
  unless(Math.abs(longitude) <= 180, pointer, 'A longitude is -180 to 180 degrees.');
};

const requirePlace = (place: Place): void => {
  const { unless, raise } = collectFaults();
  if ('box' in place) {
    const { south, west, north, east } = place.box;
    checkPoint(unless, '/box', { latitude: south, longitude: west });
    checkPoint(unless, '/box', { latitude: north, longitude: east });
    unless(south <= north, '/box', 'The south of a box is not north of its north.');
  } else {
    checkPoint(unless, '/near', place.near);
    unless(place.radiusM > 0 && place.radiusM <= FARTHEST_M, '/radiusM', `A radius is up to ${FARTHEST_M} m.`);
  }
  raise();
};

const kindOf = (place: Place): string => ('box' in place ? 'box' : 'near');

const isWanted = (station: Station, evse: Evse, { status, ...wish }: PlugSearch): boolean =>
  (status === null || evseStatus(station, evse, false) === status) && fitsWish(evse, wish);

const isPicky = ({ status, standards, powerType, minPowerW }: PlugSearch): boolean =>
  status !== null || standards !== null || powerType !== null || minPowerW !== null;

export const createPlugs = ({
  store,
  clock,
}: {
  readonly store: Pick<DocumentStore, 'list' | 'getMany'>;
  readonly clock: Pick<Clock, 'now'>;
}): Plugs => {
  const frontiers = createFrontiers({ clock });

  const stationsIn = async (scope: Visibility, locationIds: readonly string[]): Promise<readonly Station[]> => {
    const granted = scope.locationIds;
    const ids = granted === null ? locationIds : locationIds.filter((id) => granted.includes(id));
    if (ids.length === 0) return [];
    const query = { ...OLDEST_FIRST, scope: { ...scope, locationIds: ids }, limit: MAX_LIMIT };
    const found: Station[] = [];
    const pages = pagesOf('stations', query, (page) => store.list('stations', { ...page, where: {} }));
    for await (const stations of pages) found.push(...stations);
    return found;
  };

  const byLocation = async (scope: Visibility, locationIds: readonly string[]) => {
    const stations = await stationsIn(scope, [...new Set(locationIds)]);
    const grouped = Map.groupBy(stations, ({ locationId }) => locationId);
    return (id: string): readonly Station[] => grouped.get(id) ?? [];
  };

  /** Walks until a page is full, or enough was looked through. */
  const search = async <T>(
    { place, limit, cursor }: PlugSearch,
    scope: Visibility,
    itemsAt: (spots: readonly Spot[]) => Promise<readonly Found<T>[]>,
  ): Promise<Page<T>> => {
    requireLimit(limit);
    requirePlace(place);
    const kind = kindOf(place);
    const after = cursor === null ? null : decodePosition(kind, cursor);
    const found: Found<T>[] = [];
    let looked = 0;
    const pageUpTo = (nextCursor: string | null): Page<T> => {
      const shown = found.slice(0, limit);
      const cursors = shown.map(({ position }) => encodePosition(kind, position));
      return {
        items: shown.map(({ item }) => item),
        cursors,
        nextCursor: found.length > limit ? (cursors.at(-1) ?? null) : nextCursor,
        total: null,
      };
    };
    for await (const { spots, end, keep } of walk({ store, scope, clock }, place, after, frontiers)) {
      for (let at = 0; at < spots.length; at += AT_ONCE) {
        const items = await itemsAt(spots.slice(at, at + AT_ONCE));
        found.push(...items.filter(({ position }) => after === null || isBehind(position, after)));
        const last = found.length > limit ? found[limit - 1] : undefined;
        if (last !== undefined) {
          keep(last.position);
          return pageUpTo(null);
        }
      }
      looked += spots.length;
      if (looked >= MOST_LOOKED) {
        keep(end);
        return pageUpTo(encodePosition(kind, end));
      }
    }
    return pageUpTo(null);
  };

  const evses: Plugs['evses'] = async (caller, wanted) => {
    requireScope(caller, 'stations:read');
    const scope = visibilityOf(caller);
    // Of a location only where it is: who is bound to groups sees stations there, though no location.
    const page = await search<Omit<FoundPlug, 'record'>>(wanted, { ...scope, groupIds: null }, async (spots) => {
      const at = await byLocation(
        scope,
        spots.map(({ location }) => location.id),
      );
      return spots.flatMap(({ location, rank, distanceM }) =>
        at(location.id)
          .flatMap((station) => station.evses.map((evse) => ({ location, distanceM, station, evse })))
          .filter(({ station, evse }) => isWanted(station, evse, wanted))
          .map((item) => ({ item, position: { rank, locationId: location.id, uid: item.evse.uid } }))
          .sort((one, other) => (isBehind(one.position, other.position) ? 1 : -1)),
      );
    });
    const records = await store.getMany(
      'evses',
      page.items.map(({ evse }) => evse.uid),
    );
    const byUid = new Map(records.map((record) => [record.uid.toLowerCase(), record]));
    const items = page.items.flatMap((item): readonly FoundPlug[] => {
      const record = byUid.get(item.evse.uid.toLowerCase());
      // Not registered yet: see services/evses/register.ts.
      return record === undefined ? [] : [{ ...item, record }];
    });
    return { ...page, items };
  };

  const locations: Plugs['locations'] = async (caller, wanted) => {
    requireScope(caller, 'locations:read');
    if (isPicky(wanted)) requireScope(caller, 'stations:read');
    const scope = visibilityOf(caller);
    const seesStations = caller.scopes.has('stations:read');
    return search<FoundPlace>(wanted, scope, async (spots) => {
      const ids = spots.map(({ location }) => location.id);
      const at = seesStations ? await byLocation(scope, ids) : () => [];
      return spots.flatMap(({ location, rank, distanceM }) => {
        const stations = at(location.id);
        const fits =
          !isPicky(wanted) || stations.some((station) => station.evses.some((evse) => isWanted(station, evse, wanted)));
        if (!fits) return [];
        return [{ item: { location, distanceM, stations }, position: { rank, locationId: location.id, uid: LAST } }];
      });
    });
  };

  const stationsAt = async (caller: Caller, locationIds: readonly string[]) => {
    requireScope(caller, 'stations:read');
    const at = await byLocation(visibilityOf(caller), locationIds);
    return locationIds.map(at);
  };

  return { evses, locations, stationsAt };
};
