import type { IdempotencyRecord, IdempotencyStore } from '../../services/ports/idempotency-store.ts';
import { decode } from '../sqlite/json.ts';
import { createById } from './find.ts';
import type { Follower } from './follower.ts';
import type { Models } from './models.ts';
import { pairKey } from './rows.ts';

export const createIdempotencyStore = (
  models: Models,
  { exclusively, catchUp, head, appliedThrough }: Follower,
): IdempotencyStore => {
  const byId = createById(models, 'idempotency', decode<IdempotencyRecord>);
  return {
    idempotencyRecord: (clientId, key) => byId(pairKey(clientId, key)),
    caughtUp: async () => {
      await exclusively(catchUp);
      await appliedThrough(head().n);
    },
  };
};
