/** Whether memory grows: heaps after a collection, through the run. */
import type { Inspector, Memory } from './inspector.ts';

const MIB = 1024 * 1024;
/** In fewer cases everything is still warming up. */
const ENOUGH_CASES = 5_000;

/** What caches that are bounded, and still filling, may add between the two quarters. */
const TOLERANCE_MIB = 12;
const TOLERANCE_SHARE = 0.15;
/** Of the whole process: the allocators keep what the largest moments took. */
const RSS_TOLERANCE_SHARE = 0.6;

export type MemoryVerdict = {
  readonly fault: string | null;
  /** Means of the second and the last quarter of the run, and the slope from the second quarter on, in MiB. */
  readonly secondQuarterMib: number;
  readonly lastQuarterMib: number;
  readonly slopeMibPerThousand: number;
  /** The whole process, the store's thread and what the allocator keeps included: means of the same quarters. */
  readonly rssMib: readonly [secondQuarter: number, lastQuarter: number];
};

/** done: how many cases were through when it was taken. */
export type Sample = Memory & { readonly done: number };

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

const slopeOf = (points: readonly { readonly x: number; readonly y: number }[]): number => {
  const [meanX, meanY] = [mean(points.map(({ x }) => x)), mean(points.map(({ y }) => y))];
  const spread = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  return spread === 0 ? 0 : points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / spread;
};

/** Holds the last quarter of a run against its second; the first warms up. */
export const judgeMemory = (samples: readonly Sample[], total: number): MemoryVerdict => {
  const quarter = (from: number, to: number, read: (sample: Sample) => number): number =>
    mean(samples.filter(({ done }) => done >= from * total && done < to * total).map(read)) / MIB;
  const heap = ({ heapUsed, external }: Sample): number => heapUsed + external;
  const rss = (sample: Sample): number => sample.rss;
  const [second, last] = [quarter(0.25, 0.5, heap), quarter(0.75, 1.01, heap)];
  const rssMib = [quarter(0.25, 0.5, rss), quarter(0.75, 1.01, rss)] as const;
  const later = samples.filter(({ done }) => done >= total / 4);
  const slope = slopeOf(later.map((sample) => ({ x: sample.done / 1_000, y: heap(sample) / MIB })));
  const grown = (name: string, from: number, to: number, share: number): string | null =>
    to > from + Math.max(TOLERANCE_MIB, share * from)
      ? `the ${name} grew from ${from.toFixed(1)} to ${to.toFixed(1)} MiB`
      : null;
  return {
    fault:
      total < ENOUGH_CASES
        ? null
        : (grown('heap', second, last, TOLERANCE_SHARE) ?? grown('process', ...rssMib, RSS_TOLERANCE_SHARE)),
    secondQuarterMib: second,
    lastQuarterMib: last,
    slopeMibPerThousand: slope,
    rssMib,
  };
};

/** Takes one each time that `done` has moved on by a part of the run. */
export const createMemoryWatch = (inspector: Inspector, total: number) => {
  const samples: Sample[] = [];
  const parts = total < ENOUGH_CASES ? 4 : 40;
  let taking: Promise<void> | null = null;
  let nextAt = 0;
  return {
    samples,
    passed: (done: number): void => {
      if (done < nextAt || taking !== null) return;
      nextAt = done + total / parts;
      taking = inspector.memory().then(
        (memory) => {
          samples.push({ ...memory, done });
          taking = null;
        },
        // The process is gone; whoever watches it tells so.
        () => undefined,
      );
    },
  };
};
