/** Somebody must be left who can let others in: the rule of the last administration, also where two write at once. */
import { type Client, isAdministration } from '../domain/access.ts';
import { DomainError } from '../domain/error.ts';
import { SEES_ALL } from '../domain/visibility.ts';
import { OLDEST_FIRST, pagesOf } from './list-pages.ts';
import { MAX_LIMIT } from './paging.ts';
import type { ClientStore } from './ports/client-store.ts';

const another = async (store: ClientStore, id: string): Promise<Client | null> => {
  const query = { ...OLDEST_FIRST, scope: SEES_ALL, limit: MAX_LIMIT };
  for await (const clients of pagesOf('clients', query, store.clients)) {
    const found = clients.find((client) => client.id !== id && isAdministration(client));
    if (found !== undefined) return found;
  }
  return null;
};

/**
 * What has to be put in the commit of a change that takes an administration's power: the one that stays, at its next
 * version. Of two such changes at once, each of which counts on the other's client, one meets a conflict by that, and
 * looks again. after null: the client is taken away. Throws DomainError('conflict') when nobody would be left.
 */
export const administrationLeft = async (
  store: ClientStore,
  before: Client | null,
  after: Client | null,
): Promise<readonly Client[]> => {
  if (before === null || !isAdministration(before) || (after !== null && isAdministration(after))) return [];
  const witness = await another(store, before.id);
  if (witness !== null) return [{ ...witness, version: witness.version + 1 }];
  throw new DomainError('conflict', {
    detail:
      'This is the last client that can manage clients: nobody could be let in any more. First give another client, ' +
      'which has a secret or keys, clients:manage and grants that are all null; then change this one.',
  });
};
