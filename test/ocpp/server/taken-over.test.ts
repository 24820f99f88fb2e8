/** A station whose newest connection is at another node. */
import { describe, expect, it } from 'vitest';
import { createLatch, openStation, startGateway } from './gateway.ts';

describe('a station that another node has taken', () => {
  it('is closed here with 1008', async () => {
    await using gateway = await startGateway();
    const here = await gateway.connect('A');
    const other = await gateway.connect('B');
    gateway.links.takenOver('A');
    gateway.links.takenOver('NOBODY');
    expect(await here.closed).toEqual({ code: 1008, reason: 'replaced by a newer connection' });
    expect(await other.call('1', 'Echo')).toEqual([3, '1', { of: 'Echo' }]);
  });

  it('keeps a connection here that nobody was told of yet: it is the newer one', async () => {
    const latch = createLatch();
    const order: string[] = [];
    await using gateway = await startGateway({
      inbox: {
        connected: async () => void order.push('connected'),
        disconnected: async () => {
          order.push('disconnected');
          await latch.opened;
        },
      },
    });
    const first = await openStation(gateway.port, 'A');
    first.socket.terminate();
    await gateway.logged.find(({ event }) => event === 'station.disconnected');
    const second = await openStation(gateway.port, 'A');
    await gateway.logged.several(2, ({ event }) => event === 'station.connected');
    // It waits behind the end of the first.
    gateway.links.takenOver('A');
    latch.open();
    expect(await second.call('1', 'Echo')).toEqual([3, '1', { of: 'Echo' }]);
    expect(order).toEqual(['connected', 'disconnected', 'connected']);
    second.socket.terminate();
  });
});
