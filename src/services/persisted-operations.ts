/** GraphQL operations that clients run by their hash: registered by who manages clients, for one of them or for all. */

import { createHash } from 'node:crypto';
import { type Caller, isUnboundGrants } from '../domain/access.ts';
import { characterCount } from '../domain/character-count.ts';
import { DomainError } from '../domain/error.ts';
import type { OrderOf } from '../domain/kinds/documents.ts';
import { EVERYBODY, LONGEST_OPERATION, type PersistedOperation } from '../domain/persisted-operation.ts';
import { SEES_ALL } from '../domain/visibility.ts';
import { forbidden, requireScope } from './access.ts';
import { againOnConflict } from './again-on-conflict.ts';
import type { PersistedOperations } from './api/persisted-operations.ts';
import type { AuditedCommitter } from './audit/audited-committer.ts';
import { managesClient } from './clients-within.ts';
import { collectFaults } from './faults.ts';
import { listThatFits, OLDEST_FIRST } from './list-pages.ts';
import { listPage } from './paging.ts';
import type { DocumentStore } from './ports/document-store.ts';
import type { Count, ListQuery, Slice } from './ports/list.ts';
import type { Clock } from './ports/time.ts';

/** Of one client, and of everybody. */
export const MOST_OPERATIONS = 1000;
const TRIES = 5;

type Query = ListQuery<OrderOf<'persistedOperations'>>;
type List = (query: Query) => Promise<Slice<PersistedOperation>>;

export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Under which an operation is kept: clients' own of one text do not meet. */
export const keyOfOperation = (sha256: string, clientId: string | null): string =>
  clientId === null ? sha256 : sha256Of(`${clientId} ${sha256}`);

const missing = (): never => {
  throw new DomainError('not_found', { detail: 'There is no such persisted operation.' });
};

/** documentFault: what is wrong with a text as a GraphQL document of ours, as a sentence; null: nothing. */
export const createPersistedOperations = ({
  store,
  committer,
  clock,
  documentFault,
}: {
  readonly store: Pick<DocumentStore, 'get' | 'getMany' | 'list' | 'count'>;
  readonly committer: AuditedCommitter;
  readonly clock: Clock;
  readonly documentFault: (text: string) => string | null;
}): PersistedOperations => {
  /** Who is bound in anything manages the operations of the clients that it manages; everybody's are no client's. */
  const managedOf = async (
    caller: Caller,
    operations: readonly PersistedOperation[],
  ): Promise<readonly PersistedOperation[]> => {
    if (isUnboundGrants(caller.grants)) return operations;
    const ids = [...new Set(operations.flatMap(({ clientId }) => clientId ?? []))];
    const clients = await store.getMany('clients', ids);
    const managed = new Set(clients.filter((client) => managesClient(caller, client)).map(({ id }) => id));
    return operations.filter(({ clientId }) => clientId !== null && managed.has(clientId));
  };

  const managed = async (caller: Caller, id: string): Promise<PersistedOperation> => {
    requireScope(caller, 'clients:manage');
    const operation = await store.get('persistedOperations', id);
    const [own] = operation === null ? [] : await managedOf(caller, [operation]);
    return own ?? missing();
  };

  const requireFor = async (caller: Caller, clientId: string | null): Promise<void> => {
    if (clientId === null) {
      if (!isUnboundGrants(caller.grants)) forbidden('Who is bound in anything registers for clients of its own.');
      return;
    }
    const client = await store.get('clients', clientId);
    const { unless, raise } = collectFaults();
    unless(client !== null && managesClient(caller, client), '/clientId', 'There is no such client.');
    raise();
  };

  return {
    list: async (caller, page, clientId) => {
      requireScope(caller, 'clients:manage');
      const list: List = (query) => store.list('persistedOperations', { ...query, where: { clientId } });
      const count: Count<Query> = (query, upTo) =>
        store.count('persistedOperations', { ...query, where: { clientId } }, upTo);
      return listPage({
        kind: 'persistedOperations',
        page,
        scope: SEES_ALL,
        ...(isUnboundGrants(caller.grants)
          ? { list, count }
          : listThatFits('persistedOperations', list, (operations) => managedOf(caller, operations))),
      });
    },
    get: managed,
    register: async (caller, { document, clientId }) => {
      requireScope(caller, 'clients:manage');
      await requireFor(caller, clientId);
      const { unless, raise } = collectFaults();
      unless(
        characterCount(document) <= LONGEST_OPERATION,
        '/document',
        `Has at most ${LONGEST_OPERATION} characters.`,
      );
      raise();
      const fault = documentFault(document);
      unless(fault === null, '/document', fault ?? '');
      raise();
      const sha256 = sha256Of(document);
      const id = keyOfOperation(sha256, clientId);
      return againOnConflict(TRIES, async () => {
        const known = await store.get('persistedOperations', id);
        if (known !== null) return { object: known, created: false };
        const where = { clientId: clientId ?? EVERYBODY };
        const kept = { ...OLDEST_FIRST, scope: SEES_ALL, limit: 1, where };
        const count = await store.count('persistedOperations', kept, MOST_OPERATIONS);
        if (count === null || count >= MOST_OPERATIONS) {
          const whose = clientId === null ? 'for all clients' : 'of a client';
          throw new DomainError('conflict', { detail: `At most ${MOST_OPERATIONS} operations ${whose} are kept.` });
        }
        const now = clock.now();
        const operation = { id, version: 1, sha256, clientId, document, createdAt: now, updatedAt: now };
        await committer.write(
          { caller, operation: 'persisted_operation.register' },
          { persistedOperations: [operation] },
        );
        return { object: operation, created: true };
      });
    },
    remove: (caller, id) =>
      againOnConflict(TRIES, async () => {
        const operation = await managed(caller, id);
        await committer.write(
          { caller, operation: 'persisted_operation.delete' },
          { removed: { persistedOperations: [{ key: id, version: operation.version }] } },
        );
        return operation;
      }),
    documentFor: async (caller, sha256) => {
      const keys = [null, ...(caller === null ? [] : [caller.clientId])].map((owner) => keyOfOperation(sha256, owner));
      const [operation] = await store.getMany('persistedOperations', keys);
      return operation?.document ?? null;
    },
  };
};
