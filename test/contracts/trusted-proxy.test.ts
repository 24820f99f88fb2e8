/** Stations of security profiles 2 and 3 behind a proxy that ends TLS. */
import { once } from 'node:events';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';

const PASSWORD = '0123456789abcdef';

/** HTTP status of the handshake; 101 when it was let in. */
const knock = async (gateway: TestGateway, id: string, headers: Record<string, string>): Promise<number> => {
  const socket = new WebSocket(`${gateway.stationsUrl}/${id}`, ['ocpp2.0.1'], { headers });
  const refused = once(socket, 'unexpected-response').then(([request, response]) => {
    (request as ClientRequest).destroy();
    return (response as IncomingMessage).statusCode ?? 0;
  });
  const opened = once(socket, 'open').then(async () => {
    socket.close();
    await once(socket, 'close');
    return 101;
  });
  // The one that loses ends with the socket's error, which the other has told already.
  return Promise.any([refused, opened]);
};

const basic = (id: string) => ({ authorization: `Basic ${Buffer.from(`${id}:${PASSWORD}`).toString('base64')}` });

const register = async (gateway: TestGateway) => {
  for (const [id, profile] of [
    ['BEHIND-2', 2],
    ['BEHIND-3', 3],
  ] as const) {
    const body = { security_profile: profile, ...(profile === 2 ? { password: PASSWORD } : {}) };
    expect((await gateway.request('PUT', `/api/v1/stations/${id}`, { body })).status).toBe(201);
  }
};

describe('behind a proxy that is trusted', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    const environment = { TRUSTED_PROXIES: '127.0.0.0/8, ::1', CLIENT_CERT_HEADER: 'X-Client-Subject' };
    gateway = await startTestGateway({ environment });
    await register(gateway);
  });
  afterAll(() => gateway.close());

  it('a station that came to it over TLS is let in with its password', async () => {
    expect(await knock(gateway, 'BEHIND-2', { ...basic('BEHIND-2'), 'x-forwarded-proto': 'https' })).toBe(101);
    expect(await knock(gateway, 'BEHIND-2', { ...basic('BEHIND-2'), 'x-forwarded-proto': 'http' })).toBe(403);
  });

  it('a station is let in by the certificate that the proxy has verified', async () => {
    const tls = { 'x-forwarded-proto': 'https' };
    expect(await knock(gateway, 'BEHIND-3', { ...tls, 'x-client-subject': 'CN=BEHIND-3,O=Makers' })).toBe(101);
    expect(await knock(gateway, 'BEHIND-3', { ...tls, 'x-client-subject': 'CN=ANOTHER,O=Makers' })).not.toBe(101);
    expect(await knock(gateway, 'BEHIND-3', tls)).not.toBe(101);
  });
});

describe('where no proxy is named', () => {
  it('the headers of a station itself open nothing', async () => {
    const gateway = await startTestGateway();
    try {
      await register(gateway);
      expect(await knock(gateway, 'BEHIND-2', { ...basic('BEHIND-2'), 'x-forwarded-proto': 'https' })).toBe(403);
    } finally {
      await gateway.close();
    }
  });
});
