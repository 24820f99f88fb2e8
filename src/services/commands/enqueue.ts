/** Hands a stored command's jobs to the queue. The command is durable by then, so a queue that fails is asked again. */
import type { Command } from '../../domain/command.ts';
import type { Log, Metrics } from '../ports/observing.ts';
import type { Clock } from '../ports/time.ts';
import { type CommandJobQueue, expireJob, type JobToAdd, sendJob } from './jobs.ts';

const RETRY_AFTER_MS = 5000;
/** Commands that are tried again one by one; what is more is found in the store again, all of it at once. */
const MOST_RETRIES = 1000;

export type Enqueue = {
  /** Never throws: what the queue did not take now is added later, or by the recovery after a restart. */
  readonly enqueue: (command: Command) => Promise<void>;
  /** The same for one that may have had jobs before: one that is still to run is there afterwards. */
  readonly enqueueAgain: (command: Command) => Promise<void>;
  readonly close: () => void;
};

export const createEnqueue = ({
  queue,
  refill,
  clock,
  log,
  metrics,
  mostRetries = MOST_RETRIES,
}: {
  readonly queue: Pick<CommandJobQueue, 'addAll'>;
  readonly clock: Clock;
  /** Gives every stored command its jobs again; may be called at any time. */
  readonly refill: () => Promise<void>;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly mostRetries?: number;
}): Enqueue => {
  const retries = new Set<() => void>();
  let cancelRefill: (() => void) | null = null;
  /** Given up one by one since the last refill. */
  let left = 0;
  metrics.gauge('commands_unqueued', () => retries.size + left);

  const planRefill = (): void => {
    cancelRefill ??= clock.after(RETRY_AFTER_MS, () => {
      cancelRefill = null;
      const before = left;
      refill().then(
        () => {
          left -= before;
        },
        (error: unknown) => {
          log.error({ err: error }, 'command.refill_failed');
          planRefill();
        },
      );
    });
  };

  const add = async (command: Command, sends: readonly JobToAdd[]): Promise<void> => {
    try {
      await queue.addAll([...sends, expireJob(command, clock.now())]);
    } catch (error) {
      log.error({ commandId: command.id, stationId: command.stationId, err: error }, 'command.enqueue_failed');
      if (retries.size >= mostRetries) {
        left += 1;
        planRefill();
        return;
      }
      const stop = clock.after(RETRY_AFTER_MS, () => {
        retries.delete(stop);
        void add(command, sends);
      });
      retries.add(stop);
    }
  };

  return {
    enqueue: (command) => add(command, [sendJob(command, clock.now())]),
    // Under both ids, as in addSendJob, but in one step.
    enqueueAgain: (command) => add(command, [sendJob(command, clock.now()), sendJob(command, clock.now(), true)]),
    close: () => {
      for (const stop of retries) stop();
      retries.clear();
      cancelRefill?.();
    },
  };
};
