/** Tokens, and the clients of the APIs. */
import type { Client } from '../../domain/access.ts';
import type { Token } from '../../domain/token.ts';
import type { ClientStore } from '../../services/ports/client-store.ts';
import type { IdempotencyRecord, IdempotencyStore } from '../../services/ports/idempotency-store.ts';
import type { ListQuery } from '../../services/ports/list.ts';
import type { TokenStore } from '../../services/ports/token-store.ts';
import { uidKey, uidKeys } from '../sqlite/json.ts';
import { createById } from './find.ts';
import type { Follower } from './follower.ts';
import type { Models } from './models.ts';
import { countSelected, readByIds, readPage, type Selection } from './page.ts';
import { pairKey } from './rows.ts';

const tokenSelection = ({ scope }: ListQuery): Selection => ({
  collection: 'tokens',
  equal: [['d.driverId', scope.driverId]],
  within: [['_id', uidKeys(scope.tokenUids)]],
});

/** A place in the list is named by the uid as it is shown; the order is that of the keys. */
const positioned = (query: ListQuery): ListQuery =>
  query.after === null ? query : { ...query, after: { ...query.after, id: uidKey(query.after.id) } };

export const createTokenStore = (models: Models): TokenStore => {
  const byKey = createById<Token>(models, 'tokens');
  return {
    token: (uid) => byKey(uidKey(uid)),
    tokensByUid: (uids) => readByIds<Token>(models, 'tokens', uids.map(uidKey)),
    tokens: (query) => readPage<Token>(models, tokenSelection(query), positioned(query)),
    countTokens: (query, upTo) => countSelected(models, tokenSelection(query), query, upTo),
  };
};

/** Clients lie in no scope: who may list them may list them all. */
const clientSelection: Selection = { collection: 'clients', equal: [], within: [] };

export const createClientStore = (models: Models): ClientStore => ({
  client: createById<Client>(models, 'clients'),
  clients: (query) => readPage<Client>(models, clientSelection, query),
});

export const createIdempotencyStore = (
  models: Models,
  { exclusively, catchUp, head, appliedThrough }: Follower,
): IdempotencyStore => {
  const byId = createById<IdempotencyRecord>(models, 'idempotency');
  return {
    idempotencyRecord: (clientId, key) => byId(pairKey(clientId, key)),
    caughtUp: async () => {
      await exclusively(catchUp);
      await appliedThrough(head().n);
    },
  };
};
