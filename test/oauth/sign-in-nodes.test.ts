/** Signing in with two nodes behind one address: each step is answered by the other one, and both know what was used. */
import * as openid from 'openid-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { describeWithServices, mongoUrl, redisUrl } from '../support/services.ts';
import { createVisitor } from '../support/visitor.ts';

const PASSWORD = 'four words in a row';
const BACK = 'com.example.app:/back';

describeWithServices('two nodes', () => {
  let a: TestGateway;
  let b: TestGateway;
  beforeAll(async () => {
    const environment = { MONGODB_URL: mongoUrl(), REDIS_URL: redisUrl() };
    a = await startTestGateway({ environment });
    // The address of both, as a load balancer's would be.
    b = await startTestGateway({ environment: { ...environment, PUBLIC_URL: a.url } });
  });
  afterAll(async () => {
    await b?.close();
    await a?.close();
  });

  it('are one issuer: a sign-in goes over both, and a refresh token is good once over both', async () => {
    const nodes = [a, b].map(({ gateway }) => gateway.port);
    let turn = 0;
    const route = (url: URL): URL => {
      turn += 1;
      return new URL(url.href.replace(/:\d+/, `:${nodes[turn % 2]}`));
    };
    await a.request('PUT', '/api/v1/clients/app', {
      body: { name: 'app', type: 'app', scopes: ['stations:read'], grants: {}, redirect_uris: [BACK] },
    });
    const { body } = await a.request('POST', '/api/v1/accounts', {
      body: { login: 'ada@example.org', role: 'driver' },
    });
    const who = createVisitor([a.url], {}, route);
    await who.submit(await who.open(body.link.url), null, { password: PASSWORD, again: PASSWORD });

    const client = await openid.discovery(new URL(a.url), 'app', undefined, openid.None(), {
      execute: [openid.allowInsecureRequests],
      [openid.customFetch]: (address, options) => fetch(route(new URL(address)), options as RequestInit),
    });
    const verifier = openid.randomPKCECodeVerifier();
    const url = openid.buildAuthorizationUrl(client, {
      redirect_uri: BACK,
      scope: 'openid stations:read',
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    const consent = await who.submit(await who.open(url.href), 'password', {
      login: 'ada@example.org',
      password: PASSWORD,
    });
    const { url: back } = await who.submit(consent, 'consent');
    const tokens = await openid.authorizationCodeGrant(client, new URL(back), { pkceCodeVerifier: verifier });
    for (const port of nodes) {
      const me = await fetch(`http://localhost:${port}/api/v1/me`, {
        headers: { authorization: `Bearer ${tokens.access_token}` },
      });
      expect(await me.json()).toMatchObject({ account_id: body.id, scopes: ['stations:read'] });
    }
    // At both at once: at most one is let through, and nothing of it is good afterwards.
    const both = await Promise.allSettled(
      [1, 2].map(() => openid.refreshTokenGrant(client, tokens.refresh_token ?? '')),
    );
    const won = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value.refresh_token ?? ''] : []));
    expect(won.length).toBeLessThan(2);
    for (const one of [...won, tokens.refresh_token ?? '']) {
      await expect(openid.refreshTokenGrant(client, one)).rejects.toMatchObject({ error: 'invalid_grant' });
    }
  });
});
