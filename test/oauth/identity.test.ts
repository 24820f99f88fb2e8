/** What a token opens that was found good when its connection began. */
import { expect, it } from 'vitest';
import type { AccessToken, Client } from '../../src/domain/access.ts';
import { createIdentify } from '../../src/oauth/identity.ts';
import { createRefuse } from '../../src/oauth/refusal.ts';
import { aClient } from '../conformance/documents.ts';

const identifyWith = (client: Client) =>
  createIdentify({
    store: {
      client: async () => client,
      clients: async () => ({ items: [], more: false }),
      record: async () => null,
      putRecord: async () => undefined,
      addRecord: async () => false,
      deleteRecord: async () => undefined,
      deleteRecordGroup: async () => undefined,
      get: async () => null,
    },
    offeredScopes: ['stations:read'],
    refuse: createRefuse({ count: () => undefined }),
    isSignedByKeyInUse: (kid) => kid === 'in-use',
  });

const token = (changes: Partial<AccessToken> = {}): AccessToken => ({
  id: 'T-1',
  outside: null,
  keyId: 'in-use',
  boundTo: null,
  clientId: 'app',
  subject: 'app',
  scopes: ['stations:read'],
  expiresAt: new Date('2100-01-01T00:00:00Z'),
  claims: {},
  ...changes,
});

it('is nothing any more when the key that signed it has ended', async () => {
  const identify = identifyWith(aClient({ scopes: ['stations:read'] }));
  expect([...(await identify(token())).scopes]).toEqual(['stations:read']);
  await expect(identify(token({ keyId: 'ended' }))).rejects.toMatchObject({
    code: 'unauthorized',
    detail: expect.stringContaining('used no more'),
  });
  await expect(identify(token({ keyId: null }))).rejects.toMatchObject({ code: 'unauthorized' });
});

it('is nothing to a client that was given the id of the one that it was given to', async () => {
  const client = aClient({ scopes: ['stations:read'] });
  const identify = identifyWith(client);
  const given = (at: number) => token({ claims: { client_made_at: at } });
  expect((await identify(given(client.createdAt.getTime()))).clientId).toBe('app');
  await expect(identify(given(client.createdAt.getTime() - 1))).rejects.toMatchObject({
    code: 'unauthorized',
    detail: expect.stringContaining('not registered'),
  });
});

it('is not held to the keys of this issuer when another one gave it', async () => {
  const outside = 'https://issuer.example';
  const identify = identifyWith(aClient({ issuer: outside, scopes: ['stations:read'] }));
  expect((await identify(token({ outside, keyId: 'theirs' }))).clientId).toBe('app');
});
