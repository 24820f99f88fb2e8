/** A station's socket without any protocol of its own: whatever is written goes out as it is. */
import { once } from 'node:events';
import { WebSocket } from 'ws';

export type Refused = {
  readonly kind: 'refused';
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
};

export type RawStation = {
  readonly kind: 'open';
  readonly send: (text: string | Buffer) => void;
  /** The next frame that has not been read, parsed. */
  readonly next: () => Promise<readonly unknown[]>;
  /** Sends a CALL and answers the frame that comes back. */
  readonly call: (action: string, payload: object) => Promise<readonly unknown[]>;
  /** The code with which the socket was closed, by either side. */
  readonly closed: Promise<number>;
  readonly close: () => Promise<void>;
};

let calls = 0;

/** url: the whole URL of the station. */
export const knock = async (
  url: string,
  protocols: readonly string[],
  headers: Record<string, string> = {},
): Promise<RawStation | Refused> => {
  const socket = new WebSocket(url, [...protocols], { headers });
  const frames: (readonly unknown[])[] = [];
  const waiting: ((frame: readonly unknown[]) => void)[] = [];
  socket.on('message', (data) => {
    const frame = JSON.parse(data.toString()) as readonly unknown[];
    const reader = waiting.shift();
    if (reader === undefined) frames.push(frame);
    else reader(frame);
  });
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  const refused = new Promise<Refused>((resolve) => {
    socket.once('unexpected-response', (request, response) => {
      resolve({ kind: 'refused', status: response.statusCode ?? 0, headers: response.headers });
      request.destroy();
    });
  });
  // An answer without a subprotocol that was asked for is an error for ws, and no matter here.
  const opened = once(socket, 'open').then(() => null);
  opened.catch(() => undefined);
  const refusal = await Promise.race([refused, opened]);
  if (refusal !== null) return refusal;
  socket.on('error', () => undefined);

  const next = (): Promise<readonly unknown[]> => {
    const frame = frames.shift();
    return frame === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(frame);
  };
  return {
    kind: 'open',
    send: (text) => socket.send(text),
    next,
    call: (action, payload) => {
      calls += 1;
      socket.send(JSON.stringify([2, `call-${calls}`, action, payload]));
      return next();
    },
    closed,
    close: async () => {
      socket.close();
      await closed;
    },
  };
};

/** Fails unless it was let in. */
export const enter = async (...how: Parameters<typeof knock>): Promise<RawStation> => {
  const answer = await knock(...how);
  if (answer.kind === 'refused') throw new Error(`refused with ${answer.status}`);
  return answer;
};
