/** OAuth clients: who may come in, with which scopes and grants. */
import { randomBytes } from 'node:crypto';
import { type Caller, type Client, type Grants, SERVICE_CLIENT, type SignInOfClient } from '../domain/access.ts';
import { DomainError } from '../domain/error.ts';
import type { OrderOf } from '../domain/kinds/documents.ts';
import { isRedirectUri } from '../domain/redirect-uri.ts';
import { SEES_ALL } from '../domain/visibility.ts';
import { forbidden, requireScope } from './access.ts';
import { againOnConflict } from './again-on-conflict.ts';
import type { ClientInput, Clients, GrantsInput } from './api/clients.ts';
import type { AuditedCommitter } from './audit/audited-committer.ts';
import { clientsThatFit, managesClient } from './clients-within.ts';
import { collectFaults, type Faults, isLine } from './faults.ts';
import { listPage, MAX_LIMIT } from './paging.ts';
import type { ClientStore } from './ports/client-store.ts';
import type { DocumentStore } from './ports/document-store.ts';
import type { ListQuery, Slice } from './ports/list.ts';
import type { Clock } from './ports/time.ts';

/** Visible ASCII without what OAuth's Basic form and URLs would have to escape. */
const CLIENT_ID = /^[A-Za-z0-9._~@-]{1,200}$/;
const SECRET_BYTES = 32;
const ASYMMETRIC: ReadonlySet<string> = new Set(['RSA', 'EC', 'OKP']);
const TRIES = 10;

/** As the edges see it: what authenticates a client stays inside. */
const withoutSecret = (client: Client): Client => ({ ...client, secretHash: null });

/** What an input leaves out stays as it is. */
const signInOf = (input: ClientInput, before: Client | null): SignInOfClient => {
  const { type, redirectUris, postLogoutRedirectUris, firstParty } = before ?? SERVICE_CLIENT;
  return {
    type: input.type ?? type,
    redirectUris: [...new Set(input.redirectUris ?? redirectUris)],
    postLogoutRedirectUris: [...new Set(input.postLogoutRedirectUris ?? postLogoutRedirectUris)],
    firstParty: input.firstParty ?? firstParty,
  };
};

const checkSignIn = (
  { unless }: Pick<Faults, 'unless'>,
  { type, redirectUris, postLogoutRedirectUris, firstParty }: SignInOfClient,
  { issuer, rotateSecret, jwks }: ClientInput,
): void => {
  const bySelf = type === 'service';
  unless(issuer === null || bySelf, '/type', 'A client of an outside issuer signs nobody in here.');
  unless(!(type === 'app' && rotateSecret), '/rotateSecret', 'An app keeps no secret: it has none.');
  unless(!(type === 'app' && jwks !== null), '/jwks', 'An app keeps no secret: it has no keys.');
  unless(!(bySelf && firstParty), '/firstParty', 'A service asks nobody for consent.');
  unless(bySelf || redirectUris.length > 0, '/redirectUris', 'Must hold an address, for people to come back to.');
  for (const [name, uris] of Object.entries({ redirectUris, postLogoutRedirectUris })) {
    unless(!bySelf || uris.length === 0, `/${name}`, 'A service sends nobody anywhere.');
    for (const [index, uri] of uris.entries()) {
      unless(
        bySelf || isRedirectUri(uri, type),
        `/${name}/${index}`,
        'Must be https, http on 127.0.0.1, [::1] or localhost, or (of an app) a scheme of its own with a dot in it.',
      );
    }
  }
};

const check = (input: ClientInput, before: Client | null, signIn: SignInOfClient): void => {
  const { unless, raise } = collectFaults();
  checkSignIn({ unless }, signIn, input);
  unless(CLIENT_ID.test(input.id), '/id', 'Must be 1 to 200 of letters, digits and . _ ~ @ -');
  unless(isLine(input.name, 200), '/name', 'Must have 1 to 200 characters.');
  const ours = input.issuer === null;
  unless(
    ours || !(input.rotateSecret || input.jwks !== null),
    '/issuer',
    'A client of an outside issuer has no secret and no keys here.',
  );
  unless(!(input.rotateSecret && input.jwks !== null), '/jwks', 'A client has a secret or keys, not both.');
  unless(input.jwks === null || input.jwks.keys.length > 0, '/jwks/keys', 'Must hold a key.');
  for (const [index, key] of (input.jwks?.keys ?? []).entries()) {
    const fits = ASYMMETRIC.has(String(key.kty)) && !('d' in key);
    unless(fits, `/jwks/keys/${index}`, 'Must be the public part of an RSA, EC or OKP key.');
  }
  const keeps = before !== null && (before.secretHash !== null || before.jwks !== null);
  unless(
    !ours || signIn.type === 'app' || input.rotateSecret || input.jwks !== null || keeps,
    '/rotateSecret',
    'A client needs a secret or keys to come in with.',
  );
  raise();
};

