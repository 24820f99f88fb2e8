/** From here on the world gets in: each path to its edge. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StationServer } from '../ocpp/server/station-server.ts';
import type { Pages } from '../pages/face.ts';
import { type Cors, withoutOwnCors } from '../server/cors.ts';
import { type Health, handleOperations } from '../server/health.ts';
import {
  pathOf,
  type RequestHandler,
  refuseUpgrade,
  requireUpgrade,
  type UpgradeHandler,
} from '../server/http-server.ts';
import type { Faces } from './faces.ts';
import type { Parts } from './parts.ts';
import type { Ports } from './ports.ts';

export type Edges = {
  readonly health: Health;
  readonly faces: Faces;
  readonly pages: Pages;
  readonly cors: Cors;
  readonly stations: StationServer;
};

/** Answers what is its own; false: it is not. */
type Door = (edges: Edges, path: string, request: IncomingMessage, response: ServerResponse) => boolean;
/** The same of a WebSocket's handshake. */
type UpgradeDoor = (edges: Edges, path: string, ...how: Parameters<UpgradeHandler>) => boolean;

/** Asked in this order; the last one answers whatever is left. Who may reach what is in test/contracts/doors.test.ts. */
export const DOORS = {
  operations: ({ health }, path, request, response) => handleOperations(health, path, request, response),
  preflights: ({ cors }, path, request, response) => cors.handle(request, response, path),
  pages: ({ pages }, path, request, response) => pages.handle(path, request, response),
  issuer: ({ faces: { issuer } }, path, request, response) => {
    if (!issuer.owns(path)) return false;
    withoutOwnCors(request, response, path);
    issuer.handle(request, response);
    return true;
  },
  protectedResource: ({ faces: { protectedResource } }, path, request, response) => {
    if (!protectedResource.owns(path)) return false;
    protectedResource.handle(request, response);
    return true;
  },
  graphql: ({ faces: { graphql } }, path, request, response) => {
    if (path !== '/graphql' && !path.startsWith('/graphql/')) return false;
    graphql.handler(request, response);
    return true;
  },
  mcp: ({ faces: { mcp } }, path, request, response) => {
    if (path !== '/mcp') return false;
    mcp.handler(request, response);
    return true;
  },
  stations: (_edges, path, _request, response) => {
    if (!path.startsWith('/ocpp/')) return false;
    requireUpgrade(response);
    return true;
  },
  rest: ({ faces: { rest } }, _path, request, response) => {
    rest.handler(request, response);
    return true;
  },
} as const satisfies Readonly<Record<string, Door>>;

export const UPGRADE_DOORS = {
  stations: ({ stations }, path, ...how) => {
    if (!path.startsWith('/ocpp/')) return false;
    stations.handleUpgrade(...how);
    return true;
  },
  graphql: ({ faces: { graphql } }, path, ...how) => {
    if (path !== '/graphql') return false;
    graphql.handleUpgrade(...how);
    return true;
  },
} as const satisfies Readonly<Record<string, UpgradeDoor>>;

const routed = (edges: Edges) => {
  const doors: readonly Door[] = Object.values(DOORS);
  const upgradeDoors: readonly UpgradeDoor[] = Object.values(UPGRADE_DOORS);
  const handle: RequestHandler = (request, response) => {
    const path = pathOf(request);
    doors.some((open) => open(edges, path, request, response));
  };
  const upgrade: UpgradeHandler = (request, socket, head) => {
    const path = pathOf(request);
    if (!upgradeDoors.some((open) => open(edges, path, request, socket, head))) refuseUpgrade(socket, '404 Not Found');
  };
  return { handle, upgrade };
};

/** The stop lets nobody in any more, and does not wait for whoever is inside. */
export const startDoors = (parts: Parts, ports: Ports, edges: Edges): Promise<unknown> =>
  parts.start({
    name: 'doors',
    start: async () => {
      const { handle, upgrade } = routed(edges);
      await ports.http.serve(handle, upgrade);
      await ports.tls?.serve((_request, response) => response.writeHead(404).end(), edges.stations.handleUpgrade);
    },
    stop: () => {
      void ports.close();
    },
  });
