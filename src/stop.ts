/** Signals: the first one closes in order, a second one or ten seconds end the process at once. */
const WITHIN_MS = 10_000;

export const untilStopped = (close: () => Promise<void>): void => {
  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), WITHIN_MS).unref();
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error('The gateway could not close in order:', error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
};
