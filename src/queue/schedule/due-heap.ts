/** Waiting jobs by the instant at which they may run: a binary heap. */

export type Due = { readonly runAtMs: number };

export type DueHeap<T extends Due> = {
  readonly push: (item: T) => void;
  /** The earliest instant, or null when nothing waits. */
  readonly nextMs: () => number | null;
  /** Takes the earliest item that is due. */
  readonly takeDue: (nowMs: number) => T | null;
};

/** Items must not change their instant while they are inside. */
export const createDueHeap = <T extends Due>(): DueHeap<T> => {
  const items: T[] = [];
  const at = (index: number): number => items[index]?.runAtMs ?? Number.POSITIVE_INFINITY;

  const swap = (a: number, b: number): void => {
    const [itemA, itemB] = [items[a], items[b]];
    if (itemA === undefined || itemB === undefined) return;
    items[a] = itemB;
    items[b] = itemA;
  };

  const rise = (start: number): void => {
    let index = start;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (at(parent) <= at(index)) return;
      swap(parent, index);
      index = parent;
    }
  };

  const sink = (): void => {
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const smaller = at(left + 1) < at(left) ? left + 1 : left;
      if (at(smaller) >= at(index)) return;
      swap(smaller, index);
      index = smaller;
    }
  };

  return {
    push: (item) => {
      items.push(item);
      rise(items.length - 1);
    },
    nextMs: () => items[0]?.runAtMs ?? null,
    takeDue: (nowMs) => {
      const first = items[0];
      if (first === undefined || first.runAtMs > nowMs) return null;
      const last = items.pop();
      if (last !== undefined && items.length > 0) {
        items[0] = last;
        sink();
      }
      return first;
    },
  };
};
