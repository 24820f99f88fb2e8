/** One process on its own files: SQLite for the store and the queue, everything else in memory. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createOneProcessLocks, createOneProcessOwners } from '../cluster/one-process.ts';
import { createInProcessBus } from '../events/in-process-bus.ts';
import { createMemoryFailureCounter } from '../limits/memory-failure-counter.ts';
import { createMemoryOnceOnly } from '../limits/memory-once-only.ts';
import { createMemoryRateLimiter } from '../limits/memory-rate-limiter.ts';
import type { Parts } from '../parts/parts.ts';
import { createEmbeddedQueue } from '../queue/embedded/embedded-queue.ts';
import { queueModule } from '../queue/embedded/queue-module.ts';
import { openDatabase } from '../store/sqlite/database.ts';
import { createSqliteDeliveryStore, deliveriesModule } from '../store/sqlite/deliveries.ts';
import { lockDataFolder } from '../store/sqlite/folder-lock.ts';
import { createSqliteMessageLog, messagesModule } from '../store/sqlite/messages.ts';
import { createSqliteStore, storeModule } from '../store/sqlite/store.ts';
import type { Backends, Surroundings } from './backends.ts';

export const storeFile = (dataDir: string): string => join(dataDir, 'voltgate.sqlite');

/** All that is in that file. */
export const EMBEDDED_MODULES: readonly URL[] = [storeModule, queueModule, deliveriesModule, messagesModule];

/** Throws DataFolderError, and what the store says when it cannot be had. */
export const startEmbedded = async (
  parts: Parts,
  { config, clock, log, metrics, newId }: Surroundings,
): Promise<Backends> => {
  await parts.start({
    name: 'data folder',
    start: () => lockDataFolder(config.dataDir),
    stop: (unlock) => unlock(),
  });
  const database = await parts.start({
    name: 'database',
    start: () =>
      openDatabase({
        file: storeFile(config.dataDir),
        modules: EMBEDDED_MODULES,
        onRefused: (reason) => metrics.count('store_refused_total', { reason }),
        onTorn: (bytes) => {
          metrics.count('store_torn_bytes_total', {}, bytes);
          log.warn({ bytes }, 'store.log_end_passed_over');
        },
        onFailed: (err) => {
          metrics.count('store_failures_total');
          log.error({ err }, 'store.failed');
        },
        onMended: () => log.info({}, 'store.mended'),
      }),
    stop: ({ close }) => close(),
  });
  metrics.gauge('store_waiting', () => database.stats().waiting);
  metrics.gauge('store_waiting_bytes', () => database.stats().waitingBytes);
  metrics.gauge('store_log_bytes', () => database.stats().logBytes);
  const store = await parts.start({
    name: 'store',
    start: () => createSqliteStore({ database, clock }),
    stop: ({ close }) => close(),
  });
  const queue = await parts.start({
    name: 'queue',
    start: () => createEmbeddedQueue({ database, clock, log, metrics, random: Math.random }),
    stop: ({ close }) => close(0),
  });
  const bus = createInProcessBus({ log });

  return {
    store,
    queue,
    deliveryStore: createSqliteDeliveryStore(database),
    messageLog: createSqliteMessageLog(database),
    bus,
    ownEvents: bus,
    foreignEvents: null,
    owners: createOneProcessOwners({ nodeId: newId() }),
    locks: createOneProcessLocks(),
    onceOnly: createMemoryOnceOnly({ clock }),
    rateLimiter: createMemoryRateLimiter,
    quotaKey: randomBytes(32),
    failureCounter: createMemoryFailureCounter,
    mend: async ({ recoverStations, recoverCommands }) => {
      await recoverStations();
      await recoverCommands();
      return () => undefined;
    },
    chores: () => [],
    checks: { store: () => store.check().then(() => true), queue: () => queue.stats().then(() => true) },
  };
};
