import { KIND_NAMES, KINDS } from '../../domain/kinds/documents.ts';
import { agedOutAt } from '../../domain/kinds/kind.ts';
import type { RetentionStore } from '../../services/ports/retention-store.ts';
import { onMongo } from './connection.ts';
import { type Filter, find } from './find.ts';
import { pathOf } from './kind-collection.ts';
import type { CollectionName, Models } from './models.ts';
import { hasTombstones, TOMBSTONE_KEPT_MS } from './tombstone.ts';

type Before = Parameters<RetentionStore['prune']>[0];

/** Documents in one step: what stations say meanwhile waits no longer than that takes. */
const STEP = 500;

export const createRetentionStore = (models: Models): RetentionStore => {
  const pruneStep = async (name: CollectionName, field: string, filter: Filter): Promise<number> => {
    const old = await find<{ _id: string }>(models, name, filter, {
      fields: { _id: 1 },
      order: { [field]: 1 },
      limit: STEP,
    });
    if (old.length === 0) return 0;
    const { deletedCount } = await onMongo(() => models[name].deleteMany({ _id: { $in: old.map(({ _id }) => _id) } }));
    return deletedCount;
  };

  const pruneAll = async (name: CollectionName, field: string, filter: Filter): Promise<number> => {
    let pruned = 0;
    for (let went = -1; went !== 0; pruned += went) went = await pruneStep(name, field, filter);
    return pruned;
  };

  const pruneKinds = async ({ nowAt, keptDays }: Pick<Before, 'nowAt' | 'keptDays'>): Promise<number> => {
    let pruned = 0;
    for (const name of KIND_NAMES) {
      const { retention } = KINDS[name];
      if (retention === null) continue;
      const by = pathOf(KINDS[name], retention.by);
      pruned += await pruneAll(name, by, {
        [by]: { $lt: agedOutAt({ ...retention, days: keptDays?.[name] ?? retention.days }, nowAt) },
      });
    }
    return pruned;
  };

  const pruneTombstones = async (nowAt: Date): Promise<number> => {
    const goneBefore = { 'd.goneAt': { $lt: new Date(nowAt.getTime() - TOMBSTONE_KEPT_MS) } };
    let pruned = 0;
    for (const name of KIND_NAMES.filter(hasTombstones)) pruned += await pruneAll(name, 'd.goneAt', goneBefore);
    return pruned;
  };

  return {
    prune: async ({ eventsAt, idempotencyAt, nowAt, keptDays = {} }) =>
      (await pruneAll('events', 'occurredAt', { occurredAt: { $lt: eventsAt } })) +
      (await pruneAll('idempotency', 'd.createdAt', { 'd.createdAt': { $lt: idempotencyAt } })) +
      (await pruneAll('records', 'expiresAt', { expiresAt: { $lte: nowAt, $ne: null } })) +
      (await pruneKinds({ nowAt, keptDays })) +
      (await pruneTombstones(nowAt)),
  };
};
