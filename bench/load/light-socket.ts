/**
 * A WebSocket client that costs next to nothing, so that the load does not take the core that the server needs.
 *
 * Texts are ASCII. The masking key is 0: the server unmasks all the same, and the client need not mask.
 * No extension is offered, so every server runs without compression.
 */
import { request } from 'node:http';
import type { Socket } from 'node:net';

export type LightSocket = {
  readonly send: (text: string) => void;
  readonly close: () => void;
  onText: (text: string) => void;
  onEnd: (reason: string) => void;
};

const TEXT = 0x81;
const CLOSE = 0x88;
const PING = 0x89;
const PONG = 0x8a;

const frame = (first: number, length: number): { readonly bytes: Buffer; readonly at: number } => {
  const at = length < 126 ? 6 : 8;
  const bytes = Buffer.allocUnsafe(at + length);
  bytes[0] = first;
  if (length < 126) bytes[1] = 0x80 | length;
  else {
    bytes[1] = 0x80 | 126;
    bytes.writeUInt16BE(length, 2);
  }
  bytes.writeUInt32BE(0, at - 4);
  return { bytes, at };
};

const overSocket = (socket: Socket, head: Buffer): LightSocket => {
  let rest: Buffer = head;
  const light: LightSocket = {
    send: (text) => {
      const { bytes, at } = frame(TEXT, text.length);
      bytes.write(text, at, 'latin1');
      socket.write(bytes);
    },
    close: () => {
      const { bytes, at } = frame(CLOSE, 2);
      bytes.writeUInt16BE(1000, at);
      light.onEnd = () => undefined;
      socket.end(bytes);
    },
    onText: () => undefined,
    onEnd: () => undefined,
  };

  /** Answers the bytes taken; 0: the frame is not whole yet. */
  const take = (data: Buffer, from: number): number => {
    const left = data.length - from;
    if (left < 2) return 0;
    const first = data[from] ?? 0;
    const short = (data[from + 1] ?? 0) & 0x7f;
    if (short === 127) throw new Error('A frame of this size is not expected.');
    const headerLength = short === 126 ? 4 : 2;
    if (left < headerLength) return 0;
    const length = short === 126 ? data.readUInt16BE(from + 2) : short;
    if (left < headerLength + length) return 0;
    const at = from + headerLength;
    if (first === TEXT) light.onText(data.toString('latin1', at, at + length));
    else if (first === PING) {
      const { bytes, at: payloadAt } = frame(PONG, length);
      data.copy(bytes, payloadAt, at, at + length);
      socket.write(bytes);
    } else if (first === CLOSE) {
      light.onEnd(
        `closed: ${length < 2 ? 'no code' : `${data.readUInt16BE(at)} ${data.toString('latin1', at + 2, at + length)}`}`,
      );
      socket.destroy();
    } else if (first !== PONG) throw new Error(`A frame that begins with ${first} is not expected.`);
    return headerLength + length;
  };

  socket.setNoDelay(true);
  socket.on('data', (chunk: Buffer) => {
    const data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let taken = take(data, 0); taken > 0; taken = take(data, from)) from += taken;
    rest = from === data.length ? Buffer.alloc(0) : data.subarray(from);
  });
  socket.on('error', (error) => light.onEnd(String(error)));
  socket.on('close', () => light.onEnd('the socket was closed'));
  return light;
};

/** Rejects when the handshake is not answered with 101. */
export const connectLight = (url: string, protocol: string): Promise<LightSocket> =>
  new Promise((resolve, reject) => {
    const handshake = request(url.replace(/^ws/, 'http'), {
      agent: false,
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dm9sdGdhdGUgYmVuY2htYQ==',
        'sec-websocket-protocol': protocol,
      },
    });
    handshake.on('error', reject);
    handshake.on('response', (response) => reject(new Error(`handshake: ${response.statusCode ?? ''}`)));
    handshake.on('upgrade', (_response, socket, head) => resolve(overSocket(socket as Socket, head)));
    handshake.end();
  });
