/**
 * Locations in the order of a search, a stretch at a time: by the cells that are nearest to a point, or along the cells of
 * a box. What is farther than what was wanted is not read.
 */
import { type Coordinates, distanceM, EARTH_RADIUS_M, farthestM, isInBox, nearestM } from '../../domain/geo-area.ts';
import {
  boundsOf,
  type Cell,
  type CellRange,
  cellOf,
  cellsOver,
  childrenOf,
  isDivisible,
  rangeOf,
  WHOLE,
} from '../../domain/geo-cell.ts';
import { inScope } from '../../domain/kinds/in-scope.ts';
import type { Location } from '../../domain/location.ts';
import type { Visibility } from '../../domain/visibility.ts';
import type { Place } from '../api/plugs.ts';
import { OLDEST_FIRST, pagesOf } from '../list-pages.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { Clock } from '../ports/time.ts';
import type { Entry, Frontiers, Waiting } from './frontiers.ts';
import { LAST, type SearchPosition } from './position.ts';

export type Spot = { readonly location: Location; readonly rank: number; readonly distanceM: number | null };

/** All spots up to `end`, behind those of the stretch before. */
export type Stretch = {
  readonly spots: readonly Spot[];
  readonly end: SearchPosition;
  /** A page ends here, at a position in this stretch or at its end: the next one may go on from it. */
  readonly keep: (position: SearchPosition) => void;
};

type Looking = {
  readonly store: Pick<DocumentStore, 'list' | 'getMany'>;
  readonly scope: Visibility;
  readonly clock: Pick<Clock, 'now'>;
};
type AroundPoint = Extract<Place, { readonly near: unknown }>;

/** Locations of one query. */
const PAGE = 500;
/** A cell with more is divided. */
const MOST_IN_CELL = 200;
/** Cells read at once. */
const AT_ONCE = 4;
/** From 11 degrees of latitude on, at the poles. */
const POLAR_LEVEL = 4;
/** Smaller ones are read whole without a look at how much is in their parts. */
const SMALL_CELL_M = 2_000;

const byRank = (one: Entry, other: Entry): number =>
  one.rank - other.rank || (one.locationId < other.locationId ? -1 : 1);

const rankOf = (near: Coordinates, { coordinates }: Location): number =>
  Math.round(distanceM(near, coordinates) * 1000);

/** Those of a range of cells, a page at a time. */
const locationsIn = ({ store, scope }: Looking, { from, to }: CellRange, limit = PAGE) =>
  pagesOf(
    'locations',
    { ...OLDEST_FIRST, scope, order: 'cell', after: { value: from, id: '' }, until: to, limit },
    (query) => store.list('locations', { ...query, where: {} }),
  );

/**
 * A cell is worth a query unless it is large beside how far away it is: so there are about as many at every distance, and
 * few where there is nothing; one that has much is divided then. At a pole all meridians meet, and cells grow no wider.
 */
const isWorthReading = ({ cell, nearest }: Waiting): boolean => {
  const { south, north } = boundsOf(cell);
  if (cell.level >= POLAR_LEVEL && (south === -90 || north === 90)) return true;
  const heightM = ((north - south) * Math.PI * EARTH_RADIUS_M) / 180;
  return heightM <= Math.max(SMALL_CELL_M, nearest * 2) || !isDivisible(cell);
};

/** Spots of one stretch. */
const MOST_SPOTS = 200;

const walkOf = ({ scope }: Looking, { near, radiusM }: AroundPoint): string =>
  JSON.stringify([near.latitude, near.longitude, radiusM, scope]);

/**
 * Best first: the nearest cell is divided or read, until what has been read is nearer than all that has not. A walk goes on
 * where a page before had come to, when that is remembered.
 */
