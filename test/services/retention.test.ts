import { expect, it } from 'vitest';
import { createRetention, EVENTS_KEPT_DAYS, IDEMPOTENCY_KEPT_HOURS } from '../../src/services/retention.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { silentLog } from '../support/silent-log.ts';

it('lets go what is older than it is kept', async () => {
  const clock = createManualClock();
  const asked: object[] = [];
  const retention = createRetention({
    store: {
      prune: async (before) => {
        asked.push(before);
        return 3;
      },
    },
    auditDays: 90,
    clock,
    log: silentLog,
  });
  await retention.run({ isFirst: true, signal: new AbortController().signal });
  const nowMs = clock.now().getTime();
  expect(asked).toEqual([
    {
      eventsAt: new Date(nowMs - EVENTS_KEPT_DAYS * 86_400_000),
      idempotencyAt: new Date(nowMs - IDEMPOTENCY_KEPT_HOURS * 3_600_000),
      nowAt: clock.now(),
      keptDays: { auditEntries: 90 },
    },
  ]);
});
