/** Subscriptions (and whatever else) over WebSocket: graphql-transport-ws on the HTTP server's upgrade. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ExecutionArgs, ExecutionResult } from 'graphql';
import { CloseCode } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import type { YogaServerInstance } from 'graphql-yoga';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Caller, callerKey, type Origin } from '../domain/access.ts';
import { cutText } from '../domain/cut-text.ts';
import { DomainError, isDomainError } from '../domain/error.ts';
import type { Authenticate } from '../services/api/authenticate.ts';
import type { PersistedOperations } from '../services/api/persisted-operations.ts';
import type { Standing } from '../services/api/standing.ts';
import type { Clock } from '../services/ports/time.ts';
import type { AddressOf } from '../services/request-address.ts';
import type { RequestQuota } from '../services/request-quota.ts';
import type { Enter, GraphqlContext } from './context.ts';
import type { TellError } from './errors.ts';
import { operationText } from './persisted-operations.ts';

const LONGEST_TIMER_MS = 2_147_483_647;
const MOST_BYTES = 256 * 1024;
const MOST_UNREAD_BYTES = 4 * 1024 * 1024;
const MOST_OPERATIONS = 100;
/** Open sockets of one client (of an app: of one user). */
const MOST_SOCKETS = 500;
const INIT_WITHIN_MS = 10_000;
const CLOSE_WITHIN_MS = 2_000;

type Extra = { caller?: Caller; stopTimer?: () => void; stopWatching?: () => void; release?: () => void };
/** RFC 6455, 7.4, and its registry: clients come again, later. */
const TRY_AGAIN_LATER = 1013;
type Params = Readonly<Record<string, unknown>> | undefined;

/** RFC 6455, 5.5: at most 123 bytes. */
const reasonOf = ({ detail }: DomainError): string => cutText(detail.replaceAll(/[^\x20-\x7e]/g, ''), 123);

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
  standing,
  requestQuota,
  addressOf,
  entering,
  originOf,
  contextOf,
  persistedOperations,
  tellError,
  clock,
  url,
}: {
  readonly yoga: YogaServerInstance<Server, GraphqlContext>;
  readonly authenticate: Authenticate;
  readonly standing: Standing;
  readonly requestQuota: RequestQuota;
  readonly addressOf: AddressOf;
  readonly entering: (request: IncomingMessage) => Enter;
  readonly originOf: (request: IncomingMessage) => Origin;
  readonly contextOf: (identify: () => Promise<Caller>, enter: Enter) => GraphqlContext;
  readonly persistedOperations: Pick<PersistedOperations, 'documentFor'>;
  readonly tellError: TellError;
  readonly clock: Clock;
  readonly url: string;
}): WebSocketFace => {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_BYTES });

  const admit = (identify: () => Promise<Caller>, request: IncomingMessage): Promise<Caller> =>
    requestQuota.admit({ identify, address: addressOf(request), face: 'graphql' });

  const places = new Map<string, number>();
  /** The answer gives the place back, once. */
  const takePlace = (caller: Caller): (() => void) => {
    const key = callerKey(caller);
    const taken = places.get(key) ?? 0;
    if (taken >= MOST_SOCKETS) {
      throw new DomainError('rate_limited', { detail: `A client has at most ${MOST_SOCKETS} sockets open.` });
    }
    places.set(key, taken + 1);
    let given = false;
    return () => {
      if (given) return;
      given = true;
      const left = (places.get(key) ?? 1) - 1;
      if (left === 0) places.delete(key);
      else places.set(key, left);
    };
  };

  /**
   * 4403, which clients take as a reason to connect again, where that helps: with a new token, or to be told anew what
   * the client may do. Else 4401: it would only be refused again.
   */
  const end = ({ socket }: { readonly socket: Pick<WebSocket, 'close'> }, why: DomainError): void => {
    const isCurable = why.code !== 'unauthorized' || why.refusal?.ended === true;
    socket.close(isCurable ? CloseCode.Forbidden : CloseCode.Unauthorized, reasonOf(why));
  };

  const server = useServer<Record<string, unknown>, Extra>(
    {
      connectionInitWaitTimeout: INIT_WITHIN_MS,
      onConnect: async ({ connectionParams, extra }) => {
        const dpop = extra.request.headers.dpop;
        const identify = () =>
          authenticate({
            from: originOf(extra.request),
            authorization: authorizationOf(connectionParams, extra.request),
            url,
            method: 'GET',
            dpop: typeof dpop === 'string' ? dpop : null,
          });
        try {
          extra.caller = await admit(identify, extra.request);
          extra.release = takePlace(extra.caller);
        } catch (error) {
          if (!isDomainError(error)) throw error;
          if (error.code === 'rate_limited' || error.code === 'unavailable')
            extra.socket.close(TRY_AGAIN_LATER, reasonOf(error));
          else end(extra, error);
          return false;
        }
        // It has gone meanwhile, and onClose has been.
        if (extra.socket.readyState !== extra.socket.OPEN) {
          extra.release();
          return false;
        }
        const { expiresAt } = extra.caller;
        if (expiresAt !== undefined) {
          const leftMs = Math.max(0, expiresAt.getTime() - clock.now().getTime());
          extra.stopTimer = clock.after(Math.min(leftMs, LONGEST_TIMER_MS), () =>
            extra.socket.close(CloseCode.Forbidden, 'The access token has expired: get a new one.'),
          );
        }
        extra.stopWatching = standing.watch(extra.caller, (why) => end(extra, why));
        return true;
      },
      onClose: ({ extra }) => {
        extra.stopTimer?.();
        extra.stopWatching?.();
        extra.release?.();
      },
      onSubscribe: async (connection, _id, params) => {
        const { caller: connected, request } = connection.extra;
        if (connected === undefined) throw new Error('An operation came before the connection was let in.');
        let caller: Caller;
        try {
          // A socket may be open for hours: what it may do is asked for each operation.
          caller = await standing.now(connected);
          if (Object.keys(connection.subscriptions).length > MOST_OPERATIONS) {
            const detail = `A connection runs at most ${MOST_OPERATIONS} operations.`;
            throw new DomainError('rate_limited', { detail });
          }
          await admit(async () => caller, request);
        } catch (error) {
          if (isDomainError(error, 'unauthorized')) end(connection.extra, error);
          return [tellError(error)];
        }
        const from = originOf(request);
        const context = contextOf(async () => ({ ...caller, from }), entering(request));
        try {
          const query = (await operationText(persistedOperations, caller, params)) ?? params.query;
          const enveloped = yoga.getEnveloped({ ...context, params: { ...params, query } } as never);
          const document = enveloped.parse(query);
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
      execute: (args) =>
        (args.rootValue as { execute: (args: ExecutionArgs) => Promise<ExecutionResult> }).execute(args),
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
        // Each message, a ping too, has an answer: who asks on and reads none is not listened to until he does.
        open.on('message', () => {
          if (open.bufferedAmount > MOST_UNREAD_BYTES) open.pause();
        });
        socket.on('drain', () => open.resume());
        sockets.emit('connection', open, request);
      });
    },
    close: async () => {
      // Who does not answer the closing handshake would hold the stop for half a minute.
      const cut = setTimeout(() => {
        for (const open of sockets.clients) open.terminate();
      }, CLOSE_WITHIN_MS);
      await server.dispose();
      clearTimeout(cut);
    },
  };
};