async function* around(
  looking: Looking,
  place: AroundPoint,
  after: SearchPosition | null,
  frontiers: Frontiers,
): AsyncGenerator<Stretch> {
  const { near, radiusM } = place;
  const lastMm = Math.round(radiusM * 1000);
  const firstMm = after?.rank ?? 0;
  const walk = walkOf(looking, place);
  const begun = frontiers.find(walk, firstMm);
  const beganMs = begun?.beganMs ?? looking.clock.now().getTime();
  const waiting: Waiting[] = [];
  let entries: Entry[] = begun?.entries.filter(({ rank }) => rank >= firstMm) ?? [];
  /** Entries before it have been answered. */
  let next = 0;
  /** Of this walk's own reading. */
  const read = new Map<string, Location>();

  const isBetween = (cell: Cell, nearest: number): boolean =>
    nearest * 1000 <= lastMm && farthestM(near, boundsOf(cell)) * 1000 >= firstMm;

  const wait = (cell: Cell): void => {
    const nearest = nearestM(near, boundsOf(cell));
    if (!isBetween(cell, nearest)) return;
    const place = waiting.findIndex((other) => other.nearest < nearest);
    // The nearest is the last.
    waiting.splice(place === -1 ? waiting.length : place, 0, { cell, nearest });
  };

  const readOrDivide = async (cell: Cell): Promise<void> => {
    const found: Location[] = [];
    for await (const items of locationsIn(looking, rangeOf(cell), isDivisible(cell) ? MOST_IN_CELL + 1 : PAGE)) {
      found.push(...items);
      if (found.length > MOST_IN_CELL && isDivisible(cell)) {
        childrenOf(cell).forEach(wait);
        return;
      }
    }
    for (const location of found) {
      const rank = rankOf(near, location);
      if (rank < firstMm || rank > lastMm) continue;
      entries.push({ rank, locationId: location.id });
      read.set(location.id, location);
    }
  };

  const readMore = async (): Promise<void> => {
    const worth: Cell[] = [];
    while (worth.length < AT_ONCE) {
      const nearest = waiting.pop();
      if (nearest === undefined) break;
      if (isWorthReading(nearest)) worth.push(nearest.cell);
      else childrenOf(nearest.cell).forEach(wait);
    }
    entries = entries.slice(next);
    next = 0;
    await Promise.all(worth.map(readOrDivide));
    entries.sort(byRank);
  };

  /** As they are now: one may have moved or gone since a page before read of it. */
  const spotsOf = async (known: readonly Entry[]): Promise<readonly Spot[]> => {
    const ids = known.flatMap(({ locationId }) => (read.has(locationId) ? [] : [locationId]));
    const again = ids.length === 0 ? [] : await looking.store.getMany('locations', ids);
    const seen = again.filter((location) => inScope('locations', looking.scope, location));
    const now = new Map(seen.map((location) => [location.id, location]));
    return known.flatMap(({ rank, locationId }): readonly Spot[] => {
      const location = read.get(locationId) ?? now.get(locationId);
      if (location === undefined || rankOf(near, location) !== rank) return [];
      return [{ location, rank, distanceM: distanceM(near, location.coordinates) }];
    });
  };

  if (begun === null) wait(WHOLE);
  else waiting.push(...begun.waiting.filter(({ cell, nearest }) => isBetween(cell, nearest)));
  for (;;) {
    const knownMm = Math.floor((waiting.at(-1)?.nearest ?? Number.POSITIVE_INFINITY) * 1000) - 1;
    const ready: Entry[] = [];
    while (ready.length < MOST_SPOTS) {
      const entry = entries[next];
      if (entry === undefined || entry.rank > knownMm) break;
      ready.push(entry);
      next += 1;
    }
    const last = ready.at(-1);
    if (last !== undefined) {
      yield {
        spots: await spotsOf(ready),
        end: { rank: last.rank, locationId: last.locationId, uid: LAST },
        keep: ({ rank }) =>
          frontiers.keep(walk, {
            rank,
            entries: [...ready.filter((entry) => entry.rank >= rank), ...entries.slice(next)],
            waiting: [...waiting],
            beganMs,
          }),
      };
    } else if (waiting.length === 0) return;
    else await readMore();
  }
}

async function* inside(
  looking: Looking,
  { box }: Extract<Place, { readonly box: unknown }>,
  after: SearchPosition | null,
): AsyncGenerator<Stretch> {
  for (const { from, to } of cellsOver(box)) {
    if (after !== null && to <= after.rank) continue;
    const begin = Math.max(from, after?.rank ?? 0);
    for await (const items of locationsIn(looking, { from: begin, to })) {
      const spots = items
        .filter(({ coordinates }) => isInBox(box, coordinates))
        .map((location): Spot => ({ location, rank: cellOf(location.coordinates), distanceM: null }));
      const last = items.at(-1);
      if (last === undefined) continue;
      yield {
        spots,
        end: { rank: cellOf(last.coordinates), locationId: last.id, uid: LAST },
        // The index is by the cell: the next page begins where it is.
        keep: () => undefined,
      };
    }
  }
}

/** From a position on; what is exactly there may come again. */
export const walk = (
  looking: Looking,
  place: Place,
  after: SearchPosition | null,
  frontiers: Frontiers,
): AsyncGenerator<Stretch> =>
  'box' in place ? inside(looking, place, after) : around(looking, place, after, frontiers);
