/** Stores on a database of the test's own, closed behind it; and the parts to play a node that dies. */
import { onTestFinished } from 'vitest';
import { systemClock } from '../../../src/observe/clock.ts';
import { createIds } from '../../../src/observe/ids.ts';
import type { Change } from '../../../src/services/ports/commit.ts';
import type { Log, Metrics } from '../../../src/services/ports/observing.ts';
import type { Store } from '../../../src/services/ports/store.ts';
import { changeRows } from '../../../src/store/mongo/change-rows.ts';
import { createCommitLog } from '../../../src/store/mongo/commit-log.ts';
import { type Connection, connect } from '../../../src/store/mongo/connection.ts';
import { decide } from '../../../src/store/mongo/decide.ts';
import type { Entry } from '../../../src/store/mongo/entry.ts';
import type { Format } from '../../../src/store/mongo/format.ts';
import { type Models, prepareModels } from '../../../src/store/mongo/models.ts';
import { type MongoStoreOptions, openMongoStore } from '../../../src/store/mongo/store.ts';
import { silentLog } from '../../support/silent-log.ts';

const newId = createIds(systemClock);

export const openStore = async (
  url: string,
  options: Partial<MongoStoreOptions> = {},
  metrics: Metrics | null = null,
  log: Log = silentLog,
): Promise<Store> => {
  const store = await openMongoStore({ url, clock: systemClock, log, metrics, nodeId: newId() }, options);
  onTestFinished(() => store.close());
  return store;
};

export const openModels = async (url: string): Promise<{ models: Models; connection: Connection }> => {
  const connection = await connect(url);
  onTestFinished(() => connection.close());
  return { models: await prepareModels(connection), connection };
};

/** Appends as a node would that dies before it applies: nothing but the log's document is there. */
export const appendAndDie = async (
  models: Models,
  head: { readonly n: number; readonly seq: number },
  change: Change,
  release: { readonly format?: Format } = {},
): Promise<Entry> => {
  const log = createCommitLog({ models, nodeId: 'dead', ...release });
  const decision = decide([changeRows(change, new Date())], () => undefined);
  const appended = await log.append(head, decision);
  if (!appended.won) throw new Error('Another node has that number.');
  return appended.entry;
};
