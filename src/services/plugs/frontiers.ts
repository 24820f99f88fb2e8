/**
 * Where walks around a point have come to, so that the next page goes on there: what lies around the edge has been read,
 * and the deeper a page is the longer its edge. A cache: without it a page reads its edge anew.
 */
import type { Cell } from '../../domain/geo-cell.ts';
import type { Clock } from '../ports/time.ts';

/** A location of which is known how far away it is, in millimetres. What it is now is read when it is its turn. */
export type Entry = { readonly rank: number; readonly locationId: string };

/** A cell that nothing is known of yet, but that no place in it is nearer than so many metres. */
export type Waiting = { readonly cell: Cell; readonly nearest: number };

/** All that is not nearer than `rank`: it is among the entries, by their order, or in a cell that waits, the nearest last. */
export type Frontier = {
  readonly rank: number;
  readonly entries: readonly Entry[];
  readonly waiting: readonly Waiting[];
  /** When the first of it was read. */
  readonly beganMs: number;
};

export type Frontiers = {
  /** The last one of a walk that is not behind a rank; null: none is remembered. */
  readonly find: (walk: string, rank: number) => Frontier | null;
  readonly keep: (walk: string, frontier: Frontier) => void;
};

/** What came into a cell behind its reading is missed for so long. */
const LONGEST_MS = 60_000;
/** Of a walk: somebody asks for a page again, or other nodes have the pages between. */
const MOST_OF_ONE = 4;
/** Of all: some 100 bytes each. */
export const MOST_ENTRIES = 300_000;

export const createFrontiers = ({ clock }: { readonly clock: Pick<Clock, 'now'> }): Frontiers => {
  /** The least recently used walk first. */
  const walks = new Map<string, readonly Frontier[]>();
  let entries = 0;

  const sizeOf = (frontiers: readonly Frontier[]): number =>
    frontiers.reduce((sum, one) => sum + one.entries.length + one.waiting.length, 0);

  const put = (walk: string, frontiers: readonly Frontier[]): void => {
    entries += sizeOf(frontiers) - sizeOf(walks.get(walk) ?? []);
    walks.delete(walk);
    if (frontiers.length > 0) walks.set(walk, frontiers);
  };

  const fresh = (walk: string): readonly Frontier[] => {
    const oldestMs = clock.now().getTime() - LONGEST_MS;
    return (walks.get(walk) ?? []).filter(({ beganMs }) => beganMs > oldestMs);
  };

  return {
    find: (walk, rank) => {
      if (!walks.has(walk)) return null;
      const known = fresh(walk);
      put(walk, known);
      return known.reduce<Frontier | null>(
        (best, one) => (one.rank <= rank && (best === null || one.rank > best.rank) ? one : best),
        null,
      );
    },
    keep: (walk, frontier) => {
      const others = fresh(walk).filter(({ rank }) => rank !== frontier.rank);
      put(walk, [...others, frontier].slice(-MOST_OF_ONE));
      for (const oldest of walks.keys()) {
        if (entries <= MOST_ENTRIES) break;
        put(oldest, []);
      }
    },
  };
};
