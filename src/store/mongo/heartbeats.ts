/**
 * Looks after the driver's own looking after the servers. A heartbeat is bounded in time, but the driver (7.8) forgets one
 * whose connection breaks in the instant in which it is written; it never begins another then, and the server counts as
 * away for ever. Who sees that connects anew.
 */
import type { Connection } from 'mongoose';

type Client = Pick<ReturnType<Connection['getClient']>, 'on' | 'close' | 'connect'>;

const LOOK_EVERY_MS = 1000;
/** A heartbeat takes three seconds for the way and three for the answer at most; and ten where the server holds it back. */
const FORGOTTEN_AFTER_LOOKS = 8;
const HELD_BACK_LOOKS = 10;

/** The answer ends it; it must be called before the client is closed for good. */
export const watchHeartbeats = (
  client: Client,
  { lookEveryMs = LOOK_EVERY_MS }: { readonly lookEveryMs?: number } = {},
): (() => void) => {
  /** Servers that were asked and have not answered, and for how many looks they may. Looks, not time: a process may stand still. */
  const unanswered = new Map<string, number>();
  let stopped = false;
  let connecting = false;
  let isOpen = true;

  client.on('serverHeartbeatStarted', ({ connectionId, awaited }) => {
    unanswered.set(connectionId, FORGOTTEN_AFTER_LOOKS + (awaited ? HELD_BACK_LOOKS : 0));
  });
  client.on('serverHeartbeatSucceeded', ({ connectionId }) => unanswered.delete(connectionId));
  client.on('serverHeartbeatFailed', ({ connectionId }) => unanswered.delete(connectionId));
  client.on('serverClosed', ({ address }) => unanswered.delete(address));

  const connectAnew = async (): Promise<void> => {
    unanswered.clear();
    try {
      await client.close(true);
      await client.connect();
      // Its owner closed it meanwhile.
      if (stopped) await client.close(true);
      isOpen = true;
    } catch {
      // The server is away; whatever is asked says so meanwhile. The next look tries again.
      isOpen = false;
    }
  };

  const timer = setInterval(() => {
    if (connecting) return;
    for (const [server, looks] of unanswered) unanswered.set(server, looks - 1);
    if (isOpen && ![...unanswered.values()].some((looks) => looks < 0)) return;
    connecting = true;
    void connectAnew().finally(() => {
      connecting = false;
    });
  }, lookEveryMs);
  timer.unref();

  return () => {
    stopped = true;
    clearInterval(timer);
  };
};
