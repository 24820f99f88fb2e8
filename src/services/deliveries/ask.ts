/** Questions to the store that are asked until there is an answer, or the work has ended. */
import { isDomainError } from '../../domain/error.ts';
import type { Log } from '../ports/observing.ts';
import type { Clock } from '../ports/time.ts';

/** Before a store that gave no answer is asked again. */
const PAUSE_MS = 1_000;

/** undefined: the work has ended. */
export type Ask = <T>(question: () => Promise<T>) => Promise<T | undefined>;

export const createAsk = ({
  clock,
  log,
  subscriber,
  signal,
}: {
  readonly clock: Clock;
  readonly log: Log;
  /** Its name in the log. */
  readonly subscriber: string;
  readonly signal: AbortSignal;
}): Ask => {
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const goOnAsking = (): void => {
        cancel();
        signal.removeEventListener('abort', goOnAsking);
        resolve();
      };
      const cancel = clock.after(PAUSE_MS, goOnAsking);
      signal.addEventListener('abort', goOnAsking, { once: true });
    });

  return async (question) => {
    while (!signal.aborted) {
      try {
        const answer = await question();
        return signal.aborted ? undefined : answer;
      } catch (error) {
        if (isDomainError(error, 'unavailable')) log.debug({ subscriber, err: error }, 'delivery.store_away');
        else log.error({ subscriber, err: error }, 'delivery.work_failed');
        await pause();
      }
    }
    return undefined;
  };
};
