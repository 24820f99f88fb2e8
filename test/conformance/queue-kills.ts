/** A queue whose process is killed again and again, each time at another moment. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import type { JobHandler, Queue } from '../../src/services/ports/queue.ts';

export type DoomedPlace = {
  /** A program that calls runUntilKilled, and its arguments; the round comes behind them. */
  readonly program: readonly string[];
  readonly open: () => Promise<{ readonly queue: Queue; readonly release: () => Promise<void> }>;
  readonly destroy: () => Promise<void>;
};

/** Lets the process say so many lines, kills it, and answers all that it said. */
const runAndKill = async (program: readonly string[], round: number, lines: number): Promise<string[]> => {
  const child = spawn(process.execPath, [...program, String(round)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    if (said.length === lines) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
  return said;
};

/** Runs all that is left, in this process. */
const runTheRest = async ({ open }: DoomedPlace): Promise<string[]> => {
  const said: string[] = [];
  const { queue, release } = await open();
  const handler: JobHandler = async ({ id, lane }) => {
    said.push(`start ${lane} ${id}`, `end ${id}`);
  };
  queue.work({ 'command.send': handler, 'command.expire': handler, 'command.effect_deadline': handler });
  for (let left = 1; left > 0; ) {
    const { waiting, delayed, running } = await queue.stats();
    left = waiting + delayed + running;
  }
  await queue.close(1000);
  await release();
  return said;
};

export const itOutlivesKills = (createPlace: () => Promise<DoomedPlace>): void => {
  it('runs every job that was acknowledged, in its order, and none again that was followed by another', async () => {
    const place = await createPlace();
    const said: string[] = [];
    for (const [round, lines] of [1500, 1, 700, 2333].entries()) {
      said.push(...(await runAndKill(place.program, round, lines)));
    }
    said.push(...(await runTheRest(place)));

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
    await place.destroy();
  }, 60_000);
};
