/** From here on the world gets in: each path to its edge. */
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

const routed = ({ health, faces: { issuer, protectedResource, graphql, rest, mcp }, pages, cors, stations }: Edges) => {
  const handle: RequestHandler = (request, response) => {
    const path = pathOf(request);
    if (handleOperations(health, path, request, response) || cors.handle(request, response, path)) return;
    if (pages.handle(path, request, response)) return;
    if (issuer.owns(path)) {
      withoutOwnCors(request, response, path);
      issuer.handle(request, response);
    } else if (protectedResource.owns(path)) protectedResource.handle(request, response);
    else if (path === '/graphql' || path.startsWith('/graphql/')) graphql.handler(request, response);
    else if (path === '/mcp') mcp.handler(request, response);
    else if (path.startsWith('/ocpp/')) requireUpgrade(response);
    else rest.handler(request, response);
  };
  const upgrade: UpgradeHandler = (request, socket, head) => {
    const path = pathOf(request);
    if (path.startsWith('/ocpp/')) stations.handleUpgrade(request, socket, head);
    else if (path === '/graphql') graphql.handleUpgrade(request, socket, head);
    else refuseUpgrade(socket, '404 Not Found');
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
