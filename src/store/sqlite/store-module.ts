/** The store's part of the database: imported in the database's thread. */
import { commandOperations } from './commands.ts';
import { commitOperations } from './commit.ts';
import type { Connection } from './connection.ts';
import { eventOperations } from './events.ts';
import { idempotencyOperations } from './idempotency.ts';
import { kindOperations } from './kind-reads.ts';
import { prepareKinds } from './kind-schema.ts';
import { readingOperations } from './readings.ts';
import { recordOperations } from './records.ts';
import { retentionOperations } from './retention.ts';
import { storeMigrations } from './schema.ts';
import { sequenceOperations } from './sequences.ts';
import { sessionOperations } from './sessions.ts';
import { stationOperations } from './stations.ts';

export const name = 'store';

export const migrations = storeMigrations;

/** The tables of the kinds follow their declarations. */
export const prepare = prepareKinds;

export const healthOperations = {
  /** A real write: a full disk shows. */
  probe: (connection: Connection, _: null): void => {
    connection.run('UPDATE probe SET times = times + 1 WHERE id = 1');
  },
};

export const operations = {
  ...kindOperations,
  ...stationOperations,
  ...sessionOperations,
  ...readingOperations,
  ...commandOperations,
  ...eventOperations,
  ...idempotencyOperations,
  ...recordOperations,
  ...sequenceOperations,
  ...retentionOperations,
  ...commitOperations,
  ...healthOperations,
};
