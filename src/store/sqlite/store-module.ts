/** The store's part of the database: imported in the database's thread. */
import { clientOperations } from './clients.ts';
import { commandOperations } from './commands.ts';
import { commitOperations } from './commit.ts';
import type { Connection } from './connection.ts';
import { eventOperations } from './events.ts';
import { idempotencyOperations } from './idempotency.ts';
import { locationOperations } from './locations.ts';
import { readingOperations } from './readings.ts';
import { recordOperations } from './records.ts';
import { retentionOperations } from './retention.ts';
import { storeMigrations } from './schema.ts';
import { sequenceOperations } from './sequences.ts';
import { sessionOperations } from './sessions.ts';
import { stationOperations } from './stations.ts';
import { tokenOperations } from './tokens.ts';

export const name = 'store';

export const migrations = storeMigrations;

export const healthOperations = {
  /** A real write: a full disk shows. */
  probe: (connection: Connection, _: null): void => {
    connection.run('UPDATE probe SET times = times + 1 WHERE id = 1');
  },
};

export const operations = {
  ...locationOperations,
  ...stationOperations,
  ...tokenOperations,
  ...sessionOperations,
  ...readingOperations,
  ...commandOperations,
  ...clientOperations,
  ...eventOperations,
  ...idempotencyOperations,
  ...recordOperations,
  ...sequenceOperations,
  ...retentionOperations,
  ...commitOperations,
  ...healthOperations,
};
