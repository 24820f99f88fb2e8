import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/observe/clock.ts';
import { createEmbeddedQueue } from '../../../src/queue/embedded/embedded-queue.ts';
import { queueModule } from '../../../src/queue/embedded/queue-module.ts';
import type { JobHandler } from '../../../src/services/ports.ts';
import { openDatabase } from '../../../src/store/sqlite/database.ts';
import { createRecordedMetrics } from '../../support/recorded-metrics.ts';
import { silentLog } from '../../support/silent-log.ts';

const program = fileURLToPath(new URL('./doomed-process.ts', import.meta.url));

/** Lets the process say so many lines, kills it, and answers all that it said. */
const runAndKill = async (file: string, round: number, lines: number): Promise<string[]> => {
  const child = spawn(process.execPath, [program, file, String(round)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    if (said.length === lines) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
  return said;
};

/** Runs all that is left in the file, in this process. */
const runTheRest = async (file: string): Promise<string[]> => {
  const said: string[] = [];
  const database = await openDatabase({ file, modules: [queueModule] });
  const metrics = createRecordedMetrics();
  const queue = createEmbeddedQueue({ database, clock: systemClock, log: silentLog, metrics, random: Math.random });
  const handler: JobHandler = async ({ id, lane }) => {
    said.push(`start ${lane} ${id}`, `end ${id}`);
  };
  queue.work({ 'command.send': handler, 'command.expire': handler, 'command.effect_deadline': handler });
  for (let left = 1; left > 0; ) {
    const { waiting, delayed, running } = await queue.stats();
    left = waiting + delayed + running;
  }
  await queue.close(1000);
  await database.close();
  return said;
};

describe('embedded queue, killed again and again', () => {
  it('runs every job that was acknowledged, in its order, and none again that was followed by another', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'queue-'));
    const file = join(folder, 'gateway.sqlite');
    const said: string[] = [];
    for (const [round, lines] of [1500, 1, 700, 2333].entries()) said.push(...(await runAndKill(file, round, lines)));
    said.push(...(await runTheRest(file)));

    const words = (first: string) => said.map((line) => line.split(' ')).filter(([word]) => word === first);
    const ended = new Set(words('end').map(([, id]) => id));
    const added = words('added').map(([, id]) => id);
    expect(added.length).toBeGreaterThan(100);
    expect(added.filter((id) => !ended.has(id))).toEqual([]);

    // What was added together is there together, whether or not it was acknowledged.
    const sizes = new Map<string, number>();
    for (const id of ended) {
      const batch = id?.match(/^(.+)-of-batch-\d+$/)?.[1];
      if (batch !== undefined) sizes.set(batch, (sizes.get(batch) ?? 0) + 1);
    }
    expect(words('batch').filter(([, batch = '']) => sizes.get(batch) !== 10)).toEqual([]);
    expect([...sizes].filter(([, size]) => size !== 10)).toEqual([]);

    // The start of a job says that the one before it in its lane is durably over: no id comes back later.
    const starts = Map.groupBy(words('start'), ([, lane]) => lane);
    expect(starts.size).toBe(20);
    for (const lane of starts.values()) {
      const order = lane.map(([, , id]) => id).filter((id, index, ids) => id !== ids[index - 1]);
      expect(order).toHaveLength(new Set(order).size);
    }
    await rm(folder, { recursive: true });
  }, 60_000);
});
