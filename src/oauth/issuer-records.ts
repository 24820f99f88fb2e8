/**
 * oidc-provider's storage contract on our store: clients are ours, everything else is an expiring record. What is presented
 * as a secret is looked for by its digest, and not kept itself. Codes and refresh tokens are used once, by whichever node
 * is first: what comes again ends their whole grant.
 */
import { createHash } from 'node:crypto';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { InvalidGrant } from 'oidc-provider/lib/helpers/errors.js';
import type { Client, Scope } from '../domain/access.ts';
import type { JsonObject } from '../domain/json.ts';
import type { ClientStore } from '../services/ports/client-store.ts';
import type { OnceOnly } from '../services/ports/limits.ts';
import type { RecordStore } from '../services/ports/record-store.ts';
import type { Clock } from '../services/ports/time.ts';
import { isOfThis, madeAtOf } from './client-making.ts';
import { OIDC_SCOPES } from './oidc-scopes.ts';

/** What oidc-provider must know of a client. Only clients of the embedded issuer exist for it. */
const signInMetadata = (
  { type, redirectUris, postLogoutRedirectUris }: Client,
  scopes: readonly Scope[],
): AdapterPayload =>
  type === 'service'
    ? {
        grant_types: ['client_credentials'],
        response_types: [],
        redirect_uris: [],
        // An empty one is refused as broken; without one the client gets no token, see issuer.ts.
        ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
      }
    : {
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        application_type: type === 'app' ? 'native' : 'web',
        redirect_uris: [...redirectUris],
        post_logout_redirect_uris: [...postLogoutRedirectUris],
        scope: [...OIDC_SCOPES, ...scopes].join(' '),
      };

const clientMetadata = (client: Client, offered: readonly Scope[]): AdapterPayload => ({
  client_id: client.id,
  client_name: client.name,
  ...signInMetadata(
    client,
    // What opens nothing is given to nobody, also where an earlier release has kept it.
    client.scopes.filter((scope) => offered.includes(scope)),
  ),
  dpop_bound_access_tokens: client.dpopBoundAccessTokens,
  ...(client.type === 'app'
    ? { token_endpoint_auth_method: 'none' }
    : client.secretHash === null
      ? {
          token_endpoint_auth_method: 'private_key_jwt',
          jwks: { keys: [...(client.jwks?.keys ?? [])] },
        }
      : { token_endpoint_auth_method: 'client_secret_basic', client_secret: client.secretHash }),
});

/** A factory as oidc-provider wants it: called with the name of each of its models. */
export const createIssuerRecords = (dependencies: {
  readonly store: RecordStore & ClientStore;
  readonly clock: Clock;
  readonly onceOnly: OnceOnly;
  readonly offeredScopes: readonly Scope[];
}): ((model: string) => Adapter) => {
  const { store, clock, onceOnly, offeredScopes } = dependencies;

  return (model) => {
    const kind = kindOf(model);
    const alias = (by: string) => `${kind}-by-${by}`;
    const keyOf = (id: string): string =>
      SECRETS.has(model) ? createHash('sha256').update(id, 'utf8').digest('base64url') : id;

    const at = async (key: string): Promise<AdapterPayload | undefined> =>
      ((await store.record(kind, key)) ?? undefined) as AdapterPayload | undefined;

    /** Whether the client that it was given to is still there, and no other one of the same id. */
    const isOfItsClient = async ({ clientId, clientMadeAt }: AdapterPayload): Promise<boolean> => {
      if (!GIVEN.has(model) || clientId === undefined) return true;
      const client = await store.client(clientId);
      return client !== null && isOfThis(client, clientMadeAt);
    };

    const find = async (id: string): Promise<AdapterPayload | undefined> => {
      if (model === 'Client') {
        const client = await store.client(id);
        return client === null || client.issuer !== null || client.locked
          ? undefined
          : clientMetadata(client, offeredScopes);
      }
      const payload = await at(keyOf(id));
      return payload === undefined || !(await isOfItsClient(payload)) ? undefined : { ...payload, jti: id };
    };

    const findBy = async (by: string, value: string) => {
      const pointer = await store.record(alias(by), value);
      return pointer === null ? undefined : at(String(pointer.id));
    };

    return {
      find,
      findByUid: (uid) => findBy('uid', uid),
      findByUserCode: (userCode) => findBy('user-code', userCode),
      upsert: async (id, { jti: _, ...payload }, expiresInS) => {
        const expiresAt = expiresInS ? new Date(clock.now().getTime() + expiresInS * 1000) : null;
        const options = { expiresAt, group: payload.grantId ?? null };
        const key = keyOf(id);
        // Two that look at once find nothing: an assertion or a proof that comes twice at the same time counts once, too.
        const isFirst = model !== 'ReplayDetection' || (await onceOnly.firstTime(`${kind}:${key}`, AT_ONCE_MS));
        if (!isFirst) throw new InvalidGrant('used already');
        const client = GIVEN.has(model) && payload.clientId !== undefined ? await store.client(payload.clientId) : null;
        const kept = client === null ? payload : { ...payload, clientMadeAt: madeAtOf(client) };
        await store.putRecord(kind, key, kept as unknown as JsonObject, options);
        if (payload.uid !== undefined) await store.putRecord(alias('uid'), payload.uid, { id: key }, options);
        if (payload.userCode !== undefined)
          await store.putRecord(alias('user-code'), payload.userCode, { id: key }, options);
      },
      consume: async (id) => {
        const key = keyOf(id);
        const payload = await store.record(kind, key);
        if (payload === null) return;
        const group = typeof payload.grantId === 'string' ? payload.grantId : null;
        if (!(await onceOnly.firstTime(`${kind}:${key}`, AT_ONCE_MS))) {
          if (group !== null) {
            await store.deleteRecordGroup(group);
            await store.deleteRecord(kindOf('Grant'), group);
          }
          throw new InvalidGrant('used already');
        }
        const expiresAt = typeof payload.exp === 'number' ? new Date(payload.exp * 1000) : null;
        const consumed = Math.floor(clock.now().getTime() / 1000);
        await store.putRecord(kind, key, { ...payload, consumed }, { expiresAt, group });
      },
      destroy: (id) => store.deleteRecord(kind, keyOf(id)),
      revokeByGrantId: (grantId) => store.deleteRecordGroup(grantId),
    };
  };
};

const kindOf = (model: string): string => `oauth-${model}`;

/** What opens something for whoever has it. */
const SECRETS: ReadonlySet<string> = new Set(['AuthorizationCode', 'RefreshToken', 'Session']);

/** What was given to a client, and is nothing to another one of its id. */
const GIVEN: ReadonlySet<string> = new Set(['AuthorizationCode', 'RefreshToken', 'Grant']);

/** Until then what is consumed has been stored as such, for whoever comes later. */
const AT_ONCE_MS = 60_000;

/** Whether a grant still holds: it was not revoked, by nobody who signed out and by no token that came twice. */
export const grantHolds = async (store: RecordStore, grantId: string): Promise<boolean> =>
  (await store.record(kindOf('Grant'), grantId)) !== null;
