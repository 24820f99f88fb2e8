import { connect as connectSocket } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { DomainError } from '../../../src/domain/error.ts';
import type { Registration } from '../../../src/domain/station.ts';
import { createLatch, knock, openStation, order, startGateway, station } from './gateway.ts';
import { protocol16 } from './protocols.ts';

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'none',
    (error: DomainError) => error.code,
  );

/** A station that does the handshake and then neither reads nor answers. */
const openSilent = (port: number, id: string) => {
  const socket = connectSocket(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(
    `GET /ocpp/${id} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n` +
      'Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\nSec-WebSocket-Protocol: ocpp1.6\r\n\r\n',
  );
  return socket;
};

/** A masked text frame of at most 125 bytes. */
const textFrame = (text: string): Buffer => {
  const payload = Buffer.from(text);
  return Buffer.concat([Buffer.from([0x81, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
};

describe('two sockets with one identity', () => {
  it('the newer one wins, and the close of the older one does not touch it', async () => {
    await using gateway = await startGateway();
    const older = await gateway.connect('A');
    const newer = await gateway.connect('A');
    expect((await older.closed).code).toBe(1008);
    await gateway.logged.find(({ event }) => event === 'station.disconnected');
    expect(await newer.call('1', 'Echo')).toEqual([3, '1', { of: 'Echo' }]);
    expect(gateway.links.connectedCount()).toBe(1);
    expect(gateway.told.all.some(({ what }) => what === 'disconnected')).toBe(false);
    newer.socket.close();
    await gateway.told.find(({ what }) => what === 'disconnected');
    expect(gateway.links.connectedCount()).toBe(0);
    expect(gateway.told.all.filter(({ what }) => what === 'disconnected')).toHaveLength(1);
  });

  it('what waits for the older one ends, what is sent goes to the newer one', async () => {
    await using gateway = await startGateway();
    const older = await gateway.connect('A');
    const first = gateway.links.send(order('RESET_STATION', 'A', 'c-1'));
    await older.asked('Reset');
    const newer = await gateway.connect('A');
    expect(await first).toEqual({ kind: 'timeout' });
    const second = gateway.links.send(order('RESET_STATION', 'A', 'c-2'));
    await newer.asked('Reset');
    newer.send([3, 'c-2', { status: 'Accepted' }]);
    expect(await second).toMatchObject({ kind: 'accepted' });
  });
});

describe('connected, boot and disconnected of one station', () => {
  it('never run at the same time, and end with the truth', async () => {
    let running = 0;
    let most = 0;
    const order: string[] = [];
    const step = (what: string) => async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      order.push(what);
      running -= 1;
    };
    await using gateway = await startGateway({
      inbox: {
        boot: async () => {
          await step('boot')();
          return { registration: 'accepted', now: new Date(), intervalS: 1 };
        },
        connected: step('connected'),
        disconnected: step('disconnected'),
      },
    });
    const sockets = Array.from({ length: 5 }, () => openSilent(gateway.port, 'A'));
    for (const socket of sockets) socket.write(textFrame('[2,"1","BootNotification",{}]'));
    await gateway.logged.several(5, ({ event }) => event === 'station.connected');
    for (const socket of sockets) socket.destroy();
    await gateway.logged.several(5, ({ event }) => event === 'station.disconnected');
    await gateway.links.close();
    expect(most).toBe(1);
    expect(order.at(-1)).toBe('disconnected');
    expect(order.filter((what) => what === 'connected')).toHaveLength(5);
  });

  it('messages wait until the services know of the connection', async () => {
    const latch = createLatch();
    const seen: string[] = [];
    await using gateway = await startGateway({
      inbox: {
        connected: async () => {
          await latch.opened;
          seen.push('connected');
        },
        message: async (_id, action) => {
          seen.push(action);
        },
      },
    });
    const socket = openSilent(gateway.port, 'A');
    socket.write(Buffer.concat([textFrame('[2,"1","Echo",{}]'), textFrame('[2,"2","Stream",{}]')]));
    await gateway.logged.find(({ event }) => event === 'station.connected');
    expect(seen).toEqual([]);
    latch.open();
    await gateway.counted.find(({ labels }) => labels.action === 'Stream');
    expect(seen).toEqual(['connected', 'Echo', 'Stream']);
    socket.destroy();
  });

  it('a station that the services could not take is closed with 1011', async () => {
    await using gateway = await startGateway({
      inbox: { connected: () => Promise.reject(new Error('the store is away')) },
    });
    const connected = await openStation(gateway.port, 'A');
    expect((await connected.closed).code).toBe(1011);
    await gateway.told.find(({ what }) => what === 'disconnected');
  });
});

describe('a half-open socket', () => {
  it('is found within two ping intervals; one that answers stays', async () => {
    await using gateway = await startGateway({ options: { pingIntervalMs: 10_000 } });
    const alive = await gateway.connect('alive');
    const dead = await gateway.connect('dead', { client: { autoPong: false } });
    const pings = { count: 0 };
    alive.socket.on('ping', () => {
      pings.count += 1;
    });
    const pinged = new Promise((resolve) => dead.socket.once('ping', resolve));
    await gateway.clock.advance(10_000);
    await pinged;
    // The pong of the other one is on its way; an answered call shows that it has come.
    await alive.call('1', 'Echo');
    await gateway.clock.advance(10_000);
    expect((await dead.closed).code).toBe(1006);
    await gateway.told.find((entry) => entry.what === 'disconnected' && entry.stationId === 'dead');
    expect(gateway.links.isConnected('alive')).toBe(true);
    expect(pings.count).toBeGreaterThanOrEqual(1);
  });
});

describe('a station that does not read', () => {
  it('is not read from any more, and is ended when it stays so', async () => {
    const text = 'x'.repeat(100_000);
    let worked = 0;
    await using gateway = await startGateway({
      options: { maxUnsentBytes: 200_000, pingIntervalMs: 10_000, maxQueuedMessages: 4 },
      protocols: [
        {
          ...protocol16,
          inbound: new Map([
            [
              'Echo',
              async () => {
                worked += 1;
                return { text };
              },
            ],
          ]),
        },
      ],
    });
    const other = await gateway.connect('other');
    const socket = openSilent(gateway.port, 'slow');
    socket.pause();
    // One read brings up to 64 KiB at once, which is some 2,000 of these.
    const total = 20_000;
    for (let n = 0; n < total; n += 1) socket.write(textFrame(`[2,"m${n}","Echo",{}]`));
    await gateway.told.find((entry) => entry.what === 'connected' && entry.stationId === 'slow');
    // The other one is served all the while.
    for (let n = 0; n < 20; n += 1) await other.call(`o${n}`, 'Echo');
    await gateway.counted.find(({ labels }) => labels.reason === 'unread');
    expect(gateway.gauge('ocpp_unsent_bytes')).toBeGreaterThan(200_000);
    expect(gateway.gauge('ocpp_reads_paused')).toBe(1);
    for (let turn = 0; turn < 3; turn += 1) {
      await gateway.clock.advance(10_000);
      await other.call(`p${turn}`, 'Echo');
    }
    await gateway.told.find((entry) => entry.what === 'disconnected' && entry.stationId === 'slow');
    expect(gateway.counted.all).toContainEqual({ name: 'ocpp_connections_total', labels: { outcome: 'slow_reader' } });
    expect(gateway.counted.all).toContainEqual({ name: 'ocpp_reads_paused_total', labels: { reason: 'unread' } });
    expect(worked).toBeLessThan(total / 2);
    expect(gateway.links.isConnected('other')).toBe(true);
    socket.destroy();
  });

  it('gets everything when it reads again', async () => {
    const text = 'x'.repeat(50_000);
    await using gateway = await startGateway({
      options: { maxUnsentBytes: 100_000 },
      protocols: [
        {
          ...protocol16,
          inbound: new Map([['Echo', async () => ({ text })]]),
        },
      ],
    });
    const connected = await gateway.connect('A');
    connected.socket.pause();
    for (let n = 0; n < 400; n += 1) connected.send([2, `m${n}`, 'Echo', {}]);
    const other = await gateway.connect('B');
    await other.call('1', 'Echo');
    connected.socket.resume();
    const frames = await connected.frames.several(400);
    expect(frames.map((frame) => frame[1])).toEqual(Array.from({ length: 400 }, (_, n) => `m${n}`));
  });
});

describe('registration', () => {
  const gatewayOf = (registration: Registration, bootedAt: Date | null, decided: Registration = 'accepted') =>
    startGateway({
      admit: async ({ stationId }) => ({
        kind: 'admitted',
        station: station(stationId, { registration, bootedAt }),
      }),
      inbox: { boot: async () => ({ registration: decided, now: new Date(), intervalS: 60 }) },
    });

  it('an accepted station that booted once reconnects without BootNotification', async () => {
    await using gateway = await gatewayOf('accepted', new Date(0));
    const connected = await gateway.connect('A');
    expect(await connected.call('1', 'Echo')).toEqual([3, '1', { of: 'Echo' }]);
  });

  it('an accepted station that has never booted is served all the same', async () => {
    await using gateway = await gatewayOf('accepted', null);
    const connected = await gateway.connect('A');
    expect(await connected.call('1', 'Echo')).toEqual([3, '1', { of: 'Echo' }]);
  });

  it.each([
    ['pending', null],
    ['pending', new Date(0)],
    ['rejected', new Date(0)],
  ] as const)('%s, booted at %s: calls get SecurityError until a boot is accepted', async (registration, bootedAt) => {
    await using gateway = await gatewayOf(registration, bootedAt);
    const connected = await gateway.connect('A');
    expect((await connected.call('1', 'Echo')).slice(0, 3)).toEqual([4, '1', 'SecurityError']);
    expect(await connected.call('2', 'BootNotification')).toMatchObject([3, '2', { status: 'accepted' }]);
    connected.send([2, '1', 'Echo', {}]);
    expect(await connected.frames.find((frame) => frame[0] === 3 && frame[1] === '1')).toBeDefined();
  });

  it('pending: only what configures the station is sent', async () => {
    await using gateway = await gatewayOf('pending', null, 'pending');
    const connected = await gateway.connect('A');
    await connected.call('1', 'BootNotification');
    expect((await connected.call('2', 'Echo')).slice(0, 3)).toEqual([4, '2', 'SecurityError']);
    expect(await codeOf(gateway.links.send(order('START_SESSION', 'A')))).toBe('conflict');
    const answer = gateway.links.send(order('RESET_STATION', 'A', 'c-1'));
    await connected.asked('Reset');
    connected.send([3, 'c-1', { status: 'Accepted' }]);
    expect(await answer).toMatchObject({ kind: 'accepted' });
  });

  it('rejected: nothing is sent', async () => {
    await using gateway = await gatewayOf('accepted', new Date(0), 'rejected');
    const connected = await gateway.connect('A');
    await connected.call('1', 'BootNotification');
    for (const type of ['RESET_STATION', 'START_SESSION'] as const)
      expect(await codeOf(gateway.links.send(order(type, 'A')))).toBe('station_rejected');
    expect(connected.frames.all).toHaveLength(1);
  });

  it("an order that the station's version does not know is not supported", async () => {
    await using gateway = await startGateway();
    await gateway.connect('A');
    expect(await codeOf(gateway.links.send(order('STOP_SESSION', 'A')))).toBe('not_supported');
    expect(await codeOf(gateway.links.send(order('STOP_SESSION', 'nobody')))).toBe('station_offline');
  });
});

describe('the server', () => {
  it('disconnects one station on demand', async () => {
    await using gateway = await startGateway();
    const connected = await gateway.connect('A');
    expect(gateway.links.disconnect('A', 1008, `ende ${'ü'.repeat(100)}`)).toBe(true);
    expect(gateway.links.isConnected('A')).toBe(false);
    expect(gateway.links.disconnect('A', 1008, '')).toBe(false);
    const { code, reason } = await connected.closed;
    expect(code).toBe(1008);
    expect(reason.startsWith('ende ü')).toBe(true);
  });

  it('closes every station with 1001, finishes work in hand, and turns new ones away', async () => {
    const latch = createLatch();
    let finished = false;
    await using gateway = await startGateway({
      inbox: {
        message: async () => {
          await latch.opened;
          finished = true;
        },
      },
    });
    const a = await gateway.connect('A');
    const b = await gateway.connect('B');
    a.send([2, '1', 'Echo', {}]);
    await gateway.counted.find(({ labels }) => labels.action === 'Echo');
    const closed = gateway.links.close();
    expect((await a.closed).code).toBe(1001);
    expect((await b.closed).code).toBe(1001);
    expect((await knock(gateway.port, '/ocpp/C')).status).toBe(503);
    latch.open();
    await closed;
    expect(finished).toBe(true);
    expect(gateway.told.all.filter(({ what }) => what === 'disconnected')).toHaveLength(2);
  });

  it('does not wait for ever for a station that ignores the closing', async () => {
    await using gateway = await startGateway({ options: { closeWithinMs: 1000 } });
    const socket = openSilent(gateway.port, 'A');
    socket.pause();
    await gateway.told.find(({ what }) => what === 'connected');
    const closed = gateway.links.close();
    await gateway.clock.advance(500);
    await gateway.told.find(({ what }) => what === 'disconnected');
    await closed;
    socket.destroy();
  });
});