/** Clients are few: they are counted by reading them. */
const countAll = async (
  store: ClientStore,
  query: ListQuery<OrderOf<'clients'>>,
  fits: (client: Client) => boolean,
): Promise<number> => {
  let count = 0;
  let after: ListQuery['after'] = null;
  for (;;) {
    const { items, more }: Slice<Client> = await store.clients({
      ...query,
      order: 'createdAt',
      limit: MAX_LIMIT,
      after,
    });
    count += items.filter(fits).length;
    const last = items.at(-1);
    if (!more || last === undefined) return count;
    after = { value: last.createdAt, id: last.id };
  }
};

const manages =
  (caller: Caller) =>
  (client: Client): boolean =>
    managesClient(caller, client);

/** What an input leaves out it neither widens nor narrows: programs that do not know of it put clients again, too. */
const grantsOf = (input: GrantsInput, { grants: before }: Pick<Client | Caller, 'grants'>): Grants => {
  const { locationIds, tokenUids, groupIds = before.groupIds, partyIds = before.partyIds } = input;
  return { locationIds, groupIds, tokenUids, partyIds: partyIds === null ? null : [...new Set(partyIds)] };
};

const requireParties = async (store: Pick<DocumentStore, 'getMany'>, { partyIds }: Grants): Promise<void> => {
  if (partyIds === null || partyIds.length === 0) return;
  const there = new Set((await store.getMany('parties', partyIds)).map(({ id }) => id));
  const { unless, raise } = collectFaults();
  for (const [index, id] of partyIds.entries()) {
    unless(there.has(id), `/grants/parties/${index}`, 'There is no such party.');
  }
  raise();
};

/** What it comes in with: a new secret, keys, what it had, or (of an outside issuer) nothing of ours. */
const credentials = (
  input: ClientInput,
  before: Client | null,
  newHash: string | null,
  { type }: SignInOfClient,
): Pick<Client, 'secretHash' | 'jwks'> => {
  if (input.issuer !== null || type === 'app') return { secretHash: null, jwks: null };
  if (newHash !== null) return { secretHash: newHash, jwks: null };
  if (input.jwks !== null) return { secretHash: null, jwks: input.jwks };
  return { secretHash: before?.secretHash ?? null, jwks: before?.jwks ?? null };
};

/**
 * Every function needs clients:manage; whoever holds it can give any scope and grant, but for a client that is bound to
 * parties: it sees and makes only clients within its own scopes and grants.
 * hashSecret: how the issuer compares secrets, see oauth/client-secret.ts.
 */
export const createClients = ({
  store,
  committer,
  clock,
  hashSecret,
}: {
  readonly store: ClientStore & Pick<DocumentStore, 'getMany'>;
  readonly committer: AuditedCommitter;
  readonly clock: Clock;
  readonly hashSecret: (secret: string) => string;
}): Clients => ({
  list: async (caller, page) => {
    requireScope(caller, 'clients:manage');
    const { items, ...rest } = await listPage({
      kind: 'clients',
      page,
      scope: SEES_ALL,
      list: caller.grants.partyIds === null ? store.clients : (query) => clientsThatFit(store, query, manages(caller)),
      count: (query) => countAll(store, query, manages(caller)),
    });
    return { ...rest, items: items.map(withoutSecret) };
  },
  get: async (caller, id) => {
    requireScope(caller, 'clients:manage');
    const client = await store.client(id);
    if (client === null || !manages(caller)(client))
      throw new DomainError('not_found', { detail: 'There is no such client.' });
    return withoutSecret(client);
  },
  put: async (caller, input) => {
    requireScope(caller, 'clients:manage');
    const secret = input.rotateSecret ? randomBytes(SECRET_BYTES).toString('base64url') : null;
    const newHash = secret === null ? null : hashSecret(secret);
    // Of two puts at once the last wins.
    return againOnConflict(TRIES, async () => {
      const before = await store.client(input.id);
      const scopes = [...new Set(input.scopes)];
      const grants = grantsOf(input.grants, before ?? caller);
      if (!managesClient(caller, { scopes, grants }) || (before !== null && !manages(caller)(before))) {
        forbidden('The client is not within the scopes and grants of the caller.');
      }
      const signIn = signInOf(input, before);
      check(input, before, signIn);
      await requireParties(store, grants);
      const now = clock.now();
      const client: Client = {
        id: input.id,
        version: (before?.version ?? 0) + 1,
        name: input.name,
        issuer: input.issuer,
        ...credentials(input, before, newHash, signIn),
        ...signIn,
        scopes,
        grants,
        createdAt: before?.createdAt ?? now,
        updatedAt: now,
      };
      await committer.write({ caller, operation: 'client.put' }, { clients: [client] });
      return { object: withoutSecret(client), created: before === null, secret };
    });
  },
});
