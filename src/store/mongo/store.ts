/** The store for many nodes: the ports of services/ports/ on MongoDB. */

import type { DeliveryStore } from '../../services/ports/delivery-store.ts';
import type { MessageLogStore } from '../../services/ports/message-log.ts';
import type { Log, Metrics } from '../../services/ports/observing.ts';
import type { Store } from '../../services/ports/store.ts';
import type { Clock } from '../../services/ports/time.ts';
import { createNarrowReads } from '../narrow-reads.ts';
import { createApply, updatesAtOnceOf } from './apply.ts';
import { createCommandExtras } from './commands.ts';
import { createCommitLog } from './commit-log.ts';
import { type CommitterOptions, createGroupCommitter, DEFAULT_COMMITTER_OPTIONS } from './committer.ts';
import { connect } from './connection.ts';
import { createContention } from './contention.ts';
import { createMongoDeliveryStore } from './deliveries.ts';
import { createEventStore } from './events.ts';
import { fillFields } from './fill-fields.ts';
import { createFollower, DEFAULT_FOLLOWER_OPTIONS, type FollowerOptions } from './follower.ts';
import { FORMAT, type Format, requireReadable } from './format.ts';
import { createIdempotencyStore } from './idempotency.ts';
import { createDocumentStore } from './kind-reads.ts';
import { createKnown } from './known.ts';
import { createLookups } from './lookups.ts';
import { createMongoMessageLog } from './messages.ts';
import { prepareModels } from './models.ts';
import { createProgress } from './progress.ts';
import { createRecordStore } from './records.ts';
import { createRetentionStore } from './retention.ts';
import { createSequenceStore } from './sequences.ts';
import { createSessionExtras } from './sessions.ts';
import { createStationExtras } from './stations.ts';

/** format: for tests, which play an older or a newer release with it. */
export type MongoStoreOptions = CommitterOptions & FollowerOptions & { readonly format: Format };

/**
 * Connects, makes the indexes that are not there, applies what a dead node left in the log.
 *
 * url: `mongodb://…/NAME`, the database `voltgate` when it names none. nodeId: of this start of this process alone.
 * Throws NewerReleaseError when a newer release writes there what this one does not understand,
 * and DomainError('unavailable') when the server gives no answer. Everything later does so in bounded time, too;
 * a commit that ends so may still be stored.
 */
export const openMongoStore = async (
  {
    url,
    clock,
    log,
    metrics = null,
    nodeId,
    random = Math.random,
  }: {
    readonly url: string;
    readonly clock: Clock;
    readonly log: Log;
    readonly metrics?: Metrics | null;
    readonly nodeId: string;
    /** At least 0, less than 1. */
    readonly random?: () => number;
  },
  options: Partial<MongoStoreOptions> = {},
): Promise<Store & { readonly deliveryStore: DeliveryStore; readonly messageLog: MessageLogStore }> => {
  const { format = FORMAT } = options;
  const connection = await connect(url);
  try {
    const models = await prepareModels(connection);
    const deliveryStore = createMongoDeliveryStore(models);
    const messageLog = createMongoMessageLog(models);
    const updatesAtOnce = await updatesAtOnceOf(connection);
    const progress = createProgress(models);
    // Before anything is written.
    await requireReadable(progress, format);
    await fillFields(models, clock.now().getTime(), updatesAtOnce);
    const known = createKnown(clock);
    const commitLog = createCommitLog({ models, nodeId, format });
    const follower = createFollower({
      commitLog,
      progress,
      applyEntry: createApply({ models, log, updatesAtOnce }),
      known,
      nodeId,
      clock,
      log,
      format,
      options: { ...DEFAULT_FOLLOWER_OPTIONS, ...options },
    });
    await follower.start();
    const committer = createGroupCommitter({
      log: commitLog,
      known,
      lookups: createLookups({ models, known }),
      follower,
      contention: createContention({ random }),
      clock,
      metrics,
      options: { ...DEFAULT_COMMITTER_OPTIONS, ...options },
    });
    const documents = createDocumentStore(models);
    let closing: Promise<void> | null = null;
    const close = async (): Promise<void> => {
      await committer.idle();
      await follower.close();
      await connection.close();
    };
    return {
      commit: committer.commit,
      ...documents,
      ...createNarrowReads(documents),
      ...createStationExtras(models),
      ...createSessionExtras(models),
      ...createCommandExtras(models),
      ...createEventStore({ models, progress }),
      ...createIdempotencyStore(models, follower),
      ...createSequenceStore(models, committer),
      ...createRecordStore(models, clock),
      ...createRetentionStore(models),
      deliveryStore,
      messageLog,
      check: async () => {
        follower.requireUnderstood();
        await progress.probe();
      },
      close: () => {
        closing ??= close();
        return closing;
      },
    };
  } catch (error) {
    await connection.close(true);
    throw error;
  }
};
