/** Names to addresses, by a DNS server that answers some names and leaves others waiting for ever. */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createResolve, type Resolve } from '../../src/outbound/resolve.ts';

const A = 1;
const AAAA = 28;
const records: Readonly<Record<string, Readonly<Record<number, readonly number[]>>>> = {
  'four.example': { [A]: [192, 0, 2, 1] },
  'both.example': { [A]: [192, 0, 2, 2], [AAAA]: [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1] },
};

/** RFC 1035, 4.1: the question told back, and one record or none (NXDOMAIN). */
const answerTo = (query: Buffer): Buffer | null => {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  const name = labels.join('.').toLowerCase();
  if (name.startsWith('silent')) return null;
  const data = records[name]?.[query.readUInt16BE(at + 1)];
  const head = Buffer.alloc(12);
  query.copy(head, 0, 0, 2);
  head.writeUInt16BE(records[name] === undefined ? 0x8183 : 0x8180, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(data === undefined ? 0 : 1, 6);
  const question = query.subarray(12, at + 5);
  if (data === undefined) return Buffer.concat([head, question]);
  const record = Buffer.from([0xc0, 12, 0, query[at + 2] ?? 0, 0, 1, 0, 0, 0, 60, 0, data.length, ...data]);
  return Buffer.concat([head, question, record]);
};

let server: Socket;
let resolve: Resolve;

beforeAll(async () => {
  server = createSocket('udp4', (query, { port, address }) => {
    const answer = answerTo(query);
    if (answer !== null) server.send(answer, port, address);
  });
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
  resolve = createResolve([`127.0.0.1:${server.address().port}`]);
});
afterAll(() => server.close());

describe("a stranger's name", () => {
  it('is resolved by DNS, in both families', async () => {
    expect(await resolve('four.example', false)).toEqual(['192.0.2.1']);
    expect(await resolve('both.example', false)).toEqual(['192.0.2.2', '2001:db8::1']);
    await expect(resolve('none.example', false)).rejects.toThrow('has no address');
  });

  it('does not wait for names that nobody answers, and these do not wait for ever', async () => {
    const silent = Array.from({ length: 20 }, (_, n) => resolve(`silent${n}.example`, false).catch(() => 'given up'));
    const first = await Promise.race([...silent, resolve('four.example', false)]);
    expect(first).toEqual(['192.0.2.1']);
    // The system's look-up for listed hosts has its threads free.
    expect(await resolve('localhost', true)).toContain('127.0.0.1');
    expect(new Set(await Promise.all(silent))).toEqual(new Set(['given up']));
  });
});
