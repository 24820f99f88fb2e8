/** The composition: reads from the ports and the store outwards, in the order of the start; the stop goes backwards. */

import { startBackends } from './backends/start.ts';
import type { Config } from './config.ts';
import type { Scope } from './domain/access.ts';
import { GRAPHQL_STATUS } from './graphql/errors.ts';
import type { AdminCredentials } from './oauth/admin-client.ts';
import { PASSWORD_COST, type PasswordCost } from './oauth/passwords.ts';
import { systemClock } from './observe/clock.ts';
import { createIds } from './observe/ids.ts';
import { createLog } from './observe/log.ts';
import { createMetrics } from './observe/metrics.ts';
import { timedCommitter } from './observe/timed-committer.ts';
import { v16 } from './ocpp/v16/index.ts';
import { v21 } from './ocpp/v21/index.ts';
import { v201 } from './ocpp/v201/index.ts';
import { createOutbound, DEFAULT_OUTBOUND_OPTIONS } from './outbound/outbound.ts';
import { createResolve } from './outbound/resolve.ts';
import { createPages } from './pages/face.ts';
import { startDoors } from './parts/doors.ts';
import { startFaces } from './parts/faces.ts';
import { readOfferedScopes } from './parts/offered-scopes.ts';
import { createParts, type Parts } from './parts/parts.ts';
import { startPorts } from './parts/ports.ts';
import { startServices } from './parts/services.ts';
import { createSimulate, ownStationsUrl } from './parts/simulate.ts';
import { createLateLinks } from './parts/station-links.ts';
import { startStations } from './parts/stations.ts';
import { subscribers } from './parts/subscribers.ts';
import { startWork } from './parts/work.ts';
import { PROBLEMS } from './rest/problem.ts';
import { createCors } from './server/cors.ts';
import { isReady } from './server/health.ts';
import type { Services } from './services/api/services.ts';
import { createChores } from './services/chores.ts';
import { createCommitter } from './services/commit.ts';
import { startCounting } from './services/counting.ts';
import { createDeliveries } from './services/deliveries/deliveries.ts';
import { createDeliveryRetention } from './services/deliveries/retention.ts';
import { createJobs } from './services/jobs.ts';
import { createMessageRecorder, NO_FRAME_LOG } from './services/messages/recorder.ts';
import { createMessageRetention } from './services/messages/retention.ts';
import { ensureDefaultParty } from './services/parties/default-party.ts';
import type { Log } from './services/ports/observing.ts';
import type { Clock } from './services/ports/time.ts';
import { createRetention } from './services/retention.ts';
import { DataFolderError } from './store/sqlite/data-folder-error.ts';
import { VERSION } from './version.ts';

export { DataFolderError };

const PROTOCOLS = [v16, v201, v21];

export type Gateway = {
  /** PUBLIC_URL, or http://localhost:PORT. */
  readonly url: string;
  readonly port: number;
  readonly tlsPort: number | null;
  readonly services: Services;
  readonly adminClient: AdminCredentials;
  /** Those that open something. */
  readonly offeredScopes: readonly Scope[];
  /** Does at once what the first requests would otherwise wait for; for a process that has just started. Never rejects. */
  readonly warmUp: () => Promise<void>;
  /** Stations closed with 1001, work in hand finished, everything stored. */
  readonly close: () => Promise<void>;
};

/** What tests and the demo set themselves. */
export type GatewayOverrides = { readonly clock?: Clock; readonly log?: Log; readonly passwordCost?: PasswordCost };

/** Throws DataFolderError, and what the port, the files or the store say when they cannot be had. */
export const startGateway = async (config: Config, overrides: GatewayOverrides = {}): Promise<Gateway> => {
  const log = overrides.log ?? createLog({ level: config.logLevel });
  const parts = createParts({ log });
  try {
    return await compose(parts, config, {
      log,
      clock: overrides.clock ?? systemClock,
      passwordCost: overrides.passwordCost ?? PASSWORD_COST,
    });
  } catch (error) {
    // What fails to stop is logged; why the start failed is what matters.
    await parts.stop().catch(() => undefined);
    throw error;
  }
};

