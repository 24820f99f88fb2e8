/** Waiting commands go out as soon as their station is there: the inbox, with that added. */
import type { StationInbox } from './inbox.ts';
import type { Log } from './ports.ts';

export const wakeCommands = ({
  inbox,
  stationReady,
  log,
}: {
  readonly inbox: StationInbox;
  readonly stationReady: (stationId: string) => Promise<void>;
  readonly log: Log;
}): StationInbox => {
  // The station's own message never waits for this, and never fails with it.
  const wake = (stationId: string): void => {
    stationReady(stationId).catch((error: unknown) => log.error({ stationId, err: error }, 'command.wake_failed'));
  };
  return {
    ...inbox,
    connected: async (stationId, protocol) => {
      await inbox.connected(stationId, protocol);
      wake(stationId);
    },
    boot: async (boot) => {
      const answer = await inbox.boot(boot);
      if (answer.registration === 'accepted') wake(boot.stationId);
      return answer;
    },
  };
};
