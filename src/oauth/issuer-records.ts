/** oidc-provider's storage contract on our store: clients are ours, everything else is an expiring record. */
import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { Client, Scope } from '../domain/access.ts';
import type { JsonObject } from '../domain/json.ts';
import type { ClientStore } from '../services/ports/client-store.ts';
import type { RecordStore } from '../services/ports/record-store.ts';
import type { Clock } from '../services/ports/time.ts';

/** What oidc-provider must know of a client. Only clients of the embedded issuer exist for it. */
const clientMetadata = (client: Client, offered: readonly Scope[]): AdapterPayload => ({
  client_id: client.id,
  client_name: client.name,
  grant_types: ['client_credentials'],
  response_types: [],
  redirect_uris: [],
  // What opens nothing is given to nobody, also where an earlier release has kept it.
  scope: client.scopes.filter((scope) => offered.includes(scope)).join(' '),
  dpop_bound_access_tokens: client.dpopBoundAccessTokens,
  ...(client.secretHash === null
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
  readonly offeredScopes: readonly Scope[];
}): ((model: string) => Adapter) => {
  const { store, clock, offeredScopes } = dependencies;

  return (model) => {
    const kind = `oauth-${model}`;
    const alias = (by: string) => `${kind}-by-${by}`;

    const find = async (id: string): Promise<AdapterPayload | undefined> => {
      if (model === 'Client') {
        const client = await store.client(id);
        return client === null || client.issuer !== null || client.locked
          ? undefined
          : clientMetadata(client, offeredScopes);
      }
      return ((await store.record(kind, id)) ?? undefined) as AdapterPayload | undefined;
    };

    const findBy = async (by: string, value: string) => {
      const pointer = await store.record(alias(by), value);
      return pointer === null ? undefined : find(String(pointer.id));
    };

    return {
      find,
      findByUid: (uid) => findBy('uid', uid),
      findByUserCode: (userCode) => findBy('user-code', userCode),
      upsert: async (id, payload, expiresInS) => {
        const expiresAt = expiresInS ? new Date(clock.now().getTime() + expiresInS * 1000) : null;
        const options = { expiresAt, group: payload.grantId ?? null };
        await store.putRecord(kind, id, payload as unknown as JsonObject, options);
        if (payload.uid !== undefined) await store.putRecord(alias('uid'), payload.uid, { id }, options);
        if (payload.userCode !== undefined)
          await store.putRecord(alias('user-code'), payload.userCode, { id }, options);
      },
      consume: async (id) => {
        const payload = await store.record(kind, id);
        if (payload === null) return;
        const expiresAt = typeof payload.exp === 'number' ? new Date(payload.exp * 1000) : null;
        const consumed = Math.floor(clock.now().getTime() / 1000);
        const group = typeof payload.grantId === 'string' ? payload.grantId : null;
        await store.putRecord(kind, id, { ...payload, consumed }, { expiresAt, group });
      },
      destroy: (id) => store.deleteRecord(kind, id),
      revokeByGrantId: (grantId) => store.deleteRecordGroup(grantId),
    };
  };
};
