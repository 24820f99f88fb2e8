/** What goes wrong below OCPP: each with what the gateway must do. */
import { deflateRawSync } from 'node:zlib';
import type { Random } from './random.ts';
import { clientFrame, closeCode, handshake, OPCODE, openRaw, type RawSocket } from './raw-socket.ts';
import type { StationKind } from './verdict.ts';

export type TransportCase = {
  readonly name: string;
  /** null: right. Ends its own socket. */
  readonly run: (place: Place) => Promise<string | null>;
};

export type Place = { readonly port: number; readonly stationId: string; readonly subprotocol: string };

const heartbeat = (id: string): string => JSON.stringify([2, id, 'Heartbeat', {}]);

const opened = async (
  { port, stationId, subprotocol }: Place,
  more = '',
  early: Buffer = Buffer.alloc(0),
): Promise<RawSocket> => {
  const raw = await openRaw(port);
  raw.write(
    Buffer.concat([Buffer.from(handshake(`/ocpp/${encodeURIComponent(stationId)}`, subprotocol, more)), early]),
  );
  return raw;
};

const isAnswerTo =
  (id: string) =>
  ({ opcode, payload }: { readonly opcode: number; readonly payload: Buffer }): boolean =>
    opcode === OPCODE.text && payload.toString().startsWith('[') && payload.includes(JSON.stringify(id));

/** The answer must come. */
const answered = async (raw: RawSocket, id: string): Promise<string | null> => {
  const frame = await raw.until(isAnswerTo(id));
  raw.socket.destroy();
  return frame === null ? `no answer, but ${raw.head().split('\r\n')[0]} and ${raw.frames.length} frames` : null;
};

/** The gateway must close with one of these codes. */
const closed = async (raw: RawSocket, ...codes: number[]): Promise<string | null> => {
  const frame = await raw.until(({ opcode }) => opcode === OPCODE.close);
  raw.socket.destroy();
  if (frame === null) return `the socket ended without a close frame (${codes.join(', ')})`;
  const code = closeCode(frame);
  return codes.includes(code ?? -1) ? null : `closed with ${code} in place of ${codes.join(' or ')}`;
};

/** HTTP's own answer must come, and no other than these. */
const refused = async (raw: RawSocket, ...statuses: number[]): Promise<string | null> => {
  await raw.gone;
  const status = Number(raw.head().split(' ')[1] ?? 0);
  return statuses.includes(status)
    ? null
    : `answered ${JSON.stringify(raw.head().slice(0, 80))} in place of ${statuses.join(' or ')}`;
};

/** Whatever becomes of it, it must not matter to others. */
const cut = (raw: RawSocket): null => {
  raw.socket.destroy();
  return null;
};

const pieces = (text: string, count: number): readonly string[] => {
  const size = Math.max(1, Math.ceil(text.length / count));
  return Array.from({ length: Math.ceil(text.length / size) }, (_, at) => text.slice(at * size, (at + 1) * size));
};

/** 16 MiB of blanks in some 16 KiB; made once. */
let blanks: Buffer | null = null;
const compressedBlanks = (): Buffer => {
  blanks ??= deflateRawSync(Buffer.alloc(16 * 1024 * 1024, 0x20));
  return blanks;
};

type Make = (random: Random, kind: StationKind, id: string) => TransportCase;
const of = (name: string, run: TransportCase['run']): TransportCase => ({ name, run });

