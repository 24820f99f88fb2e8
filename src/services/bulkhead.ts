/** A bulkhead: so many at a time for each key and in all, so many waiting; a key that is stuck holds only its own places. */

export type BulkheadBounds = {
  readonly perKey: number;
  readonly inAll: number;
  readonly waitingPerKey: number;
  readonly waitingInAll: number;
};

/** What a place is given back with, once; or why there is none. */
export type Entrance = (() => void) | 'full' | 'aborted';

export type Bulkhead = {
  readonly enter: (key: string, signal: AbortSignal) => Promise<Entrance>;
  readonly stats: () => { readonly running: number; readonly waiting: number };
};

type Cell = { running: number; readonly waiting: Set<() => void> };

export const createBulkhead = (bounds: BulkheadBounds): Bulkhead => {
  const cells = new Map<string, Cell>();
  /** Keys that have somebody waiting and room of their own, in the order of their turns. */
  const ready = new Set<string>();
  let running = 0;
  let waiting = 0;

  const fill = (): void => {
    for (const key of ready) {
      if (running >= bounds.inAll) return;
      ready.delete(key);
      const cell = cells.get(key);
      const [next] = cell?.waiting ?? [];
      if (cell === undefined || next === undefined || cell.running >= bounds.perKey) continue;
      cell.waiting.delete(next);
      waiting -= 1;
      cell.running += 1;
      running += 1;
      // Behind the other keys: none takes all places that fall free.
      if (cell.waiting.size > 0 && cell.running < bounds.perKey) ready.add(key);
      next();
    }
  };

  const leaveOnce = (key: string, cell: Cell): (() => void) => {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      cell.running -= 1;
      running -= 1;
      if (cell.waiting.size > 0) ready.add(key);
      else if (cell.running === 0) cells.delete(key);
      fill();
    };
  };

  return {
    enter: async (key, signal) => {
      if (signal.aborted) return 'aborted';
      const cell = cells.get(key) ?? { running: 0, waiting: new Set() };
      cells.set(key, cell);
      if (running < bounds.inAll && cell.running < bounds.perKey && cell.waiting.size === 0) {
        cell.running += 1;
        running += 1;
        return leaveOnce(key, cell);
      }
      if (cell.waiting.size >= bounds.waitingPerKey || waiting >= bounds.waitingInAll) {
        if (cell.running === 0 && cell.waiting.size === 0) cells.delete(key);
        return 'full';
      }
      return new Promise<Entrance>((resolve) => {
        const start = (): void => {
          signal.removeEventListener('abort', giveUp);
          resolve(leaveOnce(key, cell));
        };
        const giveUp = (): void => {
          cell.waiting.delete(start);
          waiting -= 1;
          if (cell.waiting.size === 0) ready.delete(key);
          if (cell.running === 0 && cell.waiting.size === 0) cells.delete(key);
          resolve('aborted');
        };
        signal.addEventListener('abort', giveUp, { once: true });
        cell.waiting.add(start);
        waiting += 1;
        if (cell.running < bounds.perKey) ready.add(key);
      });
    },
    stats: () => ({ running, waiting }),
  };
};
