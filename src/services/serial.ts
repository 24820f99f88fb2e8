/** Work of one key runs one after another, in the order it came; keys run beside each other. */
export type Serial = {
  /** Resolves or rejects as the task does; a task that fails does not stop the next. */
  readonly run: <T>(key: string, task: () => Promise<T>) => Promise<T>;
  /** Keys with work now. */
  readonly active: () => number;
  /** Resolves when nothing runs or waits any more. */
  readonly idle: () => Promise<void>;
};

/** A key that has nothing to do holds no memory. */
export const createSerial = (): Serial => {
  const tails = new Map<string, Promise<unknown>>();

  const run = <T>(key: string, task: () => Promise<T>): Promise<T> => {
    const before = tails.get(key) ?? Promise.resolve();
    const result = before.then(task);
    const tail = result
      .then(
        () => undefined,
        () => undefined, // the caller of run is told; the next task starts all the same
      )
      .then(() => {
        if (tails.get(key) === tail) tails.delete(key);
      });
    tails.set(key, tail);
    return result;
  };

  return {
    run,
    active: () => tails.size,
    idle: async () => {
      while (tails.size > 0) await Promise.all(tails.values());
    },
  };
};