/** Wrong by RFC 6455, each closed with 1002 or what fits. */
const VIOLATIONS: readonly [
  readonly [string, () => Buffer, readonly number[]],
  ...(readonly [string, () => Buffer, readonly number[]])[],
] = [
  ['an unmasked frame', () => clientFrame(OPCODE.text, '[]', { masked: false }), [1002]],
  ['a reserved bit', () => clientFrame(OPCODE.text, '[]', { reserved: 2 }), [1002]],
  ['a reserved opcode', () => clientFrame(5, '[]'), [1002]],
  ['a reserved control opcode', () => clientFrame(0xb, ''), [1002]],
  ['a large ping', () => clientFrame(OPCODE.ping, 'x'.repeat(126)), [1002]],
  ['a ping in parts', () => clientFrame(OPCODE.ping, 'x', { fin: false }), [1002]],
  ['a continuation of nothing', () => clientFrame(OPCODE.continuation, 'x'), [1002]],
  [
    'a text within a text',
    () => Buffer.concat([clientFrame(OPCODE.text, '[', { fin: false }), clientFrame(OPCODE.text, ']')]),
    [1002],
  ],
  ['a close frame of one byte', () => clientFrame(OPCODE.close, 'x'), [1002]],
  ['a close code that cannot be', () => clientFrame(OPCODE.close, Buffer.from([0x03, 0xed])), [1002]],
  ['no UTF-8', () => clientFrame(OPCODE.text, Buffer.from([0x5b, 0xc3, 0x28, 0xff])), [1007]],
  ['a surrogate in UTF-8', () => clientFrame(OPCODE.text, Buffer.from([0xed, 0xa0, 0x80])), [1007]],
  ['a claim of 2 MiB', () => clientFrame(OPCODE.text, '[2,"x"', { claimedLength: 2 ** 21 }), [1009]],
  ['a claim of 2^40 bytes', () => clientFrame(OPCODE.text, '[2,"x"', { claimedLength: 2 ** 40 }), [1009]],
  ['a claim of 2^60 bytes', () => clientFrame(OPCODE.text, '', { claimedLength: 2 ** 60 }), [1009]],
  [
    '2,000 parts',
    () =>
      Buffer.concat(
        Array.from({ length: 2_000 }, (_, at) =>
          clientFrame(at === 0 ? OPCODE.text : OPCODE.continuation, 'x', { fin: false }),
        ),
      ),
    [1008],
  ],
];

/** Requests that are no handshake of ours. */
const REQUESTS: readonly [readonly [string, readonly number[]], ...(readonly [string, readonly number[]])[]] = [
  ['\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n', [400]],
  ['GET\r\n\r\n', [400]],
  ['GET /ocpp/x HTTP/9.9\r\n\r\n', [400, 505]],
  [`GET /ocpp/${'x'.repeat(20_000)} HTTP/1.1\r\nHost: g\r\n\r\n`, [431]],
  [
    'GET /ocpp/%E0%A4%A HTTP/1.1\r\nHost: g\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n',
    [400],
  ],
  [
    'GET /ocpp/NOBODY HTTP/1.1\r\nHost: g\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n',
    [404],
  ],
  ['GET /elsewhere HTTP/1.1\r\nHost: g\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n', [404]],
  ['POST /ocpp/x HTTP/1.1\r\nHost: g\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello', [400]],
  ['POST /ocpp/x HTTP/1.1\r\nHost: g\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nZZ\r\n', [400, 426]],
  ['GET /ocpp/x HTTP/1.1\r\nHost: g\r\nConnection: close\r\n\r\n', [426]],
];

