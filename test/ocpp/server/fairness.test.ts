/** What one station sends in one go takes turns with what others say. */
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { knock, startGateway } from './gateway.ts';

const PIPELINED = 3_000;

/** A masked text frame of a client; the mask is zero. RFC 6455, 5.2 */
const frameOf = (text: string): Buffer => {
  const payload = Buffer.from(text);
  if (payload.length > 125) throw new Error('This helper makes short frames.');
  return Buffer.concat([Buffer.from([0x81, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
};

const echoes = (count: number): Buffer =>
  Buffer.concat(Array.from({ length: count }, (_, n) => frameOf(`[2,"${n}","Echo",{}]`)));

/** The ids of the answers in bytes that a server sent: short frames, none of them split over two texts here. */
const idsIn = (bytes: Buffer): readonly string[] =>
  [...bytes.toString('latin1').matchAll(/\[3,"(\d+)"/g)].map(([, id = '']) => id);

describe('a station that pipelines', () => {
  it('has one message in a turn: another station is answered among the first of them', async () => {
    const order: string[] = [];
    await using gateway = await startGateway({
      inbox: {
        message: async (stationId) => {
          order.push(stationId);
        },
      },
    });
    const other = await gateway.connect('other');
    const { socket } = await knock(gateway.port, '/ocpp/greedy');
    await gateway.told.find((entry) => entry.what === 'connected' && entry.stationId === 'greedy');
    socket.resume();
    socket.write(echoes(PIPELINED));
    while (order.length === 0) await turn();
    await other.call('h', 'Echo');
    expect(order.indexOf('other')).toBeLessThan(100);
    expect(order.length).toBeLessThan(PIPELINED / 2);
    socket.destroy();
  });

  it('is answered to all it said, in its order, and holds no more than its bound meanwhile', async () => {
    const seen: number[] = [];
    await using gateway = await startGateway({ options: { maxQueuedMessages: 8 } });
    const { socket } = await knock(gateway.port, '/ocpp/greedy');
    await gateway.told.find((entry) => entry.what === 'connected' && entry.stationId === 'greedy');
    const chunks: Buffer[] = [];
    let answered = 0;
    const all = new Promise<void>((resolve) => {
      socket.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        answered += (chunk.toString('latin1').match(/\[3,"/g) ?? []).length;
        seen.push(gateway.gauge('ocpp_messages_waiting') ?? 0);
        if (answered >= PIPELINED) resolve();
      });
    });
    socket.write(echoes(PIPELINED));
    await all;
    expect(idsIn(Buffer.concat(chunks))).toEqual(Array.from({ length: PIPELINED }, (_, n) => String(n)));
    expect(Math.max(...seen)).toBeLessThanOrEqual(8);
    socket.destroy();
  });
});
