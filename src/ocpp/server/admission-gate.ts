/** Lets so many handshakes in at once, lets so many wait in their order and for so long, and turns the rest away. */
import type { Clock } from '../../services/ports/time.ts';

/** 'full': nobody more may wait. 'late': it has waited too long. */
export type Entry = 'entered' | 'full' | 'late';

export type AdmissionGate = {
  /** Every 'entered' needs a leave. */
  readonly enter: () => Promise<Entry>;
  readonly leave: () => void;
  readonly stats: () => { readonly inside: number; readonly waiting: number };
};

type Waiting = { readonly sinceMs: number; readonly tell: (entry: Entry) => void };

/** Whoever is inside leaves in bounded time, so those that wait need no timers of their own: they are looked at then. */
export const createAdmissionGate = (
  { clock }: { readonly clock: Clock },
  limits: { readonly atOnce: number; readonly waiting: number; readonly waitMs: number },
): AdmissionGate => {
  let inside = 0;
  // A list with a moving head: shift() on thousands of waiting ones would be slow just when a storm is on.
  let waiting: Waiting[] = [];
  let head = 0;

  const takeNext = (): Waiting | null => {
    const next = waiting[head];
    if (next === undefined) return null;
    head += 1;
    if (head === waiting.length || head > 1024) {
      waiting = waiting.slice(head);
      head = 0;
    }
    return next;
  };

  return {
    enter: () => {
      if (inside < limits.atOnce) {
        inside += 1;
        return Promise.resolve('entered');
      }
      if (waiting.length - head >= limits.waiting) return Promise.resolve('full');
      return new Promise((tell) => waiting.push({ sinceMs: clock.now().getTime(), tell }));
    },
    leave: () => {
      const beforeMs = clock.now().getTime() - limits.waitMs;
      for (let next = takeNext(); next !== null; next = takeNext()) {
        if (next.sinceMs > beforeMs) {
          next.tell('entered');
          return;
        }
        next.tell('late');
      }
      inside -= 1;
    },
    stats: () => ({ inside, waiting: waiting.length - head }),
  };
};
