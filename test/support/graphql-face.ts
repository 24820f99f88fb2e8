/** GraphQL on a free port over memory services: HTTP, server-sent events and WebSocket. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { createGraphqlFace } from '../../src/graphql/face.ts';
import type { GraphqlLimits } from '../../src/graphql/limits.ts';
import { createFaceParts, type GateBounds } from './face-parts.ts';
import type { ManualClock } from './manual-clock.ts';
import type { MemoryServices } from './memory-services.ts';
import type { RecordedMetrics } from './recorded-metrics.ts';
import type { TestStanding } from './test-standing.ts';

// biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects and fails where it is not there
type Json = any;
export type GraphqlAnswer = { readonly status: number; readonly headers: Headers; readonly body: Json };
type Options = {
  readonly variables?: object;
  readonly token?: string | null;
  readonly accept?: string;
  readonly headers?: Record<string, string>;
};

export type GraphqlFaceUnderTest = MemoryServices & {
  readonly standing: TestStanding;
  readonly clock: ManualClock;
  readonly metrics: RecordedMetrics;
  readonly logged: { readonly fields: Record<string, unknown>; readonly message: string }[];
  readonly url: string;
  readonly run: (query: string, options?: Options) => Promise<GraphqlAnswer>;
  /** A client over WebSocket that does not try again. */
  readonly socket: (
    token?: string,
    closed?: (event: { readonly code: number; readonly reason: string }) => void,
  ) => Client;
  readonly closeFace: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export const startGraphqlFace = async ({
  requestsAMinute = null,
  gate = {},
  ...options
}: {
  readonly graphiql?: boolean;
  readonly limits?: GraphqlLimits;
  readonly requestsAMinute?: number | null;
  readonly gate?: GateBounds;
} = {}): Promise<GraphqlFaceUnderTest> => {
  const { memory, standing, clock, metrics, logged, dependencies } = createFaceParts(requestsAMinute, gate);
  const face = createGraphqlFace({
    ...dependencies,
    ...options,
  });
  const server = createServer(face.handler);
  server.on('upgrade', face.handleUpgrade);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/graphql`;
  const clients: Client[] = [];
  return {
    ...memory,
    standing,
    clock,
    metrics,
    logged,
    url,
    run: async (
      query,
      { variables, token = 'all', accept = 'application/graphql-response+json', headers = {} } = {},
    ) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept,
          ...headers,
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ query, variables }),
      });
      return { status: response.status, headers: response.headers, body: await response.json() };
    },
    socket: (token = 'all', closed = () => undefined) => {
      const client = createClient({
        url: `ws://127.0.0.1:${port}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams: { Authorization: `Bearer ${token}` },
        retryAttempts: 0,
        on: { closed: (event) => closed(event as { code: number; reason: string }) },
      });
      clients.push(client);
      return client;
    },
    closeFace: face.close,
    close: async () => {
      await Promise.all(clients.map((client) => client.dispose()));
      await face.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
