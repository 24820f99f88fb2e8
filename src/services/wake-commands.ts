/** Waiting commands go out as soon as their station may be sent them: a layer of the inbox. */
import { isDomainError } from '../domain/error.ts';
import type { InboxLayer } from './inbox.ts';
import { createPacing } from './pacing.ts';
import type { Log, Metrics } from './ports/observing.ts';
import type { Clock } from './ports/time.ts';

/** Between two tries while the store or the queue takes nothing. */
const RETRY_AFTER_MS = 5000;

/** Stations that are looked after at once, and in a second, before the next ones are spread: each costs reads and jobs. */
const AT_ONCE = 50;
const SPREAD_MS = 5000;

export type Waking = {
  readonly layer: InboxLayer;
  /** Wakes no more: before the queue is closed. */
  readonly close: () => void;
};

export const wakeCommands = ({
  stationReady,
  clock,
  log,
  metrics,
  random,
}: {
  readonly stationReady: (stationId: string) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** At least 0, less than 1. */
  readonly random: () => number;
}): Waking => {
  /** One for each station at most; the answer of `after` cancels. */
  const retries = new Map<string, () => void>();
  const pacing = createPacing({ clock, random, atOnce: AT_ONCE, spreadMs: SPREAD_MS });
  metrics.gauge('command_wakes_waiting', () => pacing.waiting() + retries.size);
  metrics.gauge('command_wakes_running', () => pacing.running());
  let closed = false;

  const forget = (stationId: string): void => {
    retries.get(stationId)?.();
    retries.delete(stationId);
    pacing.forget(stationId);
  };

  // The station's own message never waits for this, and never fails with it.
  const wake = (stationId: string): void => {
    if (closed) return;
    forget(stationId);
    pacing.run(stationId, () =>
      stationReady(stationId).catch((error: unknown) => {
        // What waits is woken by the next process.
        if (closed) return;
        log.error({ stationId, err: error }, 'command.wake_failed');
        if (!isDomainError(error, 'unavailable')) return;
        forget(stationId);
        retries.set(
          stationId,
          clock.after(RETRY_AFTER_MS, () => wake(stationId)),
        );
      }),
    );
  };

  return {
    layer: (inbox) => ({
      ready: (stationId) => {
        inbox.ready(stationId);
        wake(stationId);
      },
      disconnected: (stationId, reason) => {
        forget(stationId);
        return inbox.disconnected(stationId, reason);
      },
    }),
    close: () => {
      closed = true;
      pacing.close();
      for (const cancel of retries.values()) cancel();
      retries.clear();
    },
  };
};
