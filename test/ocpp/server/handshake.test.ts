import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../src/domain/error.ts';
import type { Knock } from '../../../src/services/inbox.ts';
import { until } from '../../support/until.ts';
import { createLatch, knock, openStation, startGateway, station } from './gateway.ts';
import { protocol201 } from './protocols.ts';

const basic = (text: string | Buffer) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('the subprotocol', () => {
  it("is the first in the client's order that both know", async () => {
    await using gateway = await startGateway();
    const first = await gateway.connect('A', { subprotocols: ['ocpp9', 'ocpp2.0.1', 'ocpp1.6'] });
    expect(first.socket.protocol).toBe('ocpp2.0.1');
    const second = await gateway.connect('B', { subprotocols: ['ocpp1.6', 'ocpp2.1'] });
    expect(second.socket.protocol).toBe('ocpp1.6');
  });

  it.each([[{ 'Sec-WebSocket-Protocol': 'ocpp9, soap' }], [{ 'Sec-WebSocket-Protocol': undefined }]])(
    'none in common: completes the handshake without the header, then closes at once (%j)',
    async (headers) => {
      await using gateway = await startGateway();
      const answer = await knock(gateway.port, '/ocpp/A', headers);
      expect(answer.status).toBe(101);
      expect(answer.headers).not.toHaveProperty('sec-websocket-protocol');
      const frame = answer.head.length > 0 ? answer.head : ((await once(answer.socket, 'data'))[0] as Buffer);
      expect(frame[0]).toBe(0x88);
      expect(frame.readUInt16BE(2)).toBe(1002);
      answer.socket.destroy();
      expect(gateway.links.isConnected('A')).toBe(false);
      const kind = 'no_common_version';
      expect(gateway.told.all).toMatchObject([{ what: 'problem', stationId: 'A', news: { kind } }]);
    },
  );

  it('comes from the header alone: a version in the URL means nothing', async () => {
    await using gateway = await startGateway();
    const connected = await gateway.connect('A', { path: '/ocpp/1.6/v2/A', subprotocols: ['ocpp2.1'] });
    expect(connected.socket.protocol).toBe('ocpp2.1');
  });
});

describe('the identity', () => {
  it.each([
    ['a bad escape', '/ocpp/%E0%A4%A', 400],
    ['half an escape', '/ocpp/%', 400],
    ['nothing', '/ocpp/', 400],
    ['nothing behind a slash', '/ocpp//', 400],
    ['nothing behind slashes', '/ocpp/A//', 400],
    ['49 characters', `/ocpp/${'x'.repeat(49)}`, 400],
    ['a slash', '/ocpp/a%2Fb', 400],
    ['a control character', '/ocpp/a%00b', 400],
    ['a dot segment', '/ocpp/%2E%2E', 400],
    ['another path', '/elsewhere/A', 404],
  ])('%s is refused, and the next station is served as before', async (_what, path, status) => {
    await using gateway = await startGateway();
    expect((await knock(gateway.port, path)).status).toBe(status);
    const next = await gateway.connect('next');
    expect(await next.call('1', 'Echo')).toEqual([3, '1', { of: 'Echo' }]);
  });

  it('with a colon that nobody registered is none', async () => {
    await using gateway = await startGateway({ admit: async () => ({ kind: 'unknown' }) });
    expect((await knock(gateway.port, '/ocpp/a%3Ab')).status).toBe(400);
  });

  it.each([
    ['/ocpp/A/', 'A'],
    ['/ocpp/site/7/A/?x=1', 'A'],
    ['/ocpp/aa:bb:cc', 'aa:bb:cc'],
    ['/ocpp/aa%3Abb%3acc/', 'aa:bb:cc'],
  ])('%s is that of %s', async (path, id) => {
    await using gateway = await startGateway();
    await gateway.connect(id, { path });
    expect(gateway.links.isConnected(id)).toBe(true);
  });

  it('is the last segment, percent-decoded, whatever the query says', async () => {
    await using gateway = await startGateway();
    const id = `Säule 7+${'x'.repeat(40)}`;
    expect(id).toHaveLength(48);
    await gateway.connect(id, { path: `/ocpp/site/${encodeURIComponent(id)}?token=1` });
    expect(gateway.links.isConnected(id)).toBe(true);
  });
});

