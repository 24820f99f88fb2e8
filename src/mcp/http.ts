/**
 * The Model Context Protocol at /mcp: streamable HTTP without sessions, so that any node answers any request. Each POST is
 * authorised by itself, and answered as JSON.
 *
 * @see https://modelcontextprotocol.io/specification/2025-11-25/basic/transports
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express';
import helmet from 'helmet';
import type { Caller } from '../domain/access.ts';
import { DomainError, isDomainError } from '../domain/error.ts';
import { readInTime } from '../services/body-time.ts';
import { challengeOf, resourceMetadataUrl } from '../services/challenge.ts';
import { admitRequest, type FaceDependencies } from '../services/face.ts';
import type { RecordStore } from '../services/ports/record-store.ts';
import { programHeaders } from '../services/program-headers.ts';
import type { Asker } from '../services/request-gate.ts';
import { createFaultOf } from './fault.ts';
import { refusalOfParams } from './params.ts';
import { createPrepared } from './prepared.ts';
import { createResources } from './resources.ts';
import { createServer } from './server.ts';
import type { CommandInputs, FaultShapes, Shapes } from './shapes.ts';
import { TOOLS } from './tools/tools.ts';

/** For requests to /mcp. The body must not have been read. */
export type McpHandler = (request: IncomingMessage, response: ServerResponse) => void;

const BODY_LIMIT = '256kb';

type Told = { readonly status: number; readonly code: string; readonly detail: string };

const httpStatusOf = (error: unknown): number | null =>
  error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : null;

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** On one machine a page of any port is its user's own. */
const isFromHere = (origin: string, own: URL): boolean => {
  if (!URL.canParse(origin)) return false;
  const { host, hostname } = new URL(origin);
  return host === own.host || (LOOPBACK.has(own.hostname) && LOOPBACK.has(hostname));
};

export type McpDependencies = FaceDependencies & {
  readonly shapes: Shapes;
  readonly faultShapes: FaultShapes;
  readonly commandInputs: CommandInputs;
  readonly store: Pick<RecordStore, 'record' | 'putRecord'>;
  readonly version: string;
};

export const createMcpHandler = (dependencies: McpDependencies): McpHandler => {
  const {
    services,
    shapes,
    faultShapes,
    commandInputs,
    store,
    requestGate,
    addressOf,
    log,
    metrics,
    clock,
    newId,
    publicUrl,
    version,
  } = dependencies;
  const url = `${publicUrl}/mcp`;
  const own = new URL(publicUrl);
  const prepared = createPrepared({ store, clock, newId });
  const faultOf = createFaultOf({ log, newId, pointerOf: faultShapes.pointerOf });
  const server = {
    tools: TOOLS,
    resources: createResources(),
    faultOf,
    told: ({ tool, outcome }: { readonly tool: string; readonly outcome: string }) =>
      metrics.count('mcp_tools_total', { tool, outcome }),
    version,
  };
  const callers = new WeakMap<Response, Caller>();
  const askerOf = (request: Request, response: Response): Asker => ({
    face: 'mcp',
    address: addressOf(request),
    caller: callers.get(response) ?? null,
  });

  /** A page of somebody else's must not speak to a gateway in its visitor's network (DNS rebinding). */
  const fromHere: RequestHandler = (request, _response, next) => {
    const origin = request.get('Origin');
    if (origin !== undefined && !isFromHere(origin, own)) {
      throw new DomainError('forbidden', { detail: 'Pages of other origins may not call /mcp.' });
    }
    next();
  };

  const door: RequestHandler = async (request, response, next) => {
    callers.set(response, await admitRequest(dependencies, { face: 'mcp', url, request, response }));
    next();
  };

  const read = express.json({ limit: BODY_LIMIT, type: 'application/json' });
  const body: RequestHandler = (request, response, next) => {
    const asker = askerOf(request, response);
    readInTime(dependencies, { request, response, asker, read: (done) => read(request, response, done) }, next);
  };

  const answer: RequestHandler = async (request, response) => {
    const caller = callers.get(response);
    if (caller === undefined) throw new DomainError('unauthorized');
    // The protocol has no batches any more: one message in one request.
    if (Array.isArray(request.body))
      throw new DomainError('invalid_request', { detail: 'One message in one request.' });
    const refusal = refusalOfParams(request.body);
    if (refusal !== null) {
      response.json(refusal);
      return;
    }
    const asker = askerOf(request, response);
    const leave = requestGate.enter(asker);
    response.once('close', leave);
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const use = {
      services,
      shapes,
      commandInputs,
      prepared,
      caller,
      signal: gone.signal,
      beginWaiting: () => {
        response.once('close', requestGate.wait(asker));
        leave();
      },
    };
    const protocol = createServer(server, use, { writes: request.query.access === 'write' });
    // No session: what a request needs is in its token and its body.
    const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
    response.once('close', () => void protocol.close());
    // Its callbacks may be undefined there, which exactOptionalPropertyTypes tells from absent.
    await protocol.connect(transport as unknown as Parameters<typeof protocol.connect>[0]);
    await transport.handleRequest(request, response, request.body);
  };

  const tell = (error: unknown): Told => {
    if (isDomainError(error))
      return { status: faultShapes.statusOf(error.code), code: error.code, detail: error.detail };
    const status = httpStatusOf(error);
    if (status !== null && status < 500) {
      const code = status === 413 ? 'payload_too_large' : 'invalid_request';
      return { status, code, detail: error instanceof Error ? error.message : code };
    }
    const { detail, request_id } = faultOf(error, 'none');
    return { status: 500, code: 'internal', detail: `${detail} ${request_id ?? ''}` };
  };

  const refuse: ErrorRequestHandler = (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const { status, code, detail } = tell(error);
    const { authorization } = request.headers;
    const metadata = resourceMetadataUrl(publicUrl, '/mcp');
    const challenge = isDomainError(error) ? challengeOf(error, { authorization, scopes: [], metadata }) : null;
    if (challenge !== null) response.set('WWW-Authenticate', challenge);
    if (isDomainError(error) && error.retryAfterS !== null) {
      response.set('Retry-After', String(Math.max(1, Math.ceil(error.retryAfterS))));
    }
    response
      .status(status)
      .json({ jsonrpc: '2.0', id: null, error: { code: -32000, message: detail, data: { code } } });
  };

  /** Nothing is sent unasked, and there is no session to end. */
  const otherMethods: RequestHandler = (_request, response) => {
    response
      .status(405)
      .set('Allow', 'POST')
      .json({ jsonrpc: '2.0', id: null, error: { code: -32000, message: 'Only POST is answered at /mcp.' } });
  };

  const app = express();
  app.disable('x-powered-by');
  app.use(helmet(programHeaders(publicUrl)));
  app.use((_request, response, next) => {
    response.set({ 'Cache-Control': 'no-store', 'X-Request-Id': newId() });
    next();
  });
  app.post('/mcp', fromHere, door, body, answer);
  app.all('/mcp', otherMethods);
  app.use(refuse);
  return (request, response) => {
    app(request, response);
  };
};
