/**
 * What a process does with its queue until it is killed: adds jobs and runs them; says `added <id>`, `batch <name>`,
 * `start <lane> <id>` and `end <id>` on stdout.
 */
import { setImmediate as turn } from 'node:timers/promises';
import type { Job, JobHandler, Queue } from '../../src/services/ports/queue.ts';

const LANES = 20;
const BATCH = 10;
/** So many adds wait for their answers at a time. */
const MOST_OPEN = 500;

// Standard output is a pipe: written before write returns.
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const job = (id: string, i: number): Job => ({ id, name: 'command.send', lane: `lane-${i % LANES}`, data: { i } });
const options = { attempts: 1000 };

/** round: no two processes of one test have the same. Never resolves. */
export const runUntilKilled = async (queue: Queue, round: string): Promise<never> => {
  const handler: JobHandler = async ({ id, lane }) => {
    say(`start ${lane} ${id}`);
    for (let turns = 0; turns < 5; turns++) await turn();
    say(`end ${id}`);
  };
  queue.work({ 'command.send': handler, 'command.expire': handler, 'command.effect_deadline': handler });

  let open = 0;
  const told = async (adding: Promise<unknown>, line: string): Promise<void> => {
    open += 1;
    await adding;
    open -= 1;
    say(line);
  };
  for (let i = 0; ; i++) {
    const id = `${round}-${i}`;
    void told(queue.add(job(id, i), options), `added ${id}`);
    if (i % 10 === 0) {
      const batch = Array.from({ length: BATCH }, (_, n) => ({ job: job(`${id}-of-batch-${n}`, i + n), options }));
      void told(queue.addAll(batch), `batch ${id}`);
    }
    do await turn();
    while (open > MOST_OPEN);
  }
};
