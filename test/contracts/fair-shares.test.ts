/** What one client or one address does, within its rights or not, takes no face away from the others: over real sockets. */
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MOST_FAILURES } from '../../src/services/secret-guesses.ts';
import { ADMIN_SECRET, startTestGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  // Whom the tests play stands in front of a proxy that is trusted: its address is in the header.
  gateway = await startTestGateway({ environment: { TRUSTED_PROXIES: '127.0.0.0/8, ::1' } });
});
afterAll(() => gateway.close());

const from = (address: string) => ({ 'x-forwarded-for': `spoofed, ${address}` });

const askToken = (address: string, credentials: string): Promise<Response> =>
  fetch(`${gateway.url}/oauth/token`, {
    method: 'POST',
    headers: { ...from(address), authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });

/** The number in a gauge, or the sum of a counter whose labels hold all of `labels`. */
const metric = async (name: string, labels: readonly string[] = []): Promise<number> => {
  const text = await (await fetch(`${gateway.url}/metrics`)).text();
  return text
    .split('\n')
    .filter((line) => line.startsWith(name) && labels.every((label) => line.includes(label)))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
};

describe('bodies that do not come', () => {
  const begin = (path: string, headers: readonly string[]): Promise<Socket> =>
    new Promise((resolve, reject) => {
      const socket = connect({ port: gateway.gateway.port, host: '127.0.0.1' }, () => {
        socket.write(`POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n${headers.join('\r\n')}\r\n\r\ng`, () =>
          resolve(socket),
        );
      });
      socket.on('error', reject);
    });

  it('of one address take neither another’s token nor the place of any request', async () => {
    const slow = await Promise.all(
      Array.from({ length: 1_100 }, () =>
        begin('/oauth/token', ['Content-Type: application/x-www-form-urlencoded', 'X-Forwarded-For: 192.0.2.1']),
      ),
    );
    while ((await metric('voltgate_api_requests_refused_total', ['what="reading"', 'by="address"'])) < 1_000);
    expect(await metric('voltgate_api_requests_being_read')).toBe(100);
    expect(await metric('voltgate_api_requests_in_work')).toBe(0);
    expect((await gateway.request('GET', '/api/v1/me')).status).toBe(200);
    expect(await gateway.graphql('{ me { clientId } }')).toEqual({ data: { me: { clientId: 'admin' } } });
    expect((await askToken('192.0.2.2', `admin:${ADMIN_SECRET}`)).status).toBe(200);
    const refused = await askToken('192.0.2.1', `admin:${ADMIN_SECRET}`);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await refused.json()).toMatchObject({ error: 'temporarily_unavailable' });
    for (const socket of slow) socket.destroy();
  });
});

describe('requests that wait', () => {
  it('of two clients take no face away: they count apart, no more than a share of each client', async () => {
    await gateway.request('PUT', '/api/v1/stations/AWAY', { body: { security_profile: 0 } });
    const { body: command } = await gateway.request('POST', '/api/v1/commands/RESET_STATION', {
      body: { station_id: 'AWAY', mode: 'IMMEDIATE' },
    });
    expect(command.status).toBe('QUEUED');
    const ending = new AbortController();
    const wait = (token: string) =>
      fetch(`${gateway.url}/api/v1/commands/${command.id}?wait=60`, {
        headers: { authorization: `Bearer ${token}` },
        signal: ending.signal,
      });
    const [first, second] = await Promise.all(
      ['app-1', 'app-2'].map((id) => gateway.client({ id, scopes: ['stations:read'] })),
    );
    const waits = Array.from({ length: 600 }, (_, n) => wait((n % 2 === 0 ? first : second) ?? ''));
    // Those beyond the share are answered at once.
    const refused = new Set<number>();
    for (const waiting of waits)
      waiting.then(
        ({ status }) => refused.add(status),
        () => undefined,
      );
    while ((await metric('voltgate_api_requests_refused_total', ['what="waiting"', 'by="client"'])) < 400);
    expect(await metric('voltgate_api_requests_waiting')).toBe(200);
    expect(await metric('voltgate_api_requests_in_work')).toBe(0);
    expect([...refused]).toEqual([429]);
    expect((await gateway.request('GET', '/api/v1/me')).status).toBe(200);
    expect(await gateway.graphql('{ me { clientId } }')).toEqual({ data: { me: { clientId: 'admin' } } });
    ending.abort();
    await Promise.allSettled(waits);
    while ((await metric('voltgate_api_requests_waiting')) > 0);
  });
});

describe('guesses of a secret', () => {
  it('end after a few, for their address; the right secret comes in from elsewhere, and other clients from there', async () => {
    await gateway.client({ id: 'guessed', scopes: ['stations:read'] });
    const statuses: number[] = [];
    for (let n = 0; n < MOST_FAILURES.ofClientAtAddress + 5; n += 1)
      statuses.push((await askToken('198.51.100.1', `admin:guess-${n}`)).status);
    expect(statuses.slice(0, MOST_FAILURES.ofClientAtAddress)).toEqual(
      Array(MOST_FAILURES.ofClientAtAddress).fill(401),
    );
    expect(statuses.slice(MOST_FAILURES.ofClientAtAddress)).toEqual(Array(5).fill(429));

    const refused = await askToken('198.51.100.1', `admin:${ADMIN_SECRET}`);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('cache-control')).toBe('no-store');
    expect(await refused.json()).toMatchObject({ error: 'temporarily_unavailable', error_description: /wrong/ });
    expect((await askToken('198.51.100.2', `admin:${ADMIN_SECRET}`)).status).toBe(200);
    expect((await askToken('198.51.100.1', 'guessed:wrong')).status).toBe(401);
    expect(await metric('voltgate_rate_limited_total', ['face="oauth"', 'by="client"'])).toBe(6);
  });

  it('of many clients’ secrets from one address end as well', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < MOST_FAILURES.ofAddress + 3; n += 1)
      statuses.push((await askToken('198.51.100.7', `nobody-${n}:x`)).status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(MOST_FAILURES.ofAddress);
    expect(statuses.slice(-3)).toEqual([429, 429, 429]);
  });

  it('sent all at once are few: no more than one address may have in work come through', async () => {
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, (_, n) => askToken('198.51.100.9', `admin:burst-${n}`)),
    );
    const tried = answers.filter(({ status }) => status === 401).length;
    expect(tried).toBeLessThanOrEqual(100 + MOST_FAILURES.ofClientAtAddress);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401, 429]));
  });
});

describe('an address', () => {
  it('that no trusted proxy tells is the socket’s own', async () => {
    const alone = await startTestGateway();
    try {
      const guess = (n: number) =>
        fetch(`${alone.url}/oauth/token`, {
          method: 'POST',
          headers: { 'x-forwarded-for': `203.0.113.${n}`, authorization: `Basic ${btoa(`admin:wrong-${n}`)}` },
          body: new URLSearchParams({ grant_type: 'client_credentials' }),
        });
      const statuses: number[] = [];
      for (let n = 0; n <= MOST_FAILURES.ofClientAtAddress; n += 1) statuses.push((await guess(n)).status);
      expect(statuses.at(-1)).toBe(429);
    } finally {
      await alone.close();
    }
  });
});
