/** The embedded store: the ports of services/ports/ on one SQLite file. */

import type { Store } from '../../services/ports/store.ts';
import type { Clock } from '../../services/ports/time.ts';
import { createNarrowReads } from '../narrow-reads.ts';
import { createCommandExtras } from './commands.ts';
import { createCommitter } from './commit.ts';
import type { SqliteDatabase } from './database.ts';
import { createEventStore } from './events.ts';
import { createIdempotencyStore } from './idempotency.ts';
import { createDocumentStore } from './kind-reads.ts';
import { createRecordStore } from './records.ts';
import { createRetentionStore } from './retention.ts';
import { createSequenceStore } from './sequences.ts';
import { createSessionExtras } from './sessions.ts';
import { createStationExtras } from './stations.ts';
import type { healthOperations } from './store-module.ts';

/** For openDatabase's `modules`. */
export const storeModule: URL = new URL('./store-module.ts', import.meta.url);

/**
 * A store on a database that was opened with `storeModule` among its modules.
 * Closing the store waits for its work; the database, which others may share, is closed by who opened it.
 */
export const createSqliteStore = ({ database, clock }: { database: SqliteDatabase; clock: Clock }): Store => {
  const call = database.client<typeof healthOperations>('store');
  const documents = createDocumentStore(database);
  return {
    ...createCommitter(database),
    ...documents,
    ...createNarrowReads(documents),
    ...createStationExtras(database),
    ...createSessionExtras(database),
    ...createCommandExtras(database),
    ...createEventStore(database),
    ...createIdempotencyStore(database),
    ...createSequenceStore(database),
    ...createRecordStore(database, clock),
    ...createRetentionStore(database),
    check: async () => {
      const failure = database.failure();
      if (failure !== null) throw failure;
      await call('probe', null);
    },
    close: () => database.idle(),
  };
};
