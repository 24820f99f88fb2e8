/** OAuth clients: who may come in, with which scopes and grants. */
import { randomBytes } from 'node:crypto';
import { type Caller, type Client, isUnboundGrants } from '../domain/access.ts';
import { DomainError } from '../domain/error.ts';
import { SEES_ALL } from '../domain/visibility.ts';
import { forbidden, requireScope, requireVersion } from './access.ts';
import { againOnConflict } from './again-on-conflict.ts';
import type { ClientInput, Clients, PutClient } from './api/clients.ts';
import type { AuditedCommitter } from './audit/audited-committer.ts';
import { type ClientRules, checkClient, credentialsOf, grantsOf, requireParties, signInOf } from './client-rules.ts';
import { managedClients, managesClient } from './clients-within.ts';
import { administrationLeft } from './last-administration.ts';
import { leftByClient } from './left-by-client.ts';
import { listThatFits } from './list-pages.ts';
import { listPage } from './paging.ts';
import type { ClientStore } from './ports/client-store.ts';
import type { DocumentStore } from './ports/document-store.ts';
import type { Clock } from './ports/time.ts';

const SECRET_BYTES = 32;
const TRIES = 10;

const noSuchClient = (): DomainError => new DomainError('not_found', { detail: 'There is no such client.' });

/** As one puts it who leaves it as it is. */
const asInput = (client: Client): ClientInput => ({
  id: client.id,
  name: client.name,
  issuer: client.issuer,
  scopes: client.scopes,
  grants: client.grants,
  rotateSecret: false,
  jwks: null,
});

/**
 * Every function needs clients:manage; whoever holds it can give any scope and grant, but for a client that is bound in
 * anything: it sees and makes only clients within its own scopes and grants.
 * hashSecret: how the issuer compares secrets, see oauth/client-secret.ts.
 */
export const createClients = ({
  store,
  committer,
  clock,
  hashSecret,
  rules,
  forgetEndpoint,
}: {
  readonly store: ClientStore & Pick<DocumentStore, 'getMany' | 'list'>;
  readonly committer: AuditedCommitter;
  readonly clock: Clock;
  readonly hashSecret: (secret: string) => string;
  readonly rules: ClientRules;
  /** Of a webhook endpoint that is there no more. */
  readonly forgetEndpoint: (id: string) => Promise<void>;
}): Clients => {
  /** As the edges see it: what authenticates a client stays inside, and so do scopes that open nothing. */
  const shown = (client: Client): Client => ({
    ...client,
    secretHash: null,
    scopes: client.scopes.filter((scope) => rules.offeredScopes.has(scope)),
  });

  /** A client that is there and that the caller manages. */
  const managed = async (caller: Caller, id: string): Promise<Client> => {
    const client = await store.client(id);
    if (client === null || !managesClient(caller, client)) throw noSuchClient();
    return client;
  };

  const write = async (
    caller: Caller,
    {
      operation,
      id,
      input,
      ifVersion,
    }: {
      readonly operation: 'client.put' | 'client.update';
      readonly id: string;
      readonly input: (before: Client | null) => ClientInput;
      readonly ifVersion: number | null;
    },
  ): Promise<PutClient> => {
    requireScope(caller, 'clients:manage');
    const made = randomBytes(SECRET_BYTES).toString('base64url');
    // Of two puts at once the last wins.
    return againOnConflict(TRIES, async () => {
      const before = await store.client(id);
      const given = input(before);
      const secret = given.rotateSecret ? made : null;
      const scopes = [...new Set(given.scopes)];
      const grants = grantsOf(given.grants, before ?? caller);
      if (!managesClient(caller, { scopes, grants }) || (before !== null && !managesClient(caller, before))) {
        forbidden('The client is not within the scopes and grants of the caller.');
      }
      requireVersion(before, ifVersion);
      const signIn = signInOf(given, before);
      await checkClient(rules, { input: given, before, signIn });
      await requireParties(store, grants);
      const now = clock.now();
      const client: Client = {
        id,
        version: (before?.version ?? 0) + 1,
        name: given.name,
        issuer: given.issuer,
        ...credentialsOf(given, before, secret === null ? null : hashSecret(secret), signIn),
        ...signIn,
        scopes,
        grants,
        locked: given.locked ?? before?.locked ?? false,
        dpopBoundAccessTokens: given.dpopBoundAccessTokens ?? before?.dpopBoundAccessTokens ?? false,
        persistedOperationsOnly: given.persistedOperationsOnly ?? before?.persistedOperationsOnly ?? false,
        createdAt: before?.createdAt ?? now,
        updatedAt: now,
      };
      const left = await administrationLeft(store, before, client);
      const former = before === null ? await leftByClient(store, id) : null;
      const removed = former === null ? {} : { removed: former.removed };
      await committer.write({ caller, operation }, { clients: [client, ...left], ...removed });
      for (const endpointId of former?.endpointIds ?? []) await forgetEndpoint(endpointId);
      return { object: shown(client), created: before === null, secret };
    });
  };

  return {
    list: async (caller, page) => {
      requireScope(caller, 'clients:manage');
      const own = listThatFits('clients', store.clients, managedClients(caller));
      const { items, ...rest } = await listPage({
        kind: 'clients',
        page,
        scope: SEES_ALL,
        list: isUnboundGrants(caller.grants) ? store.clients : own.list,
        count: own.count,
      });
      return { ...rest, items: items.map(shown) };
    },
    get: async (caller, id) => {
      requireScope(caller, 'clients:manage');
      return shown(await managed(caller, id));
    },
    put: (caller, input, ifVersion) =>
      write(caller, { operation: 'client.put', id: input.id, input: () => input, ifVersion }),
    update: async (caller, { id, ...patch }, ifVersion) => {
      requireScope(caller, 'clients:manage');
      return write(caller, {
        operation: 'client.update',
        id,
        ifVersion,
        input: (before) => {
          if (before === null || !managesClient(caller, before)) throw noSuchClient();
          return { ...asInput(before), ...patch, id };
        },
      });
    },
    remove: async (caller, id, ifVersion) => {
      requireScope(caller, 'clients:manage');
      return againOnConflict(TRIES, async () => {
        const client = await managed(caller, id);
        requireVersion(client, ifVersion);
        const left = await administrationLeft(store, client, null);
        await committer.write(
          { caller, operation: 'client.delete' },
          { clients: left, removed: { clients: [{ key: id, version: client.version }] } },
        );
        return shown(client);
      });
    },
  };
};
