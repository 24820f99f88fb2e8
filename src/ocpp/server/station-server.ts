/** The one endpoint of all stations: handshakes, live connections, and the way out to them. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { DomainError, isDomainError } from '../../domain/error.ts';
import type { Station } from '../../domain/station.ts';
import { layered, type StationInbox } from '../../services/inbox.ts';
import type { FrameLog } from '../../services/messages/recorder.ts';
import type { Log, Metrics } from '../../services/ports/observing.ts';
import type { ConfigurationLinks, StationLinks } from '../../services/ports/station-links.ts';
import type { Clock, NewId } from '../../services/ports/time.ts';
import { withinTime } from '../../services/time-limit.ts';
import type { OcppProtocol } from '../protocol.ts';
import { StationConnection } from '../rpc/connection.ts';
import { createRpcEdge, type RpcEdge } from '../rpc/edge.ts';
import { createBootWatch } from './boot-watch.ts';
import { createHandshakes } from './handshake.ts';
import { measureLoad } from './load.ts';
import { DEFAULT_STATION_SERVER_OPTIONS, type StationServerOptions } from './options.ts';
import { sendOrder } from './orders.ts';
import { startPingSweep } from './ping-sweep.ts';
import { readConfiguration } from './read-configuration.ts';
import { createRegistry } from './registry.ts';
import { attachStation, closeWithoutProtocol, createSocketServer, type StationSocket } from './station-socket.ts';
import { chooseProtocol, edgeOf, noCommonVersion, offeredSubprotocols } from './subprotocols.ts';

/** Fewer than these are closed all at once. */
const LEAST_CLOSED_AT_ONCE = 50;
/** Over the first quarter of the time that the closing may take. */
const CLOSING_STEPS = 25;

/** RFC 6455, 7.4.1: policy violation. */
const REPLACED = { code: 1008, reason: 'replaced by a newer connection' } as const;

export type StationServer = StationLinks &
  ConfigurationLinks & {
    /** For the upgrade event of an HTTP or HTTPS server; answers every handshake, also one on another path. */
    readonly handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
    readonly connectedCount: () => number;
    /** Another node has a newer connection of the station: the one that is open here is closed. */
    readonly takenOver: (stationId: string) => void;
    /** A station's registration is accepted now. */
    readonly adopted: (stationId: string) => void;
    /** Closes every station with 1001 and turns new ones away; work in hand is finished, within closeWithinMs. */
    readonly close: () => Promise<void>;
  };

export type StationServerDependencies = {
  readonly inbox: StationInbox;
  /** Told of what goes over the sockets. */
  readonly frames: FrameLog;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly newId: NewId;
  readonly protocols: readonly OcppProtocol[];
  /** At least 0, less than 1; spreads what would otherwise come together. */
  readonly random: () => number;
};

/**
 * Throws when trustedProxy names something that is no address.
 * @see OCPP 2.0.1 Part 4, 3
 */
