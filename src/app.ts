/** The composition: the only file that may import everything. Reads from the store outwards, in the order of the start. */

import type { Backends } from './backends/backends.ts';
import { openEmbedded } from './backends/embedded.ts';
import type { Config } from './config.ts';
import { DomainError } from './domain/error.ts';
import { createGraphqlFace } from './graphql/face.ts';
import { ensureAdminClient } from './oauth/admin-client.ts';
import { hashClientSecret } from './oauth/client-secret.ts';
import { createIssuer } from './oauth/issuer.ts';
import { createAuthenticate } from './oauth/resource-server.ts';
import { embeddedIssuer, outsideIssuer } from './oauth/trusted-issuers.ts';
import { systemClock } from './observe/clock.ts';
import { createIds } from './observe/ids.ts';
import { createLog } from './observe/log.ts';
import { createMetrics } from './observe/metrics.ts';
import { timedCommitter } from './observe/timed-committer.ts';
import { createStationServer, type StationServer } from './ocpp/server/station-server.ts';
import { v16 } from './ocpp/v16/index.ts';
import { v21 } from './ocpp/v21/index.ts';
import { v201 } from './ocpp/v201/index.ts';
import { createOutbound, DEFAULT_OUTBOUND_OPTIONS } from './outbound/outbound.ts';
import { createResolve } from './outbound/resolve.ts';
import { timeLimited } from './queue/time-limited.ts';
import { createRestFace } from './rest/face.ts';
import { handleOperations } from './server/health.ts';
import { openHttpServer, openTlsServer, pathOf, refuseUpgrade, requireUpgrade } from './server/http-server.ts';
import { readTlsFiles } from './server/tls-files.ts';
import type { Services } from './services/api/services.ts';
import { createClients } from './services/clients.ts';
import { createCommandServices } from './services/commands/commands.ts';
import { createCommitter } from './services/commit.ts';
import { startCounting } from './services/counting.ts';
import { createIdempotency } from './services/idempotency.ts';
import type { Log } from './services/ports/observing.ts';
import type { StationLinks } from './services/ports/station-links.ts';
import type { Clock } from './services/ports/time.ts';
import { createRequestGate } from './services/request-gate.ts';
import { createRequestQuota } from './services/request-quota.ts';
import { startRetention } from './services/retention.ts';
import { createStationSide, DEFAULT_STATION_SIDE_OPTIONS } from './services/station-side.ts';
import { wakeCommands } from './services/wake-commands.ts';
import { DataFolderError } from './store/sqlite/folder-lock.ts';

export { DataFolderError };

const PROTOCOLS = [v16, v201, v21];

/** How long the close waits for what stations were asked before, so that their answers are not lost with their sockets. */
const ANSWERS_CLOSE_MS = 2_000;
/** How long running jobs may take at the close; the rest of ten seconds is for stations and requests. */
const QUEUE_CLOSE_MS = 3_000;

export type Gateway = {
  /** PUBLIC_URL, or http://localhost:PORT. */
  readonly url: string;
  readonly port: number;
  readonly tlsPort: number | null;
  readonly services: Services;
  readonly adminClient: { readonly clientId: string; readonly clientSecret: string };
  /** Does at once what the first requests would otherwise wait for; for a process that has just started. Never rejects. */
  readonly warmUp: () => Promise<void>;
  /** Stations closed with 1001, work in hand finished, everything stored. */
  readonly close: () => Promise<void>;
};

/** What tests and the demo set themselves. */
export type GatewayOverrides = { readonly clock?: Clock; readonly log?: Log };

/** What a start has taken, and gives back in reverse order when it fails. */
type Taken = (() => unknown)[];

/** Throws DataFolderError, and what the port, the files or the store say when they cannot be had. */
export const startGateway = async (config: Config, overrides: GatewayOverrides = {}): Promise<Gateway> => {
  const taken: Taken = [];
  try {
    return await compose(config, overrides, taken);
  } catch (error) {
    for (const giveBack of taken.reverse()) await giveBack();
    throw error;
  }
};

