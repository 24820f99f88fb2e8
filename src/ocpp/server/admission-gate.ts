/** Lets so many handshakes in at once, lets so many wait in turn and for so long, and turns the rest away. */
import { createFairQueue } from '../../services/fair-queue.ts';
import type { Clock } from '../../services/ports/time.ts';

/** 'full': nobody more may wait. 'late': it has waited too long. */
export type Entry = 'entered' | 'full' | 'late';

/** Who knocks: whoever knocks often waits for its own turns, and nobody else for them. */
export type Knocker = { readonly network: string; readonly stationId: string };

export type AdmissionGate = {
  /** Every 'entered' needs a leave. */
  readonly enter: (knocker: Knocker) => Promise<Entry>;
  readonly leave: () => void;
  readonly stats: () => { readonly inside: number; readonly waiting: number };
};

type Waiting = { readonly sinceMs: number; readonly tell: (entry: Entry) => void };

/** Handshakes of one station from one network that may wait at once: a station needs one, and a second when it was cut off. */
const MOST_OF_ONE = 8;

/** Whoever is inside leaves in bounded time, so those that wait need no timers of their own: they are looked at then. */
export const createAdmissionGate = (
  { clock }: { readonly clock: Clock },
  limits: { readonly atOnce: number; readonly waiting: number; readonly waitMs: number },
): AdmissionGate => {
  let inside = 0;
  const waiting = createFairQueue<Waiting>();

  return {
    enter: ({ network, stationId }) => {
      if (inside < limits.atOnce) {
        inside += 1;
        return Promise.resolve('entered');
      }
      const isFull = waiting.size() >= limits.waiting || waiting.sizeOf(network, stationId) >= MOST_OF_ONE;
      if (isFull) return Promise.resolve('full');
      return new Promise((tell) => waiting.push(network, stationId, { sinceMs: clock.now().getTime(), tell }));
    },
    leave: () => {
      const beforeMs = clock.now().getTime() - limits.waitMs;
      for (let next = waiting.shift(); next !== null; next = waiting.shift()) {
        if (next.sinceMs > beforeMs) {
          next.tell('entered');
          return;
        }
        next.tell('late');
      }
      inside -= 1;
    },
    stats: () => ({ inside, waiting: waiting.size() }),
  };
};
