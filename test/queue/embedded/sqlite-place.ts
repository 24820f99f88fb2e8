import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmbeddedQueue } from '../../../src/queue/embedded/embedded-queue.ts';
import { queueModule } from '../../../src/queue/embedded/queue-module.ts';
import { openDatabase } from '../../../src/store/sqlite/database.ts';
import type { QueuePlace } from '../../conformance/queue-bench.ts';
import type { ManualClock } from '../../support/manual-clock.ts';

/** A queue in an SQLite file in a folder of its own. */
export const createSqlitePlace = async (manualClock: ManualClock | null): Promise<QueuePlace> => {
  const folder = await mkdtemp(join(tmpdir(), 'queue-'));
  return {
    manualClock,
    open: async (given) => {
      const database = await openDatabase({ file: join(folder, 'gateway.sqlite'), modules: [queueModule] });
      const queue = createEmbeddedQueue({ database, ...given });
      return {
        queue,
        // The file is taken away from under the queue: it can say nothing more.
        crash: async () => {
          await database.close();
          await queue.close(0);
        },
        release: () => database.close(),
      };
    },
    destroy: () => rm(folder, { recursive: true }),
  };
};
