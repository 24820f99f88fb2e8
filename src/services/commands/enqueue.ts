/** Hands a stored command's jobs to the queue. The command is durable by then, so a queue that fails is asked again. */
import type { Command } from '../../domain/command.ts';
import type { Clock, Log, Queue } from '../ports.ts';
import { expireJob, sendJob } from './jobs.ts';

const RETRY_AFTER_MS = 5000;

export type Enqueue = {
  /** Never throws: what the queue did not take now is added later, or by the recovery after a restart. */
  readonly enqueue: (command: Command) => Promise<void>;
  readonly close: () => void;
};

export const createEnqueue = ({
  queue,
  clock,
  log,
}: {
  readonly queue: Pick<Queue, 'addAll'>;
  readonly clock: Clock;
  readonly log: Log;
}): Enqueue => {
  const retries = new Set<() => void>();

  const enqueue = async (command: Command): Promise<void> => {
    try {
      await queue.addAll([sendJob(command), expireJob(command, clock.now())]);
    } catch (error) {
      log.error({ commandId: command.id, stationId: command.stationId, err: error }, 'command.enqueue_failed');
      const stop = clock.after(RETRY_AFTER_MS, () => {
        retries.delete(stop);
        void enqueue(command);
      });
      retries.add(stop);
    }
  };

  return {
    enqueue,
    close: () => {
      for (const stop of retries) stop();
      retries.clear();
    },
  };
};
