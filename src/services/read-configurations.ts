/**
 * Asks stations for their configuration, in the background: some time after a boot or a connect, when what is known of
 * them is not fresh, and again after something was set. A layer of the inbox.
 */
import { isFresh } from '../domain/ability-rules.ts';
import { isDomainError } from '../domain/error.ts';
import type { InboxLayer } from './inbox.ts';
import { createPacing } from './pacing.ts';
import type { Log, Metrics } from './ports/observing.ts';
import type { ConfigurationLinks } from './ports/station-links.ts';
import type { Clock } from './ports/time.ts';
import type { AbilityKeeper } from './stations/abilities.ts';

/** Stations that are asked at once; each takes some messages, and what does not answer keeps its place for a while. */
const AT_ONCE = 20;
const SPREAD_MS = 60_000;
/** After something was set: callers set several things one after another. */
const AFTER_SETTING_MS = 5_000;
/** Until a station that did not answer is asked once more. */
const AGAIN_MS = 10 * 60_000;

export const NO_ANSWER = 'no_answer';

export type ConfigurationReading = {
  readonly layer: InboxLayer;
  /** Asks no more. */
  readonly close: () => void;
};

type Asking = {
  /** Whatever is known. */
  readonly anyway: boolean;
  /** It did not answer when it was asked for all. */
  readonly brief: boolean;
};

/** afterMs: the least time between a boot and the asking; it takes up to three times as long, at random. */
export const readConfigurations = ({
  links,
  keeper,
  clock,
  log,
  metrics,
  random,
  afterMs,
}: {
  readonly links: ConfigurationLinks;
  readonly keeper: Pick<AbilityKeeper, 'station' | 'keep' | 'failed'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** At least 0, less than 1. */
  readonly random: () => number;
  readonly afterMs: number;
}): ConfigurationReading => {
  /** One for each station at most; what is there calls it off. */
  const planned = new Map<string, () => void>();
  const inHand = new Set<string>();
  const pacing = createPacing({ clock, random, atOnce: AT_ONCE, spreadMs: SPREAD_MS });
  metrics.gauge('configuration_reads_waiting', () => planned.size + pacing.waiting());
  metrics.gauge('configuration_reads_running', () => pacing.running());
  let closed = false;

  const forget = (stationId: string): void => {
    planned.get(stationId)?.();
    planned.delete(stationId);
    pacing.forget(stationId);
  };

  const read = async (stationId: string, { anyway, brief }: Asking): Promise<void> => {
    // Asked when nobody has it, or it has not booted: its next boot or connection plans it again.
    if (closed || !links.mayBeAsked(stationId)) return;
    const station = await keeper.station(stationId);
    if (station === null || station.replacedBy !== null) return;
    if (!anyway && isFresh(station, clock.now())) return;
    const evses = station.evses.map(({ id, connectors }) => ({ id, connectorIds: connectors.map((one) => one.id) }));
    const beganMs = clock.now().getTime();
    const told = await links.readConfiguration(stationId, { evses, brief });
    const durationMs = clock.now().getTime() - beganMs;
    metrics.count('configuration_reads_total', { outcome: told.kind });
    switch (told.kind) {
      case 'told':
        await keeper.keep(stationId, told);
        log.info({ stationId, entries: told.entries.length, durationMs }, 'station.configuration_read');
        return;
      case 'refused':
        await keeper.failed(stationId, told.reason);
        log.info({ stationId, reason: told.reason, durationMs }, 'station.configuration_refused');
        return;
      case 'unanswered':
        // It went away, and perhaps came back: that is no silence.
        if (closed || planned.has(stationId) || !links.mayBeAsked(stationId)) return;
        log.info({ stationId, durationMs }, 'station.configuration_unanswered');
        // Once more, in small messages, and then not before it boots again.
        if (!brief) plan(stationId, AGAIN_MS * (1 + random()), { anyway: true, brief: true });
        await keeper.failed(stationId, NO_ANSWER);
    }
  };

  // Nothing waits for it, and nothing fails with it.
  const readQuietly = async (stationId: string, asking: Asking): Promise<void> => {
    try {
      await read(stationId, asking);
    } catch (error) {
      if (closed || isDomainError(error, 'station_offline')) return;
      metrics.count('configuration_reads_total', { outcome: 'failed' });
      log.warn({ stationId, err: error }, 'station.configuration_read_failed');
      if (!planned.has(stationId)) plan(stationId, AGAIN_MS * (1 + random()), asking);
    }
  };

  function plan(stationId: string, ms: number, asking: Asking): void {
    if (closed) return;
    forget(stationId);
    planned.set(
      stationId,
      clock.after(ms, () => {
        planned.delete(stationId);
        // What has just begun is as new as this would be.
        if (inHand.has(stationId)) return;
        pacing.run(stationId, () => {
          inHand.add(stationId);
          return readQuietly(stationId, asking).finally(() => inHand.delete(stationId));
        });
      }),
    );
  }

  const planLater = (stationId: string): void =>
    plan(stationId, afterMs * (1 + 2 * random()), { anyway: false, brief: false });

  return {
    layer: (inbox) => ({
      connected: async (stationId, protocol, admittedAs) => {
        await inbox.connected(stationId, protocol, admittedAs);
        planLater(stationId);
      },
      disconnected: (stationId, reason) => {
        forget(stationId);
        return inbox.disconnected(stationId, reason);
      },
      boot: async (boot) => {
        const answer = await inbox.boot(boot);
        if (answer.registration === 'accepted') planLater(boot.stationId);
        return answer;
      },
      learnt: (stationId, lesson) => {
        inbox.learnt(stationId, lesson);
        if (lesson.kind === 'configured') {
          plan(stationId, AFTER_SETTING_MS, { anyway: true, brief: false });
        }
      },
    }),
    close: () => {
      closed = true;
      pacing.close();
      for (const cancel of planned.values()) cancel();
      planned.clear();
    },
  };
};
