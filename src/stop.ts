/**
 * Signals: the first one closes in order, a second one or ten seconds end the process at once. The timer holds the process:
 * what closes may wait for what does not, and a process that nothing holds ends in the middle of it.
 */
const WITHIN_MS = 10_000;

export const untilStopped = (close: () => Promise<void>): void => {
  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), WITHIN_MS);
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
