/** Cuts connections whose client has read nothing of what waits for it, for a while; else it would wait for ever. */
import type { Socket } from 'node:net';
import type { Metrics } from '../services/ports/observing.ts';
import type { Clock } from '../services/ports/time.ts';

export type SlowReaders = {
  readonly watch: (socket: Socket) => void;
  /** Somebody else looks after it from here on. */
  readonly leave: (socket: Socket) => void;
  /** Bytes that clients have not read yet. */
  readonly unreadBytes: () => number;
  readonly stop: () => void;
};

/** What was read when it was last looked at, and since when it is no more. */
type Progress = { readBytes: number; sinceMs: number };

/** What a client is to read is handed over in pieces, or at once: the largest answer at once must pass within this time. */
const STALLED_MS = 60_000;
const LOOKS = 4;

export const watchSlowReaders = (
  { clock, metrics }: { readonly clock: Clock; readonly metrics: Metrics },
  stalledMs: number = STALLED_MS,
): SlowReaders => {
  const sockets = new Map<Socket, Progress | null>();

  const look = (): void => {
    const nowMs = clock.now().getTime();
    for (const [socket, before] of sockets) {
      // bytesWritten counts what waits, too.
      const readBytes = socket.bytesWritten - socket.writableLength;
      if (socket.writableLength === 0) sockets.set(socket, null);
      else if (before === null || before.readBytes !== readBytes) sockets.set(socket, { readBytes, sinceMs: nowMs });
      else if (nowMs - before.sinceMs >= stalledMs) {
        metrics.count('http_connections_cut_total', { reason: 'slow_reader' });
        socket.destroy();
      }
    }
  };
  let cancel: () => void = () => undefined;
  const plan = (): void => {
    cancel = clock.after(stalledMs / LOOKS, () => {
      plan();
      look();
    });
  };
  plan();

  // One listener for all sockets: thousands of stations come through here.
  function forget(this: Socket): void {
    sockets.delete(this);
  }

  return {
    watch: (socket) => {
      sockets.set(socket, null);
      socket.on('close', forget);
    },
    leave: (socket) => {
      sockets.delete(socket);
      socket.off('close', forget);
    },
    unreadBytes: () => {
      let total = 0;
      for (const socket of sockets.keys()) total += socket.writableLength;
      return total;
    },
    stop: () => cancel(),
  };
};
