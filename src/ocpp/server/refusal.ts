/** Ends a handshake with an HTTP answer. */
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

export type Refusal = {
  readonly status: 400 | 401 | 403 | 404 | 429 | 500 | 503;
  readonly detail: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Writes the answer and closes the socket; a socket that is gone already is left alone. */
export const refuseHandshake = (socket: Duplex, { status, detail, headers = {} }: Refusal): void => {
  if (socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const body = `${detail}\n`;
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  socket.once('finish', () => socket.destroy());
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
};
