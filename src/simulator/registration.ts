/** BootNotification, the registration it leads to, and heartbeats. */
import type { BootReason, Core, Registration } from './core.ts';

export type RegistrationLife = {
  readonly status: () => Registration | null;
  /** A socket is open. boots: whether the station has been off since it was last accepted. */
  readonly connected: () => void;
  readonly disconnected: () => void;
  /** The station has been switched off and on. */
  readonly restarted: (reason: BootReason) => void;
  readonly boot: (reason: BootReason) => Promise<void>;
};

/** When the gateway leaves the interval to the station. */
const RETRY_S = 60;

export const createRegistration = (core: Core, isOpen: () => boolean, accepted: () => void): RegistrationLife => {
  let status: Registration | null = null;
  let nextReason: BootReason | null = 'PowerUp';
  let booting = false;
  let cancelHeartbeat: () => void = () => undefined;
  let cancelRetry: () => void = () => undefined;

  const beatLater = () => {
    cancelHeartbeat();
    const intervalMs = core.dialect.heartbeatMs();
    if (intervalMs <= 0) return;
    cancelHeartbeat = core.clock.after(intervalMs, () => {
      if (!core.online()) return;
      beatLater();
      core.dialect.heartbeat().catch((error: unknown) => core.events.emit('error', { error }));
    });
  };

  const boot = async (reason: BootReason): Promise<void> => {
    cancelRetry();
    if (booting) return;
    booting = true;
    const answer = await core.dialect.boot(reason).finally(() => {
      booting = false;
    });
    const again = (intervalS: number) => {
      cancelRetry = core.networkClock.after(intervalS * 1000, () => {
        if (isOpen()) boot(reason).catch((error: unknown) => core.events.emit('error', { error }));
      });
    };
    if (answer === null) {
      if (isOpen()) again(RETRY_S);
      return;
    }
    status = answer.status;
    core.events.emit('registered', answer);
    if (answer.status !== 'Accepted') {
      again(answer.intervalS > 0 ? answer.intervalS : RETRY_S);
      return;
    }
    nextReason = null;
    if (answer.intervalS > 0) core.dialect.setHeartbeatS(answer.intervalS);
    beatLater();
    accepted();
  };

  const bootSoon = (reason: BootReason) => {
    boot(reason).catch((error: unknown) => core.events.emit('error', { error }));
  };

  return {
    status: () => status,
    boot,
    connected: () => {
      if (nextReason !== null && core.faults.skipBoot) {
        nextReason = null;
        status = 'Accepted';
      }
      if (nextReason !== null) {
        bootSoon(nextReason);
      } else if (status === 'Accepted') {
        beatLater();
        accepted();
      } else bootSoon('PowerUp');
    },
    disconnected: () => {
      cancelHeartbeat();
      cancelRetry();
    },
    restarted: (reason) => {
      status = null;
      nextReason = reason;
    },
  };
};
