/** Somebody must be left who can let others in: the rule of the last administration, also where two write at once. */
import { type Client, isAdministration } from '../domain/access.ts';
import { DomainError } from '../domain/error.ts';
import { SEES_ALL } from '../domain/visibility.ts';
import { MAX_LIMIT } from './paging.ts';
import type { ClientStore } from './ports/client-store.ts';
import type { ListQuery, Slice } from './ports/list.ts';

const another = async (store: ClientStore, id: string): Promise<Client | null> => {
  const query = {
    scope: SEES_ALL,
    order: 'createdAt',
    descending: false,
    updatedFromAt: null,
    updatedToAt: null,
  } as const;
  for (let after: ListQuery['after'] = null; ; ) {
    const { items, more }: Slice<Client> = await store.clients({ ...query, limit: MAX_LIMIT, after });
    const found = items.find((client) => client.id !== id && isAdministration(client));
    if (found !== undefined) return found;
    const last = items.at(-1);
    if (!more || last === undefined) return null;
    after = { value: last.createdAt, id: last.id };
  }
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
