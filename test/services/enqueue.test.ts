import { expect, it } from 'vitest';
import type { Command } from '../../src/domain/command.ts';
import { DomainError } from '../../src/domain/error.ts';
import { createEnqueue } from '../../src/services/commands/enqueue.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { createRecordedMetrics } from '../support/recorded-metrics.ts';
import { silentLog } from '../support/silent-log.ts';

it('remembers a bounded number of commands that the queue did not take, and finds the others in the store', async () => {
  const clock = createManualClock();
  const metrics = createRecordedMetrics();
  let away = true;
  let refills = 0;
  const added = new Set<string>();
  const takes = async (): Promise<void> => {
    if (away) throw new DomainError('unavailable');
  };
  const { enqueue, close } = createEnqueue({
    queue: {
      addAll: async (jobs) => {
        await takes();
        for (const { job } of jobs) added.add(job.id);
      },
    },
    refill: async () => {
      await takes();
      refills += 1;
    },
    clock,
    log: silentLog,
    metrics,
    mostRetries: 3,
  });
  const command = (id: string) => ({ id, stationId: 'A', expiresAt: clock.now() }) as Command;
  for (let n = 0; n < 10; n += 1) await enqueue(command(`c${n}`));
  expect(metrics.read('commands_unqueued')).toBe(10);
  expect(clock.pending()).toBe(4);

  await clock.advance(20_000);
  expect(clock.pending()).toBe(4);
  expect(refills).toBe(0);

  away = false;
  await clock.advance(10_000);
  expect(metrics.read('commands_unqueued')).toBe(0);
  expect(clock.pending()).toBe(0);
  expect(refills).toBe(1);
  expect([...added].filter((id) => id.startsWith('send-'))).toHaveLength(3);
  close();
});
