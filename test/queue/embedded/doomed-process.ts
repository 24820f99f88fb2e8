/**
 * A gateway's queue in a process that will be killed: `node doomed-process.ts <file> <round>`.
 * Adds jobs and runs them until then; says `added <id>`, `batch <name>`, `start <lane> <id>` and `end <id>` on stdout.
 */
import { setImmediate as turn } from 'node:timers/promises';
import { systemClock } from '../../../src/observe/clock.ts';
import { createEmbeddedQueue } from '../../../src/queue/embedded/embedded-queue.ts';
import { queueModule } from '../../../src/queue/embedded/queue-module.ts';
import type { Job, JobHandler } from '../../../src/services/ports.ts';
import { openDatabase } from '../../../src/store/sqlite/database.ts';
import { createRecordedMetrics } from '../../support/recorded-metrics.ts';
import { silentLog } from '../../support/silent-log.ts';

const [file = '', round = ''] = process.argv.slice(2);
const LANES = 20;
const BATCH = 10;

// Standard output is a pipe: written before write returns.
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const database = await openDatabase({ file, modules: [queueModule] });
const queue = createEmbeddedQueue({
  database,
  clock: systemClock,
  log: silentLog,
  metrics: createRecordedMetrics(),
  random: Math.random,
});

const handler: JobHandler = async ({ id, lane }) => {
  say(`start ${lane} ${id}`);
  for (let turns = 0; turns < 5; turns++) await turn();
  say(`end ${id}`);
};
queue.work({ 'command.send': handler, 'command.expire': handler, 'command.effect_deadline': handler });

const job = (id: string, i: number): Job => ({ id, name: 'command.send', lane: `lane-${i % LANES}`, data: { i } });
const options = { attempts: 1000 };

for (let i = 0; ; i++) {
  const id = `${round}-${i}`;
  void queue.add(job(id, i), options).then(() => say(`added ${id}`));
  if (i % 10 === 0) {
    const batch = Array.from({ length: BATCH }, (_, n) => ({
      job: job(`${round}-${i}-of-batch-${n}`, i + n),
      options,
    }));
    void queue.addAll(batch).then(() => say(`batch ${round}-${i}`));
  }
  await turn();
}
