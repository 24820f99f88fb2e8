import { expect, it } from 'vitest';
import type { StationConnection } from '../../../src/ocpp/rpc/connection.ts';
import { startPingSweep } from '../../../src/ocpp/server/ping-sweep.ts';
import { createManualClock } from '../../support/manual-clock.ts';

it('pings each connection once in an interval, and never more than a few of them together', async () => {
  const clock = createManualClock();
  const swept = new Map<number, number>();
  let inTick = 0;
  const connections = Array.from({ length: 300 }, (_, number) => ({
    number,
    sweep: () => {
      inTick += 1;
      swept.set(number, (swept.get(number) ?? 0) + 1);
    },
  })) as unknown as readonly StationConnection[];
  let rounds = 0;
  const stop = startPingSweep(
    { clock, intervalMs: 30_000 },
    () => connections,
    () => {
      rounds += 1;
    },
  );
  let most = 0;
  for (let tick = 0; tick < 300; tick += 1) {
    inTick = 0;
    await clock.advance(100);
    most = Math.max(most, inTick);
  }
  stop();
  expect(rounds).toBe(1);
  expect(swept.size).toBe(300);
  expect(new Set(swept.values())).toEqual(new Set([1]));
  expect(most).toBe(10);
  expect(clock.pending()).toBe(0);
});
