/** A gateway's queue in a process that will be killed: `node doomed-process.ts <file> <round>`. */
import { systemClock } from '../../../src/observe/clock.ts';
import { createEmbeddedQueue } from '../../../src/queue/embedded/embedded-queue.ts';
import { queueModule } from '../../../src/queue/embedded/queue-module.ts';
import { openDatabase } from '../../../src/store/sqlite/database.ts';
import { runUntilKilled } from '../../conformance/queue-doomed.ts';
import { createRecordedMetrics } from '../../support/recorded-metrics.ts';
import { silentLog } from '../../support/silent-log.ts';

const [file = '', round = ''] = process.argv.slice(2);
const database = await openDatabase({ file, modules: [queueModule] });
const queue = createEmbeddedQueue({
  database,
  clock: systemClock,
  log: silentLog,
  metrics: createRecordedMetrics(),
  random: Math.random,
});
await runUntilKilled(queue, round);