const KINDS: readonly [Make, ...Make[]] = [
  (_random, _kind, id) =>
    of('a binary frame, then a call', async (place) => {
      const raw = await opened(place);
      raw.write(
        Buffer.concat([clientFrame(OPCODE.binary, heartbeat(`${id}-binary`)), clientFrame(OPCODE.text, heartbeat(id))]),
      );
      return answered(raw, id);
    }),
  (random, _kind, id) =>
    of('a call in parts, with pings between', async (place) => {
      const raw = await opened(place);
      const parts = pieces(heartbeat(id), 1 + random.int(12));
      parts.forEach((part, at) => {
        raw.write(clientFrame(at === 0 ? OPCODE.text : OPCODE.continuation, part, { fin: at === parts.length - 1 }));
        if (random.chance(0.3)) raw.write(clientFrame(OPCODE.ping, 'p'));
      });
      return answered(raw, id);
    }),
  (random, _kind, id) =>
    of('a call letter by letter', async (place) => {
      const raw = await opened(place);
      raw.socket.setNoDelay(true);
      for (const byte of clientFrame(OPCODE.text, heartbeat(id))) {
        raw.write(Buffer.from([byte]));
        if (random.chance(0.2)) await new Promise((resolve) => setImmediate(resolve));
      }
      return answered(raw, id);
    }),
  (_random, _kind, id) =>
    of('a call in the same packet as the handshake', async (place) =>
      answered(await opened(place, '', clientFrame(OPCODE.text, heartbeat(id))), id),
    ),
  (random, _kind, id) =>
    of('a burst, and the answer to its last', async (place) => {
      const calls = Array.from({ length: 50 + random.int(150) }, (_, at) =>
        clientFrame(OPCODE.text, heartbeat(`${id}-${at}`)),
      );
      const raw = await opened(place);
      raw.write(Buffer.concat([...calls, clientFrame(OPCODE.text, heartbeat(id))]));
      const fault = await answered(raw, id);
      const told = raw.frames.filter(({ opcode }) => opcode === OPCODE.text).length;
      return fault ?? (told > calls.length + 2 ? `${told} answers to ${calls.length + 1} calls` : null);
    }),
  (random, _kind, id) =>
    of('half a close after a call', async (place) => {
      const raw = await opened(place);
      raw.write(clientFrame(OPCODE.text, heartbeat(id)));
      await raw.until(isAnswerTo(id));
      if (random.chance(0.5)) raw.write(clientFrame(OPCODE.text, heartbeat(`${id}-2`)));
      raw.socket.end();
      await raw.gone;
      return null;
    }),
  (random, _kind, id) =>
    of('gone in the midst of a frame', async (place) => {
      const raw = await opened(place);
      const bytes = clientFrame(OPCODE.text, heartbeat(id));
      raw.write(bytes.subarray(0, random.int(bytes.length)));
      if (random.chance(0.5)) await new Promise((resolve) => setImmediate(resolve));
      if (random.chance(0.5)) raw.socket.resetAndDestroy();
      return cut(raw);
    }),
  (random) => {
    const [name, bytes, codes] = random.pick(VIOLATIONS);
    return of(name, async (place) => {
      const raw = await opened(place);
      raw.write(bytes());
      return closed(raw, ...codes);
    });
  },
  (random) => {
    const code = random.pick([1000, 1001, 1008, 1011, 3000, 4999]);
    return of(`closing with ${code}`, async (place) => {
      const raw = await opened(place);
      raw.write(clientFrame(OPCODE.close, Buffer.from([code >> 8, code & 0xff])));
      return closed(raw, code);
    });
  },
  (random) => {
    const [request, statuses] = random.pick(REQUESTS);
    return of(`the request ${JSON.stringify(request.slice(0, 40))}`, async ({ port }) => {
      const raw = await openRaw(port);
      raw.write(request);
      return refused(raw, ...statuses);
    });
  },
  (_random, kind) => {
    const bomb = compressedBlanks();
    return of('compressed, and too much of it', async (place) => {
      const raw = await opened(place, 'Sec-WebSocket-Extensions: permessage-deflate\r\n');
      raw.write(clientFrame(OPCODE.text, bomb, { reserved: 4 }));
      // 1.6 is not offered compression: the bit that says so is then a reserved one.
      return closed(raw, kind.version === '1.6' ? 1002 : 1009);
    });
  },
  (_random, kind) =>
    of('compressed, but it is not', async (place) => {
      const raw = await opened(place, 'Sec-WebSocket-Extensions: permessage-deflate\r\n');
      raw.write(clientFrame(OPCODE.text, Buffer.from([0xff, 0xfe, 0x00, 0x11, 0x99]), { reserved: 4 }));
      return closed(raw, kind.version === '1.6' ? 1002 : 1007);
    }),
];

export const transportCase: Make = (random, kind, id) => random.pick(KINDS)(random, kind, id);