const openBackends = async (surroundings: Parameters<typeof openEmbedded>[0]): Promise<Backends> => {
  if (surroundings.config.services === null) return openEmbedded(surroundings);
  // Its drivers take a third of a second to load: only who uses them waits for that.
  const { openShared } = await import('./backends/shared.ts');
  return openShared(surroundings, surroundings.config.services);
};

const compose = async (config: Config, overrides: GatewayOverrides, taken: Taken): Promise<Gateway> => {
  const log = overrides.log ?? createLog({ level: config.logLevel });
  const clock = overrides.clock ?? systemClock;
  const metrics = createMetrics({ strict: false });
  const newId = createIds(clock);
  const http = await openHttpServer(config.host, config.port, { clock, metrics });
  taken.push(http.close);
  const tls =
    config.tls === null
      ? null
      : await openTlsServer(config.host, config.tls.port, await readTlsFiles(config.tls), { clock, metrics });
  if (tls !== null) taken.push(tls.close);
  metrics.gauge('http_connections', () => http.stats().connections + (tls?.stats().connections ?? 0));
  metrics.gauge('http_unread_bytes', () => http.stats().unreadBytes + (tls?.stats().unreadBytes ?? 0));
  const publicUrl = config.publicUrl ?? `http://localhost:${http.port}`;

  const backends = await openBackends({ config, clock, log, metrics, newId, taken });
  const { store, queue, bus, ownEvents, foreignEvents, owners, locks } = backends;
  const committer = createCommitter({ store: timedCommitter(store, metrics), bus });

  // Deadlines of the network are real time.
  const outbound = createOutbound(
    { resolve: createResolve(), clock: systemClock, log, metrics },
    { ...DEFAULT_OUTBOUND_OPTIONS, ...config.outbound },
  );
  taken.push(outbound.close);

  // The services. Commands need the way to the stations, and stations' news need the commands.
  let stationServer: StationServer;
  let open = true;
  const links: StationLinks = {
    isConnected: (stationId) => stationServer.isConnected(stationId),
    // Whoever could not renew its lease sends nothing: others may have the station by now.
    isReady: (stationId, type) => open && owners.isLeased() && stationServer.isReady(stationId, type),
    send: async (order) => {
      // It waits for the station's next connection, here or at another node.
      if (!open) throw new DomainError('station_offline');
      return stationServer.send(order);
    },
    disconnect: (stationId, code, reason) => stationServer.disconnect(stationId, code, reason),
  };
  const commands = createCommandServices({
    store,
    committer,
    queue,
    links,
    owners,
    bus,
    ownEvents,
    idempotency: createIdempotency({ store, clock }),
    supports: (protocol, type) =>
      PROTOCOLS.some((known) => known.version === protocol && known.outbound[type] !== undefined),
    clock,
    newId,
    log,
    metrics,
  });
  const {
    inbox,
    recover,
    stillHere,
    idle,
    close: closeStationSide,
    ...readable
  } = createStationSide({
    store,
    committer,
    bus,
    foreignEvents,
    owners,
    links,
    effects: commands.effects,
    lateAnswer: commands.lateAnswer,
    clock,
    newId,
    random: Math.random,
    log,
    metrics,
    options: { ...DEFAULT_STATION_SIDE_OPTIONS, unknownStations: config.unknownStations },
  });
  const services: Services = {
    locations: readable.locations,
    stations: readable.stations,
    tokens: readable.tokens,
    sessions: readable.sessions,
    events: readable.events,
    commands: commands.api,
    clients: createClients({ store, committer, clock, hashSecret: hashClientSecret }),
  };

  // The edges.
  const waking = wakeCommands({
    inbox,
    stationReady: commands.stationReady,
    clock,
    log,
    metrics,
    random: Math.random,
  });
  const { trustedProxy } = config;
  stationServer = createStationServer(
    { inbox: waking.inbox, clock, log, metrics, newId, protocols: PROTOCOLS, random: Math.random },
    trustedProxy === null
      ? {}
      : { trustedProxy: { addresses: trustedProxy.addresses, clientSubjectHeader: trustedProxy.clientCertHeader } },
  );
  // OAuth's times are in tokens that others check: they follow the real clock.
  const adminClient = await ensureAdminClient(
    { store, clock, log },
    { dataDir: config.dataDir, clientId: config.adminClientId, clientSecret: config.adminClientSecret },
  );
  const requestGate = createRequestGate({ metrics });
  const issuer = await createIssuer({ store, clock: systemClock, newId, log, requestGate, publicUrl });
  const outsideIssuers = config.oauthIssuers.map((url) =>
    outsideIssuer({ clock, outbound: outbound.trusting([new URL(url).hostname]) }, url),
  );
  const authenticate = createAuthenticate({
    issuers: [embeddedIssuer(issuer.url, issuer.keys), ...outsideIssuers],
    store,
    clock,
    metrics,
    audience: publicUrl,
    onceOnly: backends.onceOnly,
  });
  const requestQuota = createRequestQuota({
    limiter: config.rateLimit === 0 ? null : backends.rateLimiter({ quota: config.rateLimit, windowS: 60 }),
    metrics,
  });
  const face = { services, authenticate, requestQuota, requestGate, log, metrics, clock, newId, publicUrl };
  const graphql = createGraphqlFace({ ...face, graphiql: true });
  const rest = createRestFace(face);

  // From here on the world gets in.
  const stopCounting = await startCounting({ store, bus, ownEvents, metrics });
  const stopMending = await backends.begin({
    handlers: timeLimited(commands.handlers, { clock, log, metrics }),
    recoverStations: recover,
    recoverCommands: commands.recover,
    requeue: commands.requeue,
    stillHere,
    takenOver: (stationId) => stationServer.takenOver(stationId),
  });
  const stopRetention = startRetention({ store, locks, clock, log });

  const health = {
    checks: {
      gateway: async () => open,
      ...backends.checks,
    },
    metrics: metrics.text,
  };
  await http.serve(
    (request, response) => {
      const path = pathOf(request);
      if (handleOperations(health, path, request, response)) return;
      if (issuer.owns(path)) issuer.handle(request, response);
      else if (path === '/graphql') graphql.handler(request, response);
      else if (path.startsWith('/ocpp/')) requireUpgrade(response);
      else rest.handler(request, response);
    },
    (request, socket, head) => {
      const path = pathOf(request);
      if (path.startsWith('/ocpp/')) stationServer.handleUpgrade(request, socket, head);
      else if (path === '/graphql') graphql.handleUpgrade(request, socket, head);
      else refuseUpgrade(socket, '404 Not Found');
    },
  );
  await tls?.serve(
    (_request, response) => response.writeHead(404).end(),
    (request, socket, head) => stationServer.handleUpgrade(request, socket, head),
  );
  log.info({ url: publicUrl, port: http.port, tlsPort: tls?.port ?? null, dataDir: config.dataDir }, 'gateway.started');

  const closeStations = async (): Promise<void> => {
    let cancel = (): void => undefined;
    const late = new Promise<void>((resolve) => {
      // Who ends the process measures real time.
      cancel = systemClock.after(ANSWERS_CLOSE_MS, resolve);
    });
    await Promise.race([commands.answersIn(), late]).finally(cancel);
    await stationServer.close();
  };

  const close = async (): Promise<void> => {
    open = false;
    await stopMending();
    stopRetention();
    const closed = Promise.all([http.close(), tls?.close()]);
    await Promise.all([closeStations(), graphql.close(), rest.close()]);
    waking.close();
    await queue.close(QUEUE_CLOSE_MS);
    commands.close();
    closeStationSide();
    stopCounting();
    await idle();
    await closed;
    await outbound.close();
    await backends.close();
    log.info({}, 'gateway.stopped');
  };

  return {
    url: publicUrl,
    port: http.port,
    tlsPort: tls?.port ?? null,
    services,
    adminClient,
    warmUp: () =>
      graphql
        .warmUp()
        .then(rest.warmUp)
        .catch((error: unknown) => log.error({ err: error }, 'gateway.warm_up_failed')),
    close,
  };
};
