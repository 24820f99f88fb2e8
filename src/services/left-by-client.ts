/** What a client that was deleted has left under its id: nothing of it is for who is given that id next. */
import { SEES_ALL } from '../domain/visibility.ts';
import { OLDEST_FIRST, pagesOf } from './list-pages.ts';
import { MAX_LIMIT } from './paging.ts';
import type { Change } from './ports/commit.ts';
import type { DocumentStore } from './ports/document-store.ts';

export type LeftByClient = {
  /** For the commit that makes another one of that id. */
  readonly removed: NonNullable<Change['removed']>;
  /** To be forgotten behind that. */
  readonly endpointIds: readonly string[];
};

const placeOf = ({ id: key, version }: { readonly id: string; readonly version: number }) => ({ key, version });

const readAll = async <T>(pages: AsyncIterable<readonly T[]>): Promise<readonly T[]> => {
  const all: T[] = [];
  for await (const page of pages) all.push(...page);
  return all;
};

export const leftByClient = async (
  store: Pick<DocumentStore, 'list' | 'getMany'>,
  clientId: string,
): Promise<LeftByClient> => {
  const where = { clientId };
  const all = { ...OLDEST_FIRST, scope: SEES_ALL, limit: MAX_LIMIT };
  const endpoints = pagesOf('webhookEndpoints', all, (query) => store.list('webhookEndpoints', { ...query, where }));
  const webhookEndpoints = await readAll(endpoints);
  const operations = pagesOf('persistedOperations', all, (query) =>
    store.list('persistedOperations', { ...query, where }),
  );
  const persistedOperations = await readAll(operations);
  const endpointIds = webhookEndpoints.map(({ id }) => id);
  const webhookSecrets = await store.getMany('webhookSecrets', endpointIds);
  return {
    removed: {
      webhookEndpoints: webhookEndpoints.map(placeOf),
      webhookSecrets: webhookSecrets.map(placeOf),
      persistedOperations: persistedOperations.map(placeOf),
    },
    endpointIds,
  };
};
