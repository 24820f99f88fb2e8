/** GraphQL on one path: HTTP and server-sent events by yoga, WebSocket by graphql-ws. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { createYoga } from 'graphql-yoga';
import type { Caller } from '../domain/access.ts';
import type { Authenticate, Services } from '../services/api.ts';
import type { Clock, Log, Metrics, NewId } from '../services/ports.ts';
import { createContext, type GraphqlContext } from './context.ts';
import { createTellError } from './errors.ts';
import { DEFAULT_GRAPHQL_LIMITS, type GraphqlLimits } from './limits.ts';
import { useCounting, useLimits, useOwnCodes } from './plugins.ts';
import { createSchema } from './schema.ts';
import { createWebSocketFace } from './websocket.ts';

export type GraphqlFace = {
  /** For requests to /graphql. The body must not have been read. */
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void;
  /** For WebSocket upgrades to /graphql. */
  readonly handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Ends all subscriptions: sockets with 1001, streams with their last event. */
  readonly close: () => Promise<void>;
};

const MOST_BYTES = 256 * 1024;

/**
 * publicUrl: without a slash at its end. graphiql: whether a browser gets the explorer, served from here, at /graphql.
 * limits: what one operation may ask for.
 */
export const createGraphqlFace = ({
  services,
  authenticate,
  log,
  metrics,
  clock,
  newId,
  publicUrl,
  graphiql = false,
  limits = DEFAULT_GRAPHQL_LIMITS,
}: {
  readonly services: Services;
  readonly authenticate: Authenticate;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly publicUrl: string;
  readonly graphiql?: boolean;
  readonly limits?: GraphqlLimits;
}): GraphqlFace => {
  const url = `${publicUrl}/graphql`;
  const closing = new AbortController();
  const tellError = createTellError({ log, newId });
  const contextOf = (identify: () => Promise<Caller>): GraphqlContext =>
    createContext({ services, clock, closing: closing.signal, identify });

  const yoga = createYoga<Record<never, never>, GraphqlContext>({
    schema: createSchema(),
    context: (initial) => {
      // A WebSocket operation brings its own.
      if ('services' in initial) return initial as unknown as GraphqlContext;
      const { headers, method } = initial.request;
      return contextOf(() =>
        authenticate({ authorization: headers.get('authorization'), url, method, dpop: headers.get('dpop') }),
      );
    },
    graphqlEndpoint: '/graphql',
    graphiql: graphiql && { title: 'Voltgate GraphQL' },
    // 9 MB with all its assets: read when the first browser asks.
    renderGraphiQL: async (options) => (await import('@graphql-yoga/render-graphiql')).renderGraphiQL(options),
    landingPage: false,
    cors: false,
    multipart: false,
    batching: false,
    maxRequestBodySize: MOST_BYTES,
    logging: false,
    maskedErrors: { maskError: (error) => tellError(error) },
    plugins: [useLimits(limits), useCounting(metrics), useOwnCodes(tellError)],
  });

  const webSocket = createWebSocketFace({ yoga, authenticate, contextOf, tellError, clock, url });

  let closed: Promise<void> | undefined;

  return {
    handler: (request, response) => {
      // Yoga answers its own failures; what is left is a connection that has gone.
      void Promise.resolve(yoga.handle(request, response)).catch((error: unknown) => {
        log.error({ err: error }, 'graphql.unanswered');
        response.destroy();
      });
    },
    handleUpgrade: webSocket.handleUpgrade,
    close: () => {
      closing.abort();
      closed ??= webSocket.close().then(() => yoga.dispose());
      return closed;
    },
  };
};
