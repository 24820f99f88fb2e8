/** Work of one key runs one after another, in the order it came; keys run beside each other. */
import { DomainError } from '../domain/error.ts';

export type Serial = {
  /**
   * Resolves or rejects as the task does; a task that fails does not stop the next.
   * Rejects with DomainError('unavailable') when too many of the key wait: the task is not run then.
   */
  readonly run: <T>(key: string, task: () => Promise<T>) => Promise<T>;
  /** Whether a key has work now. */
  readonly has: (key: string) => boolean;
  /** Keys with work now. */
  readonly active: () => number;
  /** Tasks that run or wait. */
  readonly tasks: () => number;
  /** Resolves when nothing runs or waits any more. */
  readonly idle: () => Promise<void>;
};

type Tail = { last: Promise<unknown>; tasks: number };

/** A key that has nothing to do holds no memory. */
export const createSerial = ({
  mostOfOneKey = Number.POSITIVE_INFINITY,
  refused = () => undefined,
}: {
  readonly mostOfOneKey?: number;
  readonly refused?: () => void;
} = {}): Serial => {
  const tails = new Map<string, Tail>();
  let tasks = 0;

  const run = <T>(key: string, task: () => Promise<T>): Promise<T> => {
    const tail = tails.get(key) ?? { last: Promise.resolve(), tasks: 0 };
    if (tail.tasks >= mostOfOneKey) {
      refused();
      return Promise.reject(new DomainError('unavailable', { detail: 'Too much waits for this one.', retryAfterS: 1 }));
    }
    tails.set(key, tail);
    tail.tasks += 1;
    tasks += 1;
    const ended = (): void => {
      tasks -= 1;
      tail.tasks -= 1;
      if (tail.tasks === 0) tails.delete(key);
    };
    // The first of a key has nothing to wait for.
    const result = tail.tasks === 1 ? task() : tail.last.then(task);
    // Of a failure the caller of run is told; the next task starts all the same.
    tail.last = result.then(ended, ended);
    return result;
  };

  return {
    run,
    has: (key) => tails.has(key),
    active: () => tails.size,
    tasks: () => tasks,
    idle: async () => {
      while (tails.size > 0) await Promise.all([...tails.values()].map(({ last }) => last));
    },
  };
};
