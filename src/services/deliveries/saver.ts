/** Writes a subscriber's deliveries one after the other, together where many wait, until they are stored. */
import type { Delivery } from '../ports/delivery-store.ts';

/** Deliveries in one write. */
const AT_ONCE = 200;

export type Saver = {
  /** then: called when they are stored. */
  readonly save: (deliveries: readonly Delivery[], then: () => void) => void;
  readonly waiting: () => number;
  /** Resolves when nothing waits, or the work has ended. */
  readonly idle: () => Promise<void>;
};

type Waiting = { readonly deliveries: readonly Delivery[]; readonly then: () => void };

/** put: tries until it is stored; false: the work has ended meanwhile. */
export const createSaver = (put: (deliveries: readonly Delivery[]) => Promise<boolean>): Saver => {
  let waiting: Waiting[] = [];
  let writing: Promise<void> | null = null;

  const writeAll = async (): Promise<void> => {
    try {
      while (waiting.length > 0) {
        const batch: Waiting[] = [];
        let count = 0;
        for (const each of waiting) {
          if (count > 0 && count + each.deliveries.length > AT_ONCE) break;
          batch.push(each);
          count += each.deliveries.length;
        }
        if (!(await put(batch.flatMap(({ deliveries }) => deliveries)))) {
          waiting = [];
          return;
        }
        waiting = waiting.slice(batch.length);
        for (const { then } of batch) then();
      }
    } finally {
      // In one step with the last look at what waits: what came between the two would wait for the next to be saved.
      writing = null;
    }
  };

  return {
    save: (deliveries, then) => {
      waiting.push({ deliveries, then });
      writing ??= writeAll();
    },
    waiting: () => waiting.reduce((sum, { deliveries }) => sum + deliveries.length, 0),
    idle: async () => {
      while (writing !== null) await writing;
    },
  };
};
