/** The rules under which this node's open sockets were let in: they end when another node changes them. */
import { outdatesSocket, type SocketRules, STATION_DELETED, STATION_REPLACED } from '../../domain/station-rules.ts';
import type { Log } from '../ports/observing.ts';
import type { StationLinks } from '../ports/station-links.ts';
import type { StationStore } from '../ports/station-store.ts';
import type { Clock } from '../ports/time.ts';

/** RFC 6455, 7.4.1: policy violation. The station connects again, and meets the new rules. */
export const RULES_CHANGED = { code: 1008, reason: 'the rules for this station have changed' } as const;

const RETRY_AFTER_MS = 5000;

export type OpenRules = {
  /** A socket of the station is open under these rules. */
  readonly opened: (stationId: string, rules: SocketRules) => void;
  readonly closed: (stationId: string) => void;
  /** This node changed them, and closed the socket itself where it had to. */
  readonly changed: (stationId: string, rules: SocketRules) => void;
  /** Another node changed the station: its socket here is closed when the rules in the store are others. */
  readonly check: (stationId: string) => void;
  readonly stop: () => void;
};

/** For a gateway that is one process: whoever changes the rules closes the socket. */
export const NO_OPEN_RULES: OpenRules = {
  opened: () => undefined,
  closed: () => undefined,
  changed: () => undefined,
  check: () => undefined,
  stop: () => undefined,
};

export const createOpenRules = ({
  store,
  links,
  clock,
  log,
}: {
  readonly store: Pick<StationStore, 'station'>;
  readonly links: Pick<StationLinks, 'disconnect'>;
  readonly clock: Clock;
  readonly log: Log;
}): OpenRules => {
  const open = new Map<string, SocketRules>();
  const retries = new Map<string, () => void>();
  let stopped = false;

  /** Not the whole record: thousands of stations are connected. */
  const opened: OpenRules['opened'] = (stationId, { registration, security, validation, replacedBy }) => {
    open.set(stationId, { registration, security, validation, replacedBy });
  };

  const forgetRetry = (stationId: string): void => {
    retries.get(stationId)?.();
    retries.delete(stationId);
  };

  const compare = async (stationId: string): Promise<void> => {
    const station = await store.station(stationId);
    const before = open.get(stationId);
    if (before === undefined) return;
    if (station === null) {
      links.disconnect(stationId, STATION_DELETED.code, STATION_DELETED.reason);
      return;
    }
    opened(stationId, station);
    const { code, reason } = station.replacedBy === null ? RULES_CHANGED : STATION_REPLACED;
    if (outdatesSocket(before, station)) links.disconnect(stationId, code, reason);
  };

  const check: OpenRules['check'] = (stationId) => {
    if (stopped || !open.has(stationId)) return;
    forgetRetry(stationId);
    compare(stationId).catch((error: unknown) => {
      if (stopped) return;
      log.error({ stationId, err: error }, 'station.rules_not_checked');
      forgetRetry(stationId);
      retries.set(
        stationId,
        clock.after(RETRY_AFTER_MS, () => check(stationId)),
      );
    });
  };

  return {
    opened,
    closed: (stationId) => {
      open.delete(stationId);
      forgetRetry(stationId);
    },
    changed: (stationId, rules) => {
      if (open.has(stationId)) opened(stationId, rules);
    },
    check,
    stop: () => {
      stopped = true;
      for (const stationId of [...retries.keys()]) forgetRetry(stationId);
    },
  };
};
