/** What a station, or thousands of them, can make the gateway hold or wait for. */
import { describe, expect, it } from 'vitest';
import { createLatch, knock, openStation, order, startGateway, station } from './gateway.ts';

describe('a handler that does not settle', () => {
  it('is answered with an error when its time is up, and the next message has its turn', async () => {
    const latch = createLatch();
    await using gateway = await startGateway({
      options: { handlerTimeoutMs: 5_000 },
      inbox: { message: (_id, action) => (action === 'Echo' ? latch.opened : Promise.resolve()) },
    });
    const connected = await gateway.connect('A', { subprotocols: ['ocpp2.0.1'] });
    const hanging = connected.call('1', 'Echo');
    const behind = connected.call('2', 'Stream');
    await gateway.counted.find(({ labels }) => labels.action === 'Echo');
    await gateway.clock.advance(5_000);
    expect((await hanging).slice(0, 3)).toEqual([4, '1', 'InternalError']);
    expect((await behind).slice(0, 2)).toEqual([3, '2']);
    expect(
      gateway.counted.all.filter(({ name }) => name === 'ocpp_handlers_timed_out_total').map(({ labels }) => labels),
    ).toEqual([{ version: '2.0.1', action: 'Echo' }]);
    expect(gateway.gauge('ocpp_handlers_abandoned')).toBe(1);

    latch.open();
    await gateway.logged.find(({ event }) => event === 'message.settled_late');
    expect(gateway.gauge('ocpp_handlers_abandoned')).toBe(0);
    connected.socket.terminate();
  });

  it('is worked on anew when the station says the same again', async () => {
    let times = 0;
    const latch = createLatch();
    await using gateway = await startGateway({
      options: { handlerTimeoutMs: 5_000 },
      inbox: {
        message: () => {
          times += 1;
          return times === 1 ? latch.opened : Promise.resolve();
        },
      },
    });
    const connected = await gateway.connect('A');
    const hanging = connected.call('1', 'Echo');
    await gateway.counted.find(({ labels }) => labels.action === 'Echo');
    await gateway.clock.advance(5_000);
    expect((await hanging).slice(0, 3)).toEqual([4, '1', 'InternalError']);
    connected.send([2, '1', 'Echo', {}]);
    await connected.frames.find((frame) => frame[0] === 3 && frame[1] === '1');
    expect(times).toBe(2);
    latch.open();
  });
});

describe('a handshake', () => {
  it('gets 503 when its check does not end, and so do those that waited behind it', async () => {
    const latch = createLatch();
    await using gateway = await startGateway({
      options: { admissionsAtOnce: 1, admissionsWaiting: 10, admissionTimeoutMs: 5_000, retryAfterS: 10 },
      admit: async ({ stationId }) => {
        if (stationId === 'hung') await latch.opened;
        return { kind: 'admitted', station: station(stationId) };
      },
      random: () => 0.5,
    });
    const hung = knock(gateway.port, '/ocpp/hung');
    while (gateway.gauge('ocpp_admissions_checking') === 0) await new Promise((resolve) => setImmediate(resolve));
    const behind = knock(gateway.port, '/ocpp/behind');
    while (gateway.gauge('ocpp_admissions_waiting') === 0) await new Promise((resolve) => setImmediate(resolve));
    await gateway.clock.advance(4_999);
    const later = knock(gateway.port, '/ocpp/later');
    while (gateway.gauge('ocpp_admissions_waiting') === 1) await new Promise((resolve) => setImmediate(resolve));
    await gateway.clock.advance(2);
    expect((await hung).status).toBe(503);
    expect((await behind).status).toBe(503);
    expect((await behind).headers['retry-after']).toBe('15');
    const entered = await later;
    expect(entered.status).toBe(101);
    entered.socket.destroy();
    latch.open();
    expect(gateway.counted.all.filter(({ labels }) => labels.outcome === 'overloaded')).toHaveLength(1);
    expect(gateway.counted.all.filter(({ labels }) => labels.outcome === 'unavailable')).toHaveLength(1);
  });

  it('whose station cannot be set online in time is closed with 1011, and holds no place any more', async () => {
    const latch = createLatch();
    await using gateway = await startGateway({
      options: { admissionsAtOnce: 1, admissionTimeoutMs: 5_000 },
      inbox: { connected: (stationId) => (stationId === 'hung' ? latch.opened : Promise.resolve()) },
    });
    const hung = await openStation(gateway.port, 'hung');
    await gateway.logged.find(({ event }) => event === 'station.connected');
    await gateway.clock.advance(5_000);
    expect((await hung.closed).code).toBe(1011);
    const next = await knock(gateway.port, '/ocpp/next');
    expect(next.status).toBe(101);
    next.socket.destroy();
    latch.open();
  });
});

describe('what waits for a connection', () => {
  it('is gauged, and a station that says too much is not read from for a while', async () => {
    const latch = createLatch();
    await using gateway = await startGateway({
      options: { maxQueuedMessages: 3 },
      inbox: { message: () => latch.opened },
    });
    const connected = await gateway.connect('A');
    for (let n = 0; n < 6; n += 1) connected.send([2, `${n}`, 'Echo', {}]);
    await gateway.counted.find(({ labels }) => labels.reason === 'backlog');
    expect(gateway.gauge('ocpp_messages_waiting')).toBeGreaterThanOrEqual(3);
    expect(gateway.gauge('ocpp_messages_waiting_characters')).toBeGreaterThan(0);
    expect(gateway.gauge('ocpp_reads_paused')).toBe(1);
    latch.open();
    await connected.frames.several(6, (frame) => frame[0] === 3);
    expect(gateway.gauge('ocpp_messages_waiting')).toBe(0);
    expect(gateway.gauge('ocpp_reads_paused')).toBe(0);
  });

  it('counts the calls that wait for the station, and those that are refused', async () => {
    await using gateway = await startGateway({ options: { maxQueuedCalls: 1 } });
    const connected = await gateway.connect('A');
    const calls = ['c-1', 'c-2', 'c-3'].map((id) => gateway.links.send(order('RESET_STATION', 'A', id)));
    const ends = Promise.allSettled(calls);
    await gateway.counted.find(({ name }) => name === 'ocpp_calls_refused_total');
    expect(gateway.gauge('ocpp_calls_waiting')).toBe(1);
    connected.socket.terminate();
    await ends;
  });
});

describe('the closing of many stations', () => {
  it('is spread, within its bound', async () => {
    await using gateway = await startGateway({ options: { closeWithinMs: 4_000 } });
    const stations = await Promise.all(Array.from({ length: 120 }, (_, n) => gateway.connect(`S${n}`)));
    const left = () => gateway.logged.all.filter(({ event }) => event === 'station.disconnected').length;
    const closing = gateway.links.close();
    await gateway.logged.several(50, ({ event }) => event === 'station.disconnected');
    expect(left()).toBe(50);
    await gateway.clock.advance(1_000);
    await closing;
    const codes = await Promise.all(stations.map(({ closed }) => closed));
    expect(new Set(codes.map(({ code }) => code))).toEqual(new Set([1001]));
  });
});