describe('admission', () => {
  it.each([
    [{ kind: 'unknown' } as const, 404],
    [{ kind: 'wrong_credentials' } as const, 401],
    [{ kind: 'throttled' } as const, 429],
    [{ kind: 'transport_refused', detail: 'TLS is needed.' } as const, 403],
    [{ kind: 'station_replaced', detail: 'The station was replaced by B.' } as const, 403],
  ])('%j is told by the HTTP status', async (admission, status) => {
    await using gateway = await startGateway({ admit: async () => admission });
    const answer = await knock(gateway.port, '/ocpp/A');
    expect(answer.status).toBe(status);
    expect('www-authenticate' in answer.headers).toBe(status === 401);
    expect(gateway.counted.all).toContainEqual({
      name: 'ocpp_connections_total',
      labels: { outcome: admission.kind },
    });
  });

  it('is told the address, the transport, and the credentials as bytes', async () => {
    const knocks: Knock[] = [];
    await using gateway = await startGateway({
      admit: async (one) => {
        knocks.push(one);
        return { kind: 'unknown' };
      },
    });
    const password = Buffer.from([0x61, 0x3a, 0x00, 0xff, 0xfe]);
    await knock(gateway.port, '/ocpp/A', { Authorization: basic(Buffer.concat([Buffer.from('A:'), password])) });
    await knock(gateway.port, '/ocpp/A');
    expect(knocks).toEqual([
      {
        stationId: 'A',
        remoteAddress: '127.0.0.1',
        tls: false,
        clientCertificate: null,
        credentials: { user: 'A', password: new Uint8Array(password) },
      },
      { stationId: 'A', remoteAddress: '127.0.0.1', tls: false, clientCertificate: null, credentials: null },
    ]);
  });

  it.each(['Basic ???', 'Basic', 'Bearer abc', basic('no colon')])(
    'refuses the header %j with 401 before anybody is asked',
    async (authorization) => {
      let asked = false;
      await using gateway = await startGateway({
        admit: async () => {
          asked = true;
          return { kind: 'unknown' };
        },
      });
      const answer = await knock(gateway.port, '/ocpp/A', { Authorization: authorization });
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toContain('Basic');
      expect(asked).toBe(false);
    },
  );

  it('answers 503 while the store takes nothing, so that the station tries again', async () => {
    await using gateway = await startGateway({
      admit: async () => {
        throw new DomainError('unavailable');
      },
    });
    const answer = await knock(gateway.port, '/ocpp/A');
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBe('10');
  });

  it('answers 500 when it fails, and serves the next station', async () => {
    await using gateway = await startGateway({
      admit: async ({ stationId }) => {
        if (stationId === 'bad') throw new TypeError('broken');
        return { kind: 'admitted', station: station(stationId) };
      },
    });
    expect((await knock(gateway.port, '/ocpp/bad')).status).toBe(500);
    await gateway.connect('good');
  });

  it('lets so many in at once, lets so many wait, and turns the rest away with 503', async () => {
    const latch = createLatch();
    let inside = 0;
    let most = 0;
    await using gateway = await startGateway({
      options: { admissionsAtOnce: 2, admissionsWaiting: 3, retryAfterS: 7 },
      admit: async ({ stationId }) => {
        inside += 1;
        most = Math.max(most, inside);
        await latch.opened;
        inside -= 1;
        return { kind: 'admitted', station: station(stationId) };
      },
    });
    const answers = Array.from({ length: 8 }, (_, n) => knock(gateway.port, `/ocpp/S${n}`));
    await gateway.logged.several(3, ({ event }) => event === 'station.refused');
    latch.open();
    const all = await Promise.all(answers);
    const refused = all.filter(({ status }) => status === 503);
    expect(refused).toHaveLength(3);
    expect(refused[0]?.headers['retry-after']).toBe('7');
    expect(all.filter(({ status }) => status === 101)).toHaveLength(5);
    expect(most).toBe(2);
    for (const { socket } of all) socket.destroy();
  });

  it('lets no station fill the places where others wait', async () => {
    const latch = createLatch();
    const order: string[] = [];
    await using gateway = await startGateway({
      options: { admissionsAtOnce: 1 },
      admit: async ({ stationId }) => {
        order.push(stationId);
        await latch.opened;
        return { kind: 'unknown' };
      },
    });
    const first = knock(gateway.port, '/ocpp/flood');
    await until(() => order.length === 1);
    const flood = Array.from({ length: 30 }, () => knock(gateway.port, '/ocpp/flood'));
    await gateway.logged.several(22, ({ event }) => event === 'station.refused');
    const other = knock(gateway.port, '/ocpp/other');
    await until(() => gateway.gauge('ocpp_admissions_waiting') === 9);
    latch.open();
    const statuses = (await Promise.all([first, other, ...flood])).map(({ status }) => status);
    expect(statuses.filter((status) => status === 503)).toHaveLength(22);
    expect(order.indexOf('other')).toBeLessThan(3);
  });

  it('passes over a client that went away while it waited', async () => {
    const latch = createLatch();
    await using gateway = await startGateway({
      options: { admissionsAtOnce: 1 },
      admit: async ({ stationId }) => {
        await latch.opened;
        return { kind: 'admitted', station: station(stationId) };
      },
    });
    const gone = openStation(gateway.port, 'gone', { client: { handshakeTimeout: 50 } }).catch(() => 'gave up');
    expect(await gone).toBe('gave up');
    latch.open();
    await gateway.connect('here');
    expect(gateway.links.isConnected('here')).toBe(true);
  });
});

