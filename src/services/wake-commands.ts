/** Waiting commands go out as soon as their station is there: the inbox, with that added. */
import { isDomainError } from '../domain/error.ts';
import type { StationInbox } from './inbox.ts';
import type { Clock, Log } from './ports.ts';

/** Between two tries while the store or the queue takes nothing. */
const RETRY_AFTER_MS = 5000;

export type WakingInbox = {
  readonly inbox: StationInbox;
  /** Wakes no more: before the queue is closed. */
  readonly close: () => void;
};

export const wakeCommands = ({
  inbox,
  stationReady,
  clock,
  log,
}: {
  readonly inbox: StationInbox;
  readonly stationReady: (stationId: string) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}): WakingInbox => {
  /** One for each station at most; the answer of `after` cancels. */
  const retries = new Map<string, () => void>();
  let closed = false;

  const forget = (stationId: string): void => {
    retries.get(stationId)?.();
    retries.delete(stationId);
  };

  // The station's own message never waits for this, and never fails with it.
  const wake = (stationId: string): void => {
    if (closed) return;
    forget(stationId);
    stationReady(stationId).catch((error: unknown) => {
      // What waits is woken by the next process.
      if (closed) return;
      log.error({ stationId, err: error }, 'command.wake_failed');
      if (!isDomainError(error, 'unavailable')) return;
      forget(stationId);
      retries.set(
        stationId,
        clock.after(RETRY_AFTER_MS, () => wake(stationId)),
      );
    });
  };

  return {
    inbox: {
      ...inbox,
      connected: async (stationId, protocol, admittedAs) => {
        await inbox.connected(stationId, protocol, admittedAs);
        wake(stationId);
      },
      disconnected: (stationId) => {
        forget(stationId);
        return inbox.disconnected(stationId);
      },
      boot: async (boot) => {
        const answer = await inbox.boot(boot);
        if (answer.registration === 'accepted') wake(boot.stationId);
        return answer;
      },
    },
    close: () => {
      closed = true;
      for (const cancel of retries.values()) cancel();
      retries.clear();
    },
  };
};
