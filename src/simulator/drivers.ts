/** Drivers who come, charge for a while and go, at random. */
import type { SimulatorClock } from './clock.ts';
import type { VirtualStation } from './station.ts';

type Options = {
  readonly clock: SimulatorClock;
  readonly random: () => number;
  readonly tags: readonly string[];
  /** About how long a driver waits before he comes again, and how long he stays. */
  readonly pauseMs: number;
  readonly stayMs: number;
};

/** Keeps drivers coming to a station until the answer is called. */
export const sendDrivers = (station: VirtualStation, options: Options): (() => void) => {
  const { clock, random, tags } = options;
  let ended = false;
  let cancel: () => void = () => undefined;
  const around = (ms: number) => ms * (0.5 + random());
  const later = (ms: number, task: () => Promise<void>) => {
    if (ended) return;
    cancel = clock.after(around(ms), () => {
      // A driver who meets a closed station comes again later.
      task().catch(() => later(options.pauseMs, arrive));
    });
  };

  const arrive = async () => {
    const connector = station.connectors.find(({ session, vehicle }) => session === null && vehicle === null);
    const tag = tags[Math.floor(random() * tags.length)];
    if (connector === undefined || tag === undefined || !station.online()) {
      later(options.pauseMs, arrive);
      return;
    }
    if (random() < 0.5) {
      station.plugIn(connector.id);
      await station.presentTag(tag, connector.id);
    } else {
      await station.presentTag(tag, connector.id);
      station.plugIn(connector.id);
    }
    later(options.stayMs, () => leave(connector.id, tag));
  };

  const leave = async (connectorId: number, tag: string) => {
    const session = station.connectors.find(({ id }) => id === connectorId)?.session ?? null;
    if (session?.idTag === tag) await station.presentTag(tag, connectorId);
    station.unplug(connectorId);
    later(options.pauseMs, arrive);
  };

  later(options.pauseMs, arrive);
  return () => {
    ended = true;
    cancel();
  };
};
