/** The one port: takes connections, and hands each request to the face whose path it names. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions, Server as TlsServer } from 'node:https';
import { type AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Metrics } from '../services/ports/observing.ts';
import type { Clock } from '../services/ports/time.ts';
import { watchSlowReaders } from './slow-readers.ts';

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void;
export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** The path without its query, as sent: still percent-encoded, so that nothing here can throw. */
export const pathOf = (request: IncomingMessage): string => (request.url ?? '/').split('?', 1)[0] ?? '/';

/** Refuses an upgrade that nobody serves. */
export const refuseUpgrade = (socket: Duplex, status: string): void => {
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};

/** Answers a plain request where only WebSockets are served (RFC 9110, 15.5.22). */
export const requireUpgrade = (response: ServerResponse): void => {
  // Without `close` here the connection would outlive a request that asked for its end.
  response.writeHead(426, { upgrade: 'websocket', connection: 'Upgrade, close', 'content-type': 'text/plain' });
  response.end('Stations connect here with OCPP over WebSocket.\n');
};

const listening = (server: Server | TlsServer, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });

/** How long a client may take for its head and for its whole request; behind it, a stream may take hours. */
const PATIENCE = { headersTimeout: 20_000, requestTimeout: 60_000, connectionsCheckingInterval: 5_000 } as const;

/** Who has not done its TLS handshake by then is cut. */
const TLS_HANDSHAKE_MS = 20_000;
/** Connections of one port, stations' included; more are closed as soon as they are accepted. */
const MOST_CONNECTIONS = 50_000;

const CLOSE_IDLE_EVERY_MS = 50;
/** Requests that are still in work then, and connections that never asked anything, are cut. */
const CLOSE_WITHIN_MS = 4_000;

export type OpenServer = {
  readonly port: number;
  /**
   * From now on requests and upgrades go here. Before, a port that was named takes no connections, so that whoever
   * stands in front of several gateways passes this one over; one of the system's choice answers 503.
   */
  readonly serve: (handle: RequestHandler, upgrade: UpgradeHandler) => Promise<void>;
  readonly stats: () => { readonly connections: number; readonly unreadBytes: number };
  /** Takes no more connections, lets requests in work end, closes what is idle, and cuts the rest after 4 s. */
  readonly close: () => Promise<void>;
};

/** What HTTP says of a request that cannot be read; the others are 400. */
const UNREADABLE: Readonly<Record<string, string>> = {
  // RFC 9110, 15.5.9: also a connection on which nothing was asked at all.
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Content Too Large',
};

export type HttpServerParts = {
  readonly clock: Clock;
  readonly metrics: Metrics;
  /** Real time, for it is Node that looks; default PATIENCE. */
  readonly patience?: { readonly [K in keyof typeof PATIENCE]: number };
  /** Default 50,000. */
  readonly mostConnections?: number;
};

const wire = async (
  server: Server | TlsServer,
  { host, port: named }: { readonly host: string; readonly port: number },
  { clock, metrics }: HttpServerParts,
): Promise<OpenServer> => {
  // Opened at once, for one that is taken or not ours to open must end the start before it has begun anything.
  const port = await listening(server, named, host);
  if (named !== 0) await new Promise((resolve) => server.close(resolve));
  const slowReaders = watchSlowReaders({ clock, metrics });
  let connections = 0;
  // One listener for all sockets.
  const countOut = (): void => {
    connections -= 1;
  };
  server.on('connection', (socket) => {
    connections += 1;
    socket.on('close', countOut);
  });
  // Of a TLS connection, the socket that is written to is another one than the wire's.
  server.on(server instanceof TlsServer ? 'secureConnection' : 'connection', slowReaders.watch);
  server.on('drop', () => metrics.count('http_connections_cut_total', { reason: 'too_many' }));
  let handle: RequestHandler = (_request, response) => response.writeHead(503, { 'retry-after': '1' }).end();
  let upgrade: UpgradeHandler = (_request, socket) => refuseUpgrade(socket, '503 Service Unavailable');
  server.on('request', (request, response) => handle(request, response));
  server.on('upgrade', (request, socket, head) => {
    // Stations have a sweep of their own, by what OCPP asks of them.
    if (socket instanceof Socket && pathOf(request).startsWith('/ocpp/')) slowReaders.leave(socket);
    upgrade(request, socket, head);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    // Whoever has gone gets no answer, and is no fault of ours.
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else refuseUpgrade(socket, UNREADABLE[error.code ?? ''] ?? '400 Bad Request');
  });
  return {
    port,
    serve: async (nextHandle, nextUpgrade) => {
      handle = nextHandle;
      upgrade = nextUpgrade;
      if (!server.listening) await listening(server, port, host);
    },
    stats: () => ({ connections, unreadBytes: slowReaders.unreadBytes() }),
    close: () =>
      new Promise((resolve) => {
        // A connection is kept alive behind its last request: look again until none is left.
        const idle = setInterval(() => server.closeIdleConnections(), CLOSE_IDLE_EVERY_MS);
        const all = setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS);
        server.close(() => {
          clearInterval(idle);
          clearTimeout(all);
          slowReaders.stop();
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
};

/** port: 0 for one of the system's choice. Rejects when it cannot be had. */
export const openHttpServer = async (host: string, port: number, parts: HttpServerParts): Promise<OpenServer> => {
  const server = createServer({ keepAliveTimeout: 65_000, ...(parts.patience ?? PATIENCE) });
  server.maxConnections = parts.mostConnections ?? MOST_CONNECTIONS;
  return wire(server, { host, port }, parts);
};

export const openTlsServer = async (
  host: string,
  port: number,
  options: ServerOptions,
  parts: HttpServerParts,
): Promise<OpenServer> => {
  const patience = { ...(parts.patience ?? PATIENCE), handshakeTimeout: TLS_HANDSHAKE_MS };
  const server = createTlsServer({ minVersion: 'TLSv1.2', ...patience, ...options });
  server.maxConnections = parts.mostConnections ?? MOST_CONNECTIONS;
  return wire(server, { host, port }, parts);
};
