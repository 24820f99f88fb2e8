/** The one port: takes connections, and hands each request to the face whose path it names. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions, type Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

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
  response.writeHead(426, { upgrade: 'websocket', connection: 'Upgrade', 'content-type': 'text/plain' });
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

const CLOSE_IDLE_EVERY_MS = 50;
/** Requests that are still in work then, and connections that never asked anything, are cut. */
const CLOSE_WITHIN_MS = 4_000;

export type OpenServer = {
  readonly port: number;
  /** From now on requests and upgrades go here; before, they get 503. */
  readonly serve: (handle: RequestHandler, upgrade: UpgradeHandler) => void;
  /** Takes no more connections, lets requests in work end, closes what is idle, and cuts the rest after 4 s. */
  readonly close: () => Promise<void>;
};

const wire = (server: Server | TlsServer, port: number): OpenServer => {
  let handle: RequestHandler = (_request, response) => response.writeHead(503, { 'retry-after': '1' }).end();
  let upgrade: UpgradeHandler = (_request, socket) => refuseUpgrade(socket, '503 Service Unavailable');
  server.on('request', (request, response) => handle(request, response));
  server.on('upgrade', (request, socket, head) => upgrade(request, socket, head));
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else
      refuseUpgrade(
        socket,
        error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request',
      );
  });
  return {
    port,
    serve: (nextHandle, nextUpgrade) => {
      handle = nextHandle;
      upgrade = nextUpgrade;
    },
    close: () =>
      new Promise((resolve) => {
        // A connection is kept alive behind its last request: look again until none is left.
        const idle = setInterval(() => server.closeIdleConnections(), CLOSE_IDLE_EVERY_MS);
        const all = setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS);
        server.close(() => {
          clearInterval(idle);
          clearTimeout(all);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
};

/** Opens the port at once, so that its number is known while the rest is put together. */
export const openHttpServer = async (host: string, port: number): Promise<OpenServer> => {
  const server = createServer({ keepAliveTimeout: 65_000, ...PATIENCE });
  return wire(server, await listening(server, port, host));
};

export const openTlsServer = async (host: string, port: number, options: ServerOptions): Promise<OpenServer> => {
  const server = createTlsServer({ minVersion: 'TLSv1.2', ...PATIENCE, ...options });
  return wire(server, await listening(server, port, host));
};
