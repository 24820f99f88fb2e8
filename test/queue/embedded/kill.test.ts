import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe } from 'vitest';
import { systemClock } from '../../../src/observe/clock.ts';
import { createEmbeddedQueue } from '../../../src/queue/embedded/embedded-queue.ts';
import { queueModule } from '../../../src/queue/embedded/queue-module.ts';
import { openDatabase } from '../../../src/store/sqlite/database.ts';
import { itOutlivesKills } from '../../conformance/queue-kills.ts';
import { createRecordedMetrics } from '../../support/recorded-metrics.ts';
import { silentLog } from '../../support/silent-log.ts';

const program = fileURLToPath(new URL('./doomed-process.ts', import.meta.url));

describe('embedded queue, killed again and again', () => {
  itOutlivesKills(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'queue-'));
    const file = join(folder, 'gateway.sqlite');
    return {
      program: [program, file],
      open: async () => {
        const database = await openDatabase({ file, modules: [queueModule] });
        const metrics = createRecordedMetrics();
        const queue = createEmbeddedQueue({
          database,
          clock: systemClock,
          log: silentLog,
          metrics,
          random: Math.random,
        });
        return { queue, release: database.close };
      },
      destroy: () => rm(folder, { recursive: true }),
    };
  });
});
