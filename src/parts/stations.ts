/** The stations' edge: their server, and what is done beside a station's message. */
import type { Config } from '../config.ts';
import { systemClock } from '../observe/clock.ts';
import type { OcppProtocol } from '../ocpp/protocol.ts';
import { createStationServer, type StationServer } from '../ocpp/server/station-server.ts';
import { layered } from '../services/inbox.ts';
import type { FrameLog } from '../services/messages/recorder.ts';
import type { EventBus } from '../services/ports/event-bus.ts';
import type { Log, Metrics } from '../services/ports/observing.ts';
import type { Clock, NewId } from '../services/ports/time.ts';
import { readConfigurations } from '../services/read-configurations.ts';
import { wakeCommands } from '../services/wake-commands.ts';
import type { Parts } from './parts.ts';
import type { ServicesPart } from './services.ts';
import type { LateLinks } from './station-links.ts';

/** How long the stop waits for what stations were asked before, so that their answers are not lost with their sockets. */
const ANSWERS_MS = 2_000;

/** Who ends the process measures real time. */
const withinRealTime = async (ms: number, work: Promise<void>): Promise<void> => {
  let cancel = (): void => undefined;
  const late = new Promise<void>((resolve) => {
    cancel = systemClock.after(ms, resolve);
  });
  await Promise.race([work, late]).finally(cancel);
};

/** At the stop every station is closed with 1001. */
export const startStations = async (
  parts: Parts,
  {
    config,
    services: { commands, stations },
    links,
    protocols,
    bus,
    ...surroundings
  }: {
    readonly config: Config;
    readonly services: ServicesPart;
    readonly links: LateLinks;
    readonly protocols: readonly OcppProtocol[];
    readonly bus: Pick<EventBus, 'subscribe'>;
    readonly frames: FrameLog;
    readonly clock: Clock;
    readonly newId: NewId;
    readonly log: Log;
    readonly metrics: Metrics;
  },
): Promise<StationServer> => {
  const common = { ...surroundings, random: Math.random };
  const waking = await parts.start({
    name: 'waking',
    start: () => wakeCommands({ stationReady: commands.stationReady, ...common }),
    stop: ({ close }) => close(),
  });
  const { configurationAfterS } = config;
  const reading =
    configurationAfterS === null
      ? null
      : await parts.start({
          name: 'configuration reading',
          start: () =>
            readConfigurations({ links, keeper: stations.abilities, afterMs: configurationAfterS * 1000, ...common }),
          stop: ({ close }) => close(),
        });
  const server = await parts.start({
    name: 'stations',
    start: () => {
      const { trustedProxy, bootWaitMs } = config;
      const server = createStationServer(
        {
          inbox: layered(stations.inbox, [commands.layer, waking.layer, ...(reading === null ? [] : [reading.layer])]),
          protocols,
          ...common,
        },
        {
          bootWaitMs,
          trustedProxy:
            trustedProxy === null
              ? null
              : { addresses: trustedProxy.addresses, clientSubjectHeader: trustedProxy.clientCertHeader },
        },
      );
      links.serve(server);
      return server;
    },
    stop: async (server) => {
      await withinRealTime(ANSWERS_MS, commands.answersIn());
      await server.close();
    },
  });
  await parts.start({
    name: 'adoptions',
    start: () =>
      bus.subscribe((event) => {
        if (event.type === 'station.updated' && event.data.station.registration === 'accepted')
          server.adopted(event.objectId);
      }),
    stop: (stopWatching) => stopWatching(),
  });
  return server;
};