describe('a trusted proxy', () => {
  const seen = async (
    addresses: readonly string[] | null,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Knock | undefined> => {
    const knocks: Knock[] = [];
    await using gateway = await startGateway({
      options: {
        trustedProxy: addresses === null ? null : { addresses, clientSubjectHeader: 'x-client-subject' },
      },
      admit: async (one) => {
        knocks.push(one);
        return { kind: 'unknown' };
      },
    });
    await knock(gateway.port, '/ocpp/A', {
      'X-Forwarded-Proto': 'http, https',
      'X-Forwarded-For': '9.9.9.9, 203.0.113.7',
      'X-Client-Subject': 'CN=A,O=Power\\, Ltd,C=DE',
      ...headers,
    });
    return knocks[0];
  };

  it('is believed about scheme, address and client certificate', async () => {
    expect(await seen(['10.0.0.0/8', '127.0.0.0/8'])).toMatchObject({
      tls: true,
      remoteAddress: '203.0.113.7',
      clientCertificate: { commonName: 'A', organization: 'Power, Ltd' },
    });
  });

  it.each([
    ['203.0.113.7:4711', '203.0.113.7'],
    ['[2001:db8::7]:4711', '2001:db8::7'],
    ['[2001:db8::7]', '2001:db8::7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['unknown', '127.0.0.1'],
  ])('is believed about the address, whatever the port that it adds (%s)', async (written, remoteAddress) => {
    expect(await seen(['127.0.0.0/8'], { 'X-Forwarded-For': `9.9.9.9, ${written}` })).toMatchObject({ remoteAddress });
  });

  it.each([
    ['O=Power\\,CN=VICTIM,CN=A', { commonName: 'A', organization: 'Power,CN=VICTIM' }],
    ['O=Power\\+CN=VICTIM+CN=A', { commonName: 'A', organization: 'Power+CN=VICTIM' }],
    ['O=Power\\\\, cn = B,CN=A', { commonName: 'A', organization: 'Power\\' }],
    ['OU=O=Others,C=DE', { commonName: null, organization: null }],
  ])('is told no other name by what stands within one (%s)', async (subject, clientCertificate) => {
    expect(await seen(['127.0.0.0/8'], { 'X-Client-Subject': subject })).toMatchObject({ clientCertificate });
  });

  it.each([[null], [['10.0.0.0/8', '::1']]])('nobody else is (%j)', async (addresses) => {
    expect(await seen(addresses)).toMatchObject({ tls: false, remoteAddress: '127.0.0.1', clientCertificate: null });
  });
});

describe('permessage-deflate', () => {
  it.each([
    ['ocpp1.6', ''],
    ['ocpp2.0.1', 'permessage-deflate'],
    ['ocpp2.1', 'permessage-deflate'],
  ])('is for 2.x only: %s', async (subprotocol, extensions) => {
    await using gateway = await startGateway();
    const connected = await gateway.connect('A', {
      subprotocols: [subprotocol],
      client: { perMessageDeflate: { threshold: 0 } },
    });
    expect(connected.socket.extensions).toBe(extensions);
    const text = 'x'.repeat(5000);
    expect(await connected.call('1', 'Echo', { text })).toEqual([3, '1', { of: 'Echo' }]);
    expect(gateway.told.all).toContainEqual({ what: 'message', stationId: 'A', action: 'Echo', payload: { text } });
  });

  it('does not let a small frame inflate beyond the limit', async () => {
    await using gateway = await startGateway({ options: { maxFrameBytes: 100_000 }, protocols: [protocol201] });
    const bomb = await gateway.connect('bomb', {
      subprotocols: ['ocpp2.0.1'],
      client: { perMessageDeflate: { threshold: 0 } },
    });
    bomb.send([2, '1', 'Echo', { text: 'x'.repeat(5_000_000) }]);
    expect((await bomb.closed).code).toBe(1009);
    await gateway.connect('next', { subprotocols: ['ocpp2.0.1'] });
  });
});
