/** Counting must not make a request wait for a Redis that is away. */
import type { Log } from '../services/ports/observing.ts';
import type { Clock } from '../services/ports/time.ts';

const ANSWER_WITHIN_MS = 250;
/** So long it is not asked again; then one more request waits for it. */
const LEAVE_ALONE_MS = 2000;

const LATE = Symbol('late');

/** Asks Redis; null: it gave no answer, or was left alone. limiter: its name in the log. */
export type AskRedis = <T>(question: () => Promise<T>) => Promise<T | null>;

export const createRedisPatience = ({
  clock,
  log,
  limiter,
}: {
  readonly clock: Clock;
  readonly log: Log;
  readonly limiter: string;
}): AskRedis => {
  let askAgainAtMs = 0;

  const late = (): { readonly passed: Promise<typeof LATE>; readonly cancel: () => void } => {
    let cancel: () => void = () => undefined;
    const passed = new Promise<typeof LATE>((resolve) => {
      cancel = clock.after(ANSWER_WITHIN_MS, () => resolve(LATE));
    });
    return { passed, cancel };
  };

  const leaveAlone = (err: unknown): void => {
    askAgainAtMs = clock.now().getTime() + LEAVE_ALONE_MS;
    log.warn({ err, limiter }, 'limits.counted_alone');
  };

  return async (question) => {
    if (clock.now().getTime() < askAgainAtMs) return null;
    const { passed, cancel } = late();
    const asked = question();
    try {
      const first = await Promise.race([asked, passed]);
      if (first !== LATE) return first;
      // What becomes of it is of no use any more.
      asked.catch(() => undefined);
      leaveAlone(new Error(`No answer within ${ANSWER_WITHIN_MS} ms.`));
    } catch (error) {
      leaveAlone(error);
    } finally {
      cancel();
    }
    return null;
  };
};