const compose = async (
  parts: Parts,
  config: Config,
  { log, clock, passwordCost }: Required<GatewayOverrides>,
): Promise<Gateway> => {
  const metrics = createMetrics({ strict: false });
  const newId = createIds(clock);
  const common = { config, clock, newId, log, metrics };

  const ports = await startPorts(parts, config, { clock, metrics });
  const publicUrl = config.publicUrl ?? `http://localhost:${ports.http.port}`;

  const backends = await startBackends(parts, common);
  const { store, queue, bus, ownEvents, owners, locks } = backends;
  const outbound = await parts.start({
    name: 'outbound',
    // Deadlines of the network are real time.
    start: () =>
      createOutbound(
        { resolve: createResolve(), clock: systemClock, log, metrics },
        { ...DEFAULT_OUTBOUND_OPTIONS, ...config.outbound },
      ),
    stop: ({ close }) => close(),
  });
  // The last requests may still read and write: the store waits for them.
  await parts.start({ name: 'requests in hand', start: () => undefined, stop: ports.close });

  const { messageLogDays } = config;
  const frames =
    messageLogDays === null
      ? { ...NO_FRAME_LOG, flush: async () => undefined }
      : await parts.start({
          name: 'message log',
          // Frames come and go in real time.
          start: () => createMessageRecorder({ store: backends.messageLog, clock: systemClock, newId, log, metrics }),
          stop: ({ close }) => close(),
        });

  // The services.
  const committer = createCommitter({ store: timedCommitter(store, metrics), bus });
  const jobs = createJobs({ queue, clock, log, metrics });
  const defaultParty = await ensureDefaultParty({ store, clock }, config.defaultParty);
  const links = createLateLinks({ owners });
  // With no subscriber it does nothing.
  const deliveries = await parts.start({
    name: 'deliveries',
    start: async () => {
      const deliveries = createDeliveries({
        store: backends.deliveryStore,
        events: store,
        bus,
        locks,
        clock,
        leaseClock: systemClock,
        log,
        metrics,
      });
      for (const subscriber of subscribers()) await deliveries.add(subscriber);
      return deliveries;
    },
    stop: ({ close }) => close(),
  });
  const offeredScopes = readOfferedScopes();
  const services = await startServices(parts, {
    ...common,
    simulate: createSimulate(ownStationsUrl(config.host, ports.http.port)),
    offeredScopes,
    backends,
    defaultParty,
    committer,
    jobs,
    recorder: frames,
    deliveries,
    outbound,
    publicUrl,
    links,
    protocols: PROTOCOLS,
  });
  await parts.start({
    name: 'counting',
    start: () => startCounting({ store, bus, ownEvents, metrics }),
    stop: (stopCounting) => stopCounting(),
  });
  await parts.start({
    name: 'webhooks',
    start: services.webhooks.start,
    stop: services.webhooks.stop,
  });
  const mending = {
    recoverStations: services.stations.recover,
    recoverCommands: services.commands.recover,
    requeue: services.commands.requeue,
    stillHere: services.stations.stillHere,
    takenOver: links.takenOver,
  };
  await startWork(parts, { backends, jobs, mending });

  // The edges.
  const stations = await startStations(parts, {
    ...common,
    frames,
    services,
    links,
    protocols: PROTOCOLS,
    bus: backends.bus,
  });
  const faces = await startFaces(parts, {
    ...common,
    offeredScopes,
    backends,
    outbound,
    services: services.api,
    publicUrl,
    committer,
    passwordCost,
  });
  const health = { checks: { gateway: async () => links.isOpen(), ...backends.checks }, metrics: metrics.text };
  const pages = createPages({
    publicUrl,
    version: VERSION,
    graphiql: config.graphiql,
    statuses: { rest: PROBLEMS, graphql: GRAPHQL_STATUS },
    isReady: () => isReady(health),
    log,
  });
  await startDoors(parts, ports, { health, faces, pages, cors: createCors(config.corsOrigins), stations });
  await parts.start({
    name: 'sandboxes',
    start: () => services.sandboxRunner.start(),
    stop: () => services.sandboxRunner.close(),
  });

  await parts.start({
    name: 'chores',
    start: () => {
      const chores = createChores({ locks, clock: systemClock, log, metrics, random: Math.random }, [
        createRetention({ store, auditDays: config.auditRetentionDays, clock, log }),
        createDeliveryRetention({ store: backends.deliveryStore, clock }),
        // When the log is off, what it holds goes all the same.
        createMessageRetention({ store: backends.messageLog, clock, days: messageLogDays ?? 0 }),
        ...services.stations.chores,
        ...faces.chores,
        ...backends.chores(mending),
      ]);
      chores.start();
      return chores;
    },
    stop: ({ stop }) => stop(),
  });

  const { http, tls } = ports;
  log.info({ url: publicUrl, port: http.port, tlsPort: tls?.port ?? null, dataDir: config.dataDir }, 'gateway.started');
  return {
    url: publicUrl,
    port: http.port,
    tlsPort: tls?.port ?? null,
    services: services.api,
    adminClient: faces.adminClient,
    offeredScopes,
    warmUp: () =>
      faces.graphql
        .warmUp()
        .then(faces.rest.warmUp)
        .catch((error: unknown) => log.error({ err: error }, 'gateway.warm_up_failed')),
    close: async () => {
      links.shut();
      await parts.stop();
      log.info({}, 'gateway.stopped');
    },
  };
};
