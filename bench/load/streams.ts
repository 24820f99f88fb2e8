/** Many readers of the event stream in one process; what they are told is counted in bytes, and looked at on one of them. */
import { connect, type Socket } from 'node:net';

export type StreamsInput = { readonly url: string; readonly token: string; readonly count: number };

export type StreamsResult = {
  /** What all of them read. */
  readonly bytes: number;
  /** Of the one that is looked at: from the event's commit to its arrival. */
  readonly delaysMs: Float32Array;
};

export type Streams = {
  /** Forgets what was counted so far. */
  readonly reset: () => void;
  readonly result: () => StreamsResult;
  readonly close: () => void;
};

const OPENED_AT_ONCE = 32;

const openOne = async (
  { url, token }: StreamsInput,
  onData: (bytes: Buffer) => void,
  onEnd: (reason: string) => void,
): Promise<Socket> => {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  const begun = Promise.withResolvers<void>();
  socket.once('data', (head: Buffer) => {
    const [status = ''] = head.toString('latin1').split('\r\n', 1);
    if (status.includes(' 200 ')) begun.resolve();
    else begun.reject(new Error(`a stream was answered ${head.toString('latin1').slice(0, 600)}`));
  });
  socket.on('data', onData);
  socket.once('error', begun.reject);
  socket.once('close', () => {
    begun.reject(new Error('A stream was closed.'));
    onEnd('A stream was closed.');
  });
  socket.write(
    `GET /api/v1/events/stream HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${token}\r\nAccept: text/event-stream\r\n\r\n`,
  );
  await begun.promise;
  return socket;
};

/** Opens them; they end with `close`, and one that ends before is an error at the next `result`. */
export const openStreams = async (input: StreamsInput): Promise<Streams> => {
  let bytes = 0;
  let delaysMs: number[] = [];
  let ended: string | null = null;
  let closing = false;
  const onEnd = (reason: string): void => {
    if (!closing) ended = reason;
  };
  const count = (data: Buffer): void => {
    bytes += data.length;
  };
  const look = (data: Buffer): void => {
    count(data);
    const nowMs = Date.now();
    const text = data.toString('latin1');
    for (const [, at = ''] of text.matchAll(/"occurred_at":"([^"]+)"/g)) delaysMs.push(nowMs - Date.parse(at));
  };
  const sockets: Socket[] = [];
  let left = input.count;
  const next = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      sockets.push(await openOne(input, left === 0 ? look : count, onEnd));
    }
  };
  await Promise.all(Array.from({ length: OPENED_AT_ONCE }, next));
  return {
    reset: () => {
      bytes = 0;
      delaysMs = [];
    },
    result: () => {
      if (ended !== null) throw new Error(ended);
      return { bytes, delaysMs: Float32Array.from(delaysMs) };
    },
    close: () => {
      closing = true;
      for (const socket of sockets) socket.destroy();
    },
  };
};
