import { expect, it } from 'vitest';
import { timeLimited } from '../../src/queue/time-limited.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { createRecordedMetrics } from '../support/recorded-metrics.ts';
import { silentLog } from '../support/silent-log.ts';

const JOB = { id: 'expire-1', name: 'command.expire', lane: 'a', data: {}, attempt: 1 } as const;

it('fails an attempt that does not end, and leaves those that do alone', async () => {
  const clock = createManualClock();
  const metrics = createRecordedMetrics();
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  const handlers = timeLimited(
    {
      'command.send': async () => undefined,
      'command.expire': () => held,
      'command.effect_deadline': () => Promise.reject(new Error('its own')),
    },
    { clock, log: silentLog, metrics },
  );
  await handlers['command.send']({ ...JOB, name: 'command.send' });
  await expect(handlers['command.effect_deadline'](JOB)).rejects.toThrow(Error);
  expect(clock.pending()).toBe(0);
  const ends = expect(handlers['command.expire'](JOB)).rejects.toMatchObject({ code: 'unavailable' });
  await clock.advance(60_000);
  await ends;
  expect(metrics.counted('queue_jobs_timed_out_total', { name: 'command.expire' })).toBe(1);
  release();
});