export const createStationServer = (
  { inbox, frames, clock, log, metrics, newId, protocols, random }: StationServerDependencies,
  overrides: Partial<StationServerOptions> = {},
): StationServer => {
  const options: StationServerOptions = { ...DEFAULT_STATION_SERVER_OPTIONS, ...overrides };
  const registry = createRegistry({ clock }, options);

  // A boot changes the same record as a connection does: both wait for their turn.
  const turnedInbox = layered(inbox, [
    (inner) => ({
      boot: (boot) =>
        registry.inTurn(boot.stationId, async () => {
          // A boot that waited until its station had left again must not follow its `disconnected`.
          if (registry.connection(boot.stationId) === null) throw new DomainError('station_offline');
          return inner.boot(boot);
        }),
    }),
  ]);
  const edges: ReadonlyMap<string, RpcEdge> = new Map(
    protocols.map((protocol) => [
      protocol.subprotocol,
      createRpcEdge({ inbox: turnedInbox, frames, clock, log, metrics, newId }, { protocol, limits: options }),
    ]),
  );
  const choose = (offered: Iterable<string>) => chooseProtocol(offered, edges)?.protocol.subprotocol ?? false;
  // ws settles the compression before the subprotocol, so there is a server for each.
  const plain = createSocketServer({ maxFrameBytes: options.maxFrameBytes, compression: false, choose });
  const compressing = createSocketServer({ maxFrameBytes: options.maxFrameBytes, compression: true, choose });

  const bootWatch = createBootWatch({ inbox, clock, log, newId, random }, options);

  /** Connections that the services have been told of. */
  const announced = new WeakSet<StationConnection>();
  let lastNumber = 0;
  let emptied: (() => void) | null = null;

  const left = (connection: StationConnection, code: number): void => {
    const { stationId } = connection;
    const reason = connection.endedBy(code);
    bootWatch.end(connection);
    connection.closed();
    log.info({ stationId, code, reason }, 'station.disconnected');
    if (!registry.remove(connection)) return;
    if (registry.size() === 0) emptied?.();
    registry
      .inTurn(stationId, async () => {
        if (registry.connection(stationId) === null) await inbox.disconnected(stationId, reason);
      })
      .catch((error: unknown) => log.error({ stationId, err: error }, 'station.disconnect_not_kept'));
  };

  const connect = async (socket: StationSocket, edge: RpcEdge, station: Station): Promise<void> => {
    const stationId = station.id;
    const { version } = edge.protocol;
    lastNumber += 1;
    const connection = new StationConnection(edge, socket, {
      stationId,
      number: lastNumber,
      // A reconnect without BootNotification is normal, and a station that never booted is asked to: boot-watch.ts.
      registration: station.registration,
      validation: station.validation,
      product:
        station.vendor === null
          ? null
          : { vendor: station.vendor, model: station.model, firmwareVersion: station.firmwareVersion },
      // OCPP 2.1: an id is unique for the identity over all its connections. Stations of older versions are known
      // to count from the start again on each connection.
      answers: version === '2.1' ? registry.answersOf(stationId) : null,
    });
    attachStation(socket, connection, left);
    const replaced = registry.put(connection);
    metrics.count('ocpp_connections_total', { outcome: replaced === null ? 'accepted' : 'replaced' });
    log.info({ stationId, version, replaced: replaced !== null }, 'station.connected');
    replaced?.close(REPLACED.code, REPLACED.reason);
    try {
      const told = registry.inTurn(stationId, () => {
        announced.add(connection);
        return inbox.connected(stationId, version, station);
      });
      await withinTime(clock, options.admissionTimeoutMs, told, () => {
        told.catch((error: unknown) => log.warn({ stationId, err: error }, 'station.connect_failed_late'));
      });
    } catch (error) {
      if (isDomainError(error, 'station_rejected')) {
        connection.close(1008, 'the rules for this station have changed');
        return;
      }
      log.error({ stationId, err: error }, 'station.connect_failed');
      connection.close(1011, 'internal error');
      return;
    }
    bootWatch.begin(connection, station.bootedAt === null);
    connection.start();
  };

  const open = async (request: IncomingMessage, socket: Duplex, head: Buffer, station: Station): Promise<void> => {
    const offered = offeredSubprotocols(request.headers['sec-websocket-protocol']);
    const edge =
      offered.length === 0 ? edgeOf(station.registeredProtocol ?? null, edges) : chooseProtocol(offered, edges);
    const server = edge?.protocol.compression === true ? compressing : plain;
    const upgraded: StationSocket[] = [];
    // Calls back before it returns, or has answered the handshake with an HTTP error itself.
    server.handleUpgrade(request, socket, head, (wire) => upgraded.push(wire));
    const wire = upgraded[0];
    if (wire === undefined) {
      metrics.count('ocpp_connections_total', { outcome: 'bad_handshake' });
      return;
    }
    if (edge === null) {
      metrics.count('ocpp_connections_total', { outcome: 'no_common_version' });
      const detail = noCommonVersion(offered, edges.keys());
      log.info({ stationId: station.id, offered }, 'station.no_common_version');
      inbox.problem({ stationId: station.id, kind: 'no_common_version', action: null, property: null, detail });
      closeWithoutProtocol(wire);
      return;
    }
    await connect(wire, edge, station);
  };

  const handshakes = createHandshakes({ inbox, clock, log, metrics, random }, options, open);

  const stopSweep = startPingSweep(
    { clock, intervalMs: options.pingIntervalMs },
    () => registry.connections(),
    () => registry.prune(),
  );
  metrics.gauge('stations_connected', () => registry.size());
  measureLoad({ metrics }, () => registry.connections(), [...edges.values()]);

  const pause = (ms: number): Promise<void> => new Promise((resolve) => clock.after(ms, resolve));

  const within = (ms: number, work: Promise<unknown>): Promise<void> =>
    new Promise((resolve, reject) => {
      const cancel = clock.after(ms, resolve);
      work.then(() => resolve(), reject).finally(cancel);
    });

  /** A few at a time: those who hear of it connect again at once, to this gateway's successor or to another node. */
  const closeAll = async (open: readonly StationConnection[]): Promise<void> => {
    const atOnce = Math.max(LEAST_CLOSED_AT_ONCE, Math.ceil(open.length / CLOSING_STEPS));
    for (let at = 0; at < open.length; at += atOnce) {
      if (at > 0) await pause(options.closeWithinMs / 4 / CLOSING_STEPS);
      for (const connection of open.slice(at, at + atOnce)) connection.close(1001, 'server going away');
    }
  };

  const close = async (): Promise<void> => {
    handshakes.stop();
    bootWatch.close();
    stopSweep();
    const open = [...registry.connections()];
    const empty = new Promise<void>((resolve) => {
      emptied = resolve;
      if (open.length === 0) resolve();
    });
    await within(options.closeWithinMs / 2, Promise.all([closeAll(open), empty]));
    for (const connection of registry.connections()) connection.terminate();
    const finished = empty
      .then(() => Promise.all(open.map((connection) => connection.idle())))
      .then(() => registry.settled());
    await within(options.closeWithinMs / 2, finished);
    plain.close();
    compressing.close();
  };

  return {
    handleUpgrade: handshakes.handleUpgrade,
    connectedCount: () => registry.size(),
    close,
    isConnected: (stationId) => registry.connection(stationId)?.open === true,
    isReady: (stationId, type) => {
      const connection = registry.connection(stationId);
      return connection?.open === true && connection.takes(type);
    },
    send: async (order) => {
      const connection = registry.connection(order.command.stationId);
      if (connection === null || !connection.open) throw new DomainError('station_offline');
      return sendOrder(connection, order);
    },
    mayBeAsked: (stationId) => {
      const connection = registry.connection(stationId);
      return connection?.open === true && connection.registration === 'accepted' && connection.holds === 'none';
    },
    readConfiguration: async (stationId, asked) => {
      const connection = registry.connection(stationId);
      if (connection === null || !connection.open) throw new DomainError('station_offline');
      return readConfiguration(connection, asked);
    },
    takenOver: (stationId) => {
      const connection = registry.connection(stationId);
      // One that nobody was told of yet is newer than what took the station: that meant the one before it.
      if (connection !== null && announced.has(connection)) connection.close(REPLACED.code, REPLACED.reason);
    },
    adopted: (stationId) => {
      const connection = registry.connection(stationId);
      if (connection !== null) bootWatch.adopt(connection);
    },
    disconnect: (stationId, code, reason) => {
      const connection = registry.connection(stationId);
      if (connection === null || !connection.open) return false;
      connection.close(code, reason);
      return true;
    },
  };
};
