/** A wait that does not end fails with what was seen last, long before the test's time limit, which says nothing. */
const PATIENCE_MS = 20_000;

/** Rejects with what `seen` answers when the work takes too long. */
export const orGiveUp = async <T>(work: Promise<T>, seen: () => unknown): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const givenUp = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`waited in vain; last seen: ${JSON.stringify(seen(), null, 1)}`)),
      PATIENCE_MS,
    );
  });
  try {
    return await Promise.race([work, givenUp]);
  } finally {
    clearTimeout(timer);
  }
};
