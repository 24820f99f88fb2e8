/** The embedded store: the ports of services/ports/ on one SQLite file. */

import type { Store } from '../../services/ports/store.ts';
import type { Clock } from '../../services/ports/time.ts';
import { createClientStore } from './clients.ts';
import { createCommandStore } from './commands.ts';
import { createCommitter } from './commit.ts';
import type { SqliteDatabase } from './database.ts';
import { createEventStore } from './events.ts';
import { createIdempotencyStore } from './idempotency.ts';
import { createLocationStore } from './locations.ts';
import { createRecordStore } from './records.ts';
import { createRetentionStore } from './retention.ts';
import { createSequenceStore } from './sequences.ts';
import { createSessionStore } from './sessions.ts';
import { createStationStore } from './stations.ts';
import type { healthOperations } from './store-module.ts';
import { createTokenStore } from './tokens.ts';

/** For openDatabase's `modules`. */
export const storeModule: URL = new URL('./store-module.ts', import.meta.url);

/**
 * A store on a database that was opened with `storeModule` among its modules.
 * Closing the store waits for its work; the database, which others may share, is closed by who opened it.
 */
export const createSqliteStore = ({ database, clock }: { database: SqliteDatabase; clock: Clock }): Store => {
  const call = database.client<typeof healthOperations>('store');
  return {
    ...createCommitter(database),
    ...createLocationStore(database),
    ...createStationStore(database),
    ...createTokenStore(database),
    ...createSessionStore(database),
    ...createCommandStore(database),
    ...createEventStore(database),
    ...createIdempotencyStore(database),
    ...createClientStore(database),
    ...createSequenceStore(database),
    ...createRecordStore(database, clock),
    ...createRetentionStore(database),
    check: () => call('probe', null),
    close: () => database.idle(),
  };
};
