import { KIND_NAMES, KINDS } from '../../domain/kinds/documents.ts';
import { agedOutAt } from '../../domain/kinds/kind.ts';
import type { RetentionStore } from '../../services/ports/retention-store.ts';
import type { Connection } from './connection.ts';
import type { SqliteDatabase } from './database.ts';
import { prunePlaces } from './event-places.ts';
import { columnOf } from './kind-table.ts';

/** Rows in one step: what stations say meanwhile waits no longer than that takes. */
const STEP = 500;

type Before = Parameters<RetentionStore['prune']>[0];

/** Documents of the kinds that have a retention, up to a step of each. */
const pruneKinds = (connection: Connection, { nowAt, keptDays }: Before): number =>
  KIND_NAMES.reduce((went, name) => {
    const { retention } = KINDS[name];
    if (retention === null) return went;
    const by = columnOf(retention.by);
    const sql = `DELETE FROM ${name} WHERE rowid IN (SELECT rowid FROM ${name} WHERE ${by} < ? ORDER BY ${by} LIMIT ?)`;
    return (
      went +
      connection.run(sql, agedOutAt({ ...retention, days: keptDays?.[name] ?? retention.days }, nowAt).getTime(), STEP)
    );
  }, 0);

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
      ) +
      pruneKinds(connection, before);
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
