/** A station's socket below the WebSocket: every byte is the caller's. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export type ServerFrame = { readonly opcode: number; readonly payload: Buffer };

export type RawSocket = {
  readonly socket: Socket;
  readonly write: (bytes: Buffer | string) => void;
  /** The frames that came so far, control frames too. */
  readonly frames: readonly ServerFrame[];
  /** What came before the first frame: the HTTP answer. */
  readonly head: () => string;
  /** Resolves when one came that fits, or the socket is gone. */
  readonly until: (fits: (frame: ServerFrame) => boolean) => Promise<ServerFrame | null>;
  readonly gone: Promise<void>;
};

export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** One frame as a client sends it. */
export const clientFrame = (
  opcode: number,
  payload: Buffer | string,
  options: {
    readonly fin?: boolean;
    readonly masked?: boolean;
    readonly reserved?: number;
    readonly claimedLength?: number;
  } = {},
): Buffer => {
  const body = Buffer.from(payload);
  const { fin = true, masked = true, reserved = 0, claimedLength = body.length } = options;
  const first = (fin ? 0x80 : 0) | (reserved << 4) | opcode;
  const flag = masked ? 0x80 : 0;
  const header =
    claimedLength < 126
      ? Buffer.from([first, flag | claimedLength])
      : claimedLength < 65_536
        ? Buffer.from([first, flag | 126, claimedLength >> 8, claimedLength & 0xff])
        : Buffer.concat([
            Buffer.from([first, flag | 127]),
            (() => {
              const length = Buffer.alloc(8);
              length.writeBigUInt64BE(BigInt(claimedLength));
              return length;
            })(),
          ]);
  if (!masked) return Buffer.concat([header, body]);
  const mask = randomBytes(4);
  return Buffer.concat([header, mask, body.map((byte, at) => byte ^ (mask[at % 4] ?? 0))]);
};

export const handshake = (path: string, protocol: string | null, more = ''): string =>
  `GET ${path} HTTP/1.1\r\nHost: gateway\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
  `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n` +
  `${protocol === null ? '' : `Sec-WebSocket-Protocol: ${protocol}\r\n`}${more}\r\n`;

/** The frames in bytes, and what is left of them. */
const read = (bytes: Buffer): { readonly frame: ServerFrame; readonly rest: Buffer } | null => {
  if (bytes.length < 2) return null;
  const short = (bytes[1] ?? 0) & 0x7f;
  const start = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < start) return null;
  const length = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  if (bytes.length < start + length) return null;
  return {
    frame: { opcode: (bytes[0] ?? 0) & 0x0f, payload: bytes.subarray(start, start + length) },
    rest: bytes.subarray(start + length),
  };
};

export const openRaw = async (port: number): Promise<RawSocket> => {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  // A reset is an end like another.
  socket.on('error', () => socket.destroy());
  const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const frames: ServerFrame[] = [];
  const waiting = new Set<(frame: ServerFrame | null) => boolean>();
  let head: string | null = null;
  let bytes: Buffer = Buffer.alloc(0);
  const tell = (frame: ServerFrame | null): void => {
    for (const waiter of waiting) if (waiter(frame)) waiting.delete(waiter);
  };
  socket.on('data', (chunk) => {
    bytes = Buffer.concat([bytes, chunk]);
    if (head === null) {
      const end = bytes.indexOf('\r\n\r\n');
      if (end === -1) return;
      head = bytes.subarray(0, end).toString('latin1');
      bytes = bytes.subarray(end + 4);
    }
    if (!head.startsWith('HTTP/1.1 101')) return;
    for (let found = read(bytes); found !== null; found = read(bytes)) {
      bytes = found.rest;
      frames.push(found.frame);
      tell(found.frame);
    }
  });
  // Its other half is kept open until the case is through with it.
  socket.on('end', () => socket.end());
  socket.on('close', () => tell(null));
  await Promise.race([once(socket, 'connect'), gone]);
  return {
    socket,
    write: (data) => {
      if (!socket.destroyed) socket.write(data);
    },
    frames,
    head: () => head ?? bytes.toString('latin1'),
    until: (fits) => {
      const known = frames.find(fits);
      if (known !== undefined || socket.destroyed) return Promise.resolve(known ?? null);
      return new Promise((resolve) => {
        waiting.add((frame) => {
          if (frame !== null && !fits(frame)) return false;
          resolve(frame);
          return true;
        });
      });
    },
    gone,
  };
};

/** The code of a close frame; null: it has none. */
export const closeCode = ({ payload }: ServerFrame): number | null =>
  payload.length < 2 ? null : payload.readUInt16BE(0);
