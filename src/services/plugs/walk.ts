/**
 * Locations in the order of a search, a stretch at a time: by the cells that are nearest to a point, or along the cells of
 * a box. What is farther than what was wanted is not read.
 */
import { distanceM, EARTH_RADIUS_M, farthestM, isInBox, nearestM } from '../../domain/geo-area.ts';
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
import type { Location } from '../../domain/location.ts';
import type { Visibility } from '../../domain/visibility.ts';
import type { Place } from '../api/plugs.ts';
import { OLDEST_FIRST, pagesOf } from '../list-pages.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import { LAST, type SearchPosition } from './position.ts';

export type Spot = { readonly location: Location; readonly rank: number; readonly distanceM: number | null };

/** All spots up to `end`, behind those of the stretch before. */
export type Stretch = { readonly spots: readonly Spot[]; readonly end: SearchPosition };

type Looking = { readonly store: Pick<DocumentStore, 'list'>; readonly scope: Visibility };

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

const byRank = (one: Spot, other: Spot): number =>
  one.rank - other.rank || (one.location.id < other.location.id ? -1 : 1);

/** Those of a range of cells, a page at a time. */
const locationsIn = ({ store, scope }: Looking, { from, to }: CellRange, limit = PAGE) =>
  pagesOf(
    'locations',
    { ...OLDEST_FIRST, scope, order: 'cell', after: { value: from, id: '' }, until: to, limit },
    (query) => store.list('locations', { ...query, where: {} }),
  );

type Waiting = { readonly cell: Cell; readonly nearest: number };

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

/** Best first: the nearest cell is divided or read, until what has been read is nearer than all that has not. */
async function* around(
  looking: Looking,
  { near, radiusM }: Extract<Place, { readonly near: unknown }>,
  after: SearchPosition | null,
): AsyncGenerator<Stretch> {
  const lastMm = Math.round(radiusM * 1000);
  const firstMm = after?.rank ?? 0;
  const waiting: Waiting[] = [];
  let read: Spot[] = [];

  const wait = (cell: Cell): void => {
    const bounds = boundsOf(cell);
    const nearest = nearestM(near, bounds);
    if (nearest * 1000 > lastMm || farthestM(near, bounds) * 1000 < firstMm) return;
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
      const distance = distanceM(near, location.coordinates);
      const rank = Math.round(distance * 1000);
      if (rank >= firstMm && rank <= lastMm) read.push({ location, rank, distanceM: distance });
    }
  };

  wait(WHOLE);
  while (waiting.length > 0) {
    const worth: Cell[] = [];
    while (worth.length < AT_ONCE) {
      const next = waiting.pop();
      if (next === undefined) break;
      if (isWorthReading(next)) worth.push(next.cell);
      else childrenOf(next.cell).forEach(wait);
    }
    await Promise.all(worth.map(readOrDivide));
    const knownMm = Math.floor((waiting.at(-1)?.nearest ?? Number.POSITIVE_INFINITY) * 1000) - 1;
    const spots = read.filter(({ rank }) => rank <= knownMm).sort(byRank);
    if (spots.length === 0) continue;
    read = read.filter(({ rank }) => rank > knownMm);
    const end = Math.min(lastMm, knownMm);
    yield { spots, end: { rank: end, locationId: LAST, uid: LAST } };
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
      yield { spots, end: { rank: cellOf(last.coordinates), locationId: last.id, uid: LAST } };
    }
  }
}

/** From a position on; what is exactly there may come again. */
export const walk = (looking: Looking, place: Place, after: SearchPosition | null): AsyncGenerator<Stretch> =>
  'box' in place ? inside(looking, place, after) : around(looking, place, after);
