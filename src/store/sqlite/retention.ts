import type { RetentionStore } from '../../services/ports/retention-store.ts';
import type { Connection } from './connection.ts';
import type { SqliteDatabase } from './database.ts';
import { prunePlaces } from './event-places.ts';

/** Rows in one step: what stations say meanwhile waits no longer than that takes. */
const STEP = 500;

type Before = Parameters<RetentionStore['prune']>[0];

export const retentionOperations = {
  /** Deletes up to a step of each kind; answers how many went. */
  pruneStep: (connection: Connection, before: Before): number => {
    const went =
      connection.run(
        `DELETE FROM events WHERE seq IN (
           SELECT seq FROM events WHERE occurred_at < ? ORDER BY occurred_at LIMIT ?)`,
        before.eventsAt.getTime(),
        STEP,
      ) +
      connection.run(
        `DELETE FROM idempotency WHERE (client_id, key) IN (
           SELECT client_id, key FROM idempotency WHERE created_at < ? ORDER BY created_at LIMIT ?)`,
        before.idempotencyAt.getTime(),
        STEP,
      ) +
      connection.run(
        `DELETE FROM records WHERE rowid IN (
           SELECT rowid FROM records WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)`,
        before.nowAt.getTime(),
        STEP,
      );
    prunePlaces(connection, 4 * STEP);
    return went;
  },
};

export const createRetentionStore = (database: SqliteDatabase): RetentionStore => {
  const call = database.client<typeof retentionOperations>('store');
  return {
    prune: async (before) => {
      let pruned = 0;
      for (let went = -1; went !== 0; pruned += went) went = await call('pruneStep', before);
      return pruned;
    },
  };
};
