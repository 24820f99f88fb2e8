/** One delivery: its deadline, and what becomes of a subscriber that throws or never answers. */
import type { DeliveryAttempt } from '../ports/delivery-store.ts';
import type { Log } from '../ports/observing.ts';
import type { Clock } from '../ports/time.ts';
import type { DeliveryInput, Subscriber, Verdict } from './subscriber.ts';

const MINUTE_MS = 60_000;
const DEADLINE_MS = 20_000;
/** Of what is kept of an answer. */
const LONGEST_ANSWER = 1_000;

export type Tried = {
  readonly verdict: Verdict;
  readonly attempt: DeliveryAttempt;
  /** The subscriber has let go: only then its place is free, so that one which ignores its signal holds only its own. */
  readonly over: Promise<void>;
};

/** After a minute, two, … ten: for failures that the subscriber itself has no schedule for. */
const laterThan = (now: Date, attempt: number): Date => new Date(now.getTime() + Math.min(attempt, 10) * MINUTE_MS);

type Ended = { readonly verdict: Verdict; readonly outcome: DeliveryAttempt['outcome'] };

/** null: it was stopped, and nothing is known of it. */
export const tryDelivery = async (
  { clock, log }: { readonly clock: Clock; readonly log: Log },
  subscriber: Subscriber,
  input: DeliveryInput,
  stop: AbortSignal,
): Promise<Tried | null> => {
  const startedAt = clock.now();
  // One for both ends: AbortSignal.any costs more than all the rest.
  const ending = new AbortController();
  const { signal } = ending;
  const retryLater = (): Verdict => ({ kind: 'retry', at: laterThan(clock.now(), input.attempt) });

  const own = (async (): Promise<Ended> => {
    try {
      const verdict = await subscriber.deliver(input, signal);
      return { verdict, outcome: verdict.kind };
    } catch (error) {
      if (!signal.aborted) log.error({ subscriber: subscriber.name, err: error }, 'delivery.fault');
      return { verdict: retryLater(), outcome: 'fault' };
    }
  })();
  const { promise: ended, resolve: end } = Promise.withResolvers<Ended | null>();
  const stopped = (): void => {
    end(null);
    ending.abort();
  };
  stop.addEventListener('abort', stopped, { once: true });
  const cancel = clock.after(subscriber.deadlineMs ?? DEADLINE_MS, () => {
    // Before the signal: what the subscriber makes of that does not count.
    end({ verdict: retryLater(), outcome: 'deadline' });
    ending.abort();
  });
  own.then(end);
  if (stop.aborted) stopped();

  const outcome = await ended;
  cancel();
  stop.removeEventListener('abort', stopped);
  if (outcome === null) return null;
  const { note = {} } = outcome.verdict;
  return {
    verdict: outcome.verdict,
    attempt: {
      startedAt,
      durationMs: clock.now().getTime() - startedAt.getTime(),
      outcome: outcome.outcome,
      status: note.status ?? null,
      answer: note.answer?.slice(0, LONGEST_ANSWER) ?? null,
      error: note.error ?? null,
    },
    over: own.then(() => undefined),
  };
};
