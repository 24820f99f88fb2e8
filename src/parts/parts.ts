/** What a process is made of, one part after the other: the stop goes backwards by itself, and so does a failed start. */
import type { Log } from '../services/ports/observing.ts';

/** stop gets what start gave; it is only called when the start succeeded, and once. */
export type Part<T> = {
  /** For the log. */
  readonly name: string;
  readonly start: () => T | Promise<T>;
  readonly stop: (started: T) => unknown;
};

export type Parts = {
  /** Starts the next part. When it fails, what was started before stays until `stop`. */
  readonly start: <T>(part: Part<T>) => Promise<T>;
  /**
   * Stops all of them, the last one first, each when the one behind it has stopped. One that fails is logged, and keeps
   * none before it from stopping; then the first failure is thrown.
   */
  readonly stop: () => Promise<void>;
};

export const createParts = ({ log }: { readonly log: Log }): Parts => {
  const started: { readonly name: string; readonly stop: () => unknown }[] = [];
  return {
    start: async (part) => {
      const value = await part.start();
      started.push({ name: part.name, stop: () => part.stop(value) });
      return value;
    },
    stop: async () => {
      const failures: unknown[] = [];
      for (let part = started.pop(); part !== undefined; part = started.pop()) {
        try {
          await part.stop();
        } catch (error) {
          log.error({ part: part.name, err: error }, 'part.stop_failed');
          failures.push(error);
        }
      }
      if (failures.length > 0) throw failures[0];
    },
  };
};
