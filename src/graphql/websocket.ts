/** Subscriptions (and whatever else) over WebSocket: graphql-transport-ws on the HTTP server's upgrade. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ExecutionArgs, GraphQLError } from 'graphql';
import { CloseCode } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import type { YogaServerInstance } from 'graphql-yoga';
import { WebSocketServer } from 'ws';
import type { Caller } from '../domain/access.ts';
import { type ErrorCode, isDomainError } from '../domain/error.ts';
import type { Authenticate } from '../services/api.ts';
import type { Clock } from '../services/ports.ts';
import type { GraphqlContext } from './context.ts';
import type { TellError } from './errors.ts';

const LONGEST_TIMER_MS = 2_147_483_647;
const MOST_BYTES = 256 * 1024;
const MOST_OPERATIONS = 100;
const INIT_WITHIN_MS = 10_000;

type Extra = { caller?: Caller; stopTimer?: () => void };
type Params = Readonly<Record<string, unknown>> | undefined;

/** From connection_init or, for clients that can set them, the request's headers. */
const authorizationOf = (params: Params, request: IncomingMessage): string | null => {
  const value = params?.Authorization ?? params?.authorization ?? request.headers.authorization;
  return typeof value === 'string' ? value : null;
};

export type WebSocketFace = {
  readonly handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly close: () => Promise<void>;
};

/** url: what a DPoP proof must name. */
export const createWebSocketFace = <Server extends Record<string, unknown>>({
  yoga,
  authenticate,
  contextOf,
  tellError,
  clock,
  url,
}: {
  readonly yoga: YogaServerInstance<Server, GraphqlContext>;
  readonly authenticate: Authenticate;
  readonly contextOf: (identify: () => Promise<Caller>) => GraphqlContext;
  readonly tellError: TellError;
  readonly clock: Clock;
  readonly url: string;
}): WebSocketFace => {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_BYTES });

  const server = useServer<Record<string, unknown>, Extra>(
    {
      connectionInitWaitTimeout: INIT_WITHIN_MS,
      onConnect: async ({ connectionParams, extra }) => {
        const dpop = extra.request.headers.dpop;
        try {
          extra.caller = await authenticate({
            authorization: authorizationOf(connectionParams, extra.request),
            url,
            method: 'GET',
            dpop: typeof dpop === 'string' ? dpop : null,
          });
        } catch (error) {
          // false closes with 4403: the protocol's word for a connection that is not let in.
          if (isDomainError(error, 'unauthorized')) return false;
          throw error;
        }
        const { expiresAt } = extra.caller;
        if (expiresAt !== undefined) {
          const leftMs = Math.max(0, expiresAt.getTime() - clock.now().getTime());
          // 4403 rather than 4401: clients take it as a reason to connect again, with a new token.
          extra.stopTimer = clock.after(Math.min(leftMs, LONGEST_TIMER_MS), () =>
            extra.socket.close(CloseCode.Forbidden, 'The access token ended'),
          );
        }
        return true;
      },
      onClose: ({ extra }) => extra.stopTimer?.(),
      onSubscribe: async (connection, _id, params) => {
        if (Object.keys(connection.subscriptions).length > MOST_OPERATIONS) {
          const code: ErrorCode = 'rate_limited';
          return [
            new GraphQLError(`A connection runs at most ${MOST_OPERATIONS} operations.`, { extensions: { code } }),
          ];
        }
        const { caller } = connection.extra;
        if (caller === undefined) throw new Error('An operation came before the connection was let in.');
        const context = contextOf(async () => caller);
        const enveloped = yoga.getEnveloped({ ...context, params } as never);
        try {
          const document = enveloped.parse(params.query);
          const errors = enveloped.validate(enveloped.schema, document);
          if (errors.length > 0) return errors.map(tellError);
          const args: ExecutionArgs = {
            schema: enveloped.schema,
            document,
            operationName: params.operationName ?? null,
            variableValues: params.variables ?? {},
            contextValue: await enveloped.contextFactory(),
            rootValue: { execute: enveloped.execute, subscribe: enveloped.subscribe },
          };
          return args;
        } catch (error) {
          return [tellError(error)];
        }
      },
      execute: (args) => (args.rootValue as { execute: (args: ExecutionArgs) => never }).execute(args),
      subscribe: (args) => (args.rootValue as { subscribe: (args: ExecutionArgs) => never }).subscribe(args),
      // An error that ends a running subscription.
      onError: (_connection, _id, _payload, errors) => errors.map((error) => tellError(error).toJSON()),
      isProd: true,
    },
    sockets,
  );

  return {
    handleUpgrade: (request, socket, head) => {
      sockets.handleUpgrade(request, socket, head, (open) => {
        sockets.emit('connection', open, request);
      });
    },
    close: async () => {
      await server.dispose();
    },
  };
};
