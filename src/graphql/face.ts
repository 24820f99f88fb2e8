/** GraphQL on one path: HTTP and server-sent events by yoga, WebSocket by graphql-ws. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { DocumentNode } from 'graphql';
import { createYoga } from 'graphql-yoga';
import type { Caller, Origin } from '../domain/access.ts';
import { DomainError, isDomainError } from '../domain/error.ts';
import { holdToBodyTime } from '../services/body-time.ts';
import { resourceMetadataUrl } from '../services/challenge.ts';
import { admitRequest, type FaceDependencies } from '../services/face.ts';
import type { Asker } from '../services/request-gate.ts';
import { saidOf } from '../services/request-origin.ts';
import { createContext, type Enter, type GraphqlContext } from './context.ts';
import { createDocumentCache } from './document-cache.ts';
import { createTellError } from './errors.ts';
import { useEventIds } from './event-ids.ts';
import { createGraphiql } from './graphiql.ts';
import { DEFAULT_GRAPHQL_LIMITS, type GraphqlLimits } from './limits.ts';
import { usePersistedOperations } from './persisted-operations.ts';
import { useCounting, useJsonOnly, useLimits, useOwnCodes, usePlaces } from './plugins.ts';
import { busyTeller, refuse } from './refusal.ts';
import { createSchema } from './schema.ts';
import { useSharedResults } from './shared-results.ts';
import { createWebSocketFace } from './websocket.ts';

export type GraphqlFace = {
  /** For requests to /graphql. The body must not have been read. */
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void;
  /** For WebSocket upgrades to /graphql. */
  readonly handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Prepares what the first request would otherwise wait for. */
  readonly warmUp: () => Promise<void>;
  /** Ends all subscriptions: sockets with 1001, streams with their last event. */
  readonly close: () => Promise<void>;
};

const MOST_BYTES = 256 * 1024;

const SAFE_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  // An answer depends on who asks and how; no shared cache may mix them.
  Vary: 'Authorization, Accept',
} as const;

/**
 * publicUrl: without a slash at its end. graphiql: whether a browser gets the explorer, served from here, at /graphql.
 * limits: what one operation may ask for.
 */
export const createGraphqlFace = (
  dependencies: FaceDependencies & { readonly graphiql?: boolean; readonly limits?: GraphqlLimits },
): GraphqlFace => {
  const {
    services,
    authenticate,
    standing,
    requestQuota,
    requestGate,
    addressOf,
    log,
    metrics,
    clock,
    newId,
    publicUrl,
  } = dependencies;
  const { graphiql = false, limits = DEFAULT_GRAPHQL_LIMITS } = dependencies;
  const url = `${publicUrl}/graphql`;
  const closing = new AbortController();
  const tellError = createTellError({ log, newId, metadata: resourceMetadataUrl(publicUrl, '/graphql') });
  const tellBusy = busyTeller(tellError);
  const askerOf = (request: IncomingMessage, caller: Caller | null): Asker => ({
    face: 'graphql',
    address: addressOf(request),
    caller,
  });
  /** Each operation is a request of its own, also of those that come over one socket. */
  const originOf = (request: IncomingMessage): Origin => ({
    face: 'graphql',
    address: addressOf(request),
    requestId: newId(),
    ...saidOf(request.headers),
  });
  const entering =
    (request: IncomingMessage): Enter =>
    (caller) =>
      requestGate.enter(askerOf(request, caller));
  const contextOf = (
    identify: () => Promise<Caller>,
    enter: Enter,
    traceparent: string | null = null,
    lastEventId: string | null = null,
  ): GraphqlContext =>
    createContext({ services, standing, clock, closing: closing.signal, identify, enter, traceparent, lastEventId });

  const documentCache = createDocumentCache<DocumentNode>();
  const errorCache = createDocumentCache<Error>();
  metrics.gauge('graphql_documents_remembered', () => documentCache.size() + errorCache.size());

  const yoga = createYoga<{ identify: () => Promise<Caller>; enter: Enter }, GraphqlContext>({
    schema: createSchema(),
    context: (initial) => {
      // A WebSocket operation brings its own.
      if ('services' in initial) return initial as unknown as GraphqlContext;
      const { headers } = initial.request;
      return contextOf(initial.identify, initial.enter, headers.get('traceparent'), headers.get('last-event-id'));
    },
    graphqlEndpoint: '/graphql',
    graphiql: false,
    landingPage: false,
    cors: false,
    multipart: false,
    batching: false,
    extraParamNames: ['documentId'],
    maxRequestBodySize: MOST_BYTES,
    logging: false,
    parserAndValidationCache: { documentCache, errorCache, validationCache: true },
    maskedErrors: { maskError: (error) => tellError(error) },
    plugins: [
      useJsonOnly(),
      usePersistedOperations(services.persistedOperations, tellError),
      useSharedResults(),
      useLimits(limits),
      useCounting(metrics),
      useOwnCodes(tellError),
      useEventIds(),
      usePlaces(tellBusy),
    ],
  });

  const webSocket = createWebSocketFace({
    yoga,
    authenticate,
    standing,
    requestQuota,
    addressOf,
    entering,
    originOf,
    contextOf,
    persistedOperations: services.persistedOperations,
    tellError,
    clock,
    url,
  });

  const explorer = graphiql ? createGraphiql({ log }) : null;
  let closed: Promise<void> | undefined;

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.setHeaders(new Map(Object.entries(SAFE_HEADERS)));
    if (explorer?.handle(request, response) === true) return;
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('X-Request-Id', newId());
    const caller = admitRequest(dependencies, { face: 'graphql', url, request, response });
    // Reading the schema needs no token: a refused one is told by the first field that asks who calls.
    const [known, error] = await caller.then(
      (who) => [who, null] as const,
      (reason: unknown) => [null, reason] as const,
    );
    if (isDomainError(error, 'rate_limited')) {
      refuse(request, response, tellError(error));
      return;
    }
    try {
      holdToBodyTime(
        { clock, requestGate },
        {
          request,
          response,
          asker: askerOf(request, known),
          late: () => {
            response.setHeader('Connection', 'close');
            refuse(request, response, tellError(new DomainError('request_timeout')));
          },
        },
      );
    } catch (busy) {
      refuse(request, response, tellBusy(busy));
      return;
    }
    await yoga.handle(request, response, { identify: () => caller, enter: entering(request) });
  };

  return {
    handler: (request, response) => {
      // Yoga answers its own failures; what is left is a connection that has gone.
      void handle(request, response).catch((error: unknown) => {
        log.error({ err: error }, 'graphql.unanswered');
        response.destroy();
      });
    },
    handleUpgrade: webSocket.handleUpgrade,
    warmUp: async () => {
      const body = JSON.stringify({ query: '{ __typename }' });
      const headers = { 'content-type': 'application/json' };
      const nobody = { identify: () => Promise.reject(new Error('nobody')), enter: () => () => undefined };
      await yoga.fetch(url, { method: 'POST', headers, body }, nobody);
    },
    close: () => {
      closing.abort();
      closed ??= webSocket.close().then(() => yoga.dispose());
      return closed;
    },
  };
};
