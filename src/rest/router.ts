/** REST on one router: /api/v1/… by the description in openapi/, and its reference at /docs. */
import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import helmet from 'helmet';
import { DomainError } from '../domain/error.ts';
import { readInTime } from '../services/body-time.ts';
import { admitRequest, type FaceDependencies } from '../services/face.ts';
import type { Metrics } from '../services/ports/observing.ts';
import type { NewId } from '../services/ports/time.ts';
import { programHeaders } from '../services/program-headers.ts';
import type { Asker } from '../services/request-gate.ts';
import { accountRoutes } from './account.ts';
import { auditLogRoutes } from './audit-log.ts';
import { clientRoutes } from './client.ts';
import { commandRoutes } from './command.ts';
import { type CommandInputs, createCommandInputs } from './command-inputs.ts';
import { createDeprecations } from './deprecation.ts';
import { type DescribedOperation, readDescription } from './description.ts';
import { eventRoutes } from './event-log.ts';
import { evseRoutes } from './evse.ts';
import { locationRoutes } from './location.ts';
import { messageRoutes } from './message.ts';
import { meterPublicKeyRoutes } from './meter-public-key.ts';
import { outageRoutes } from './outage.ts';
import { partyRoutes } from './party.ts';
import { persistedOperationRoutes } from './persisted-operation.ts';
import { createProblemHandler } from './problem.ts';
import { quarantinedMessageRoutes } from './quarantined-message.ts';
import { createReferenceRouter } from './reference.ts';
import { callerOf, matchedOf, type Routes, route, setCaller, setWaiting } from './request.ts';
import { sandboxRoutes } from './sandbox.ts';
import { sessionRoutes } from './session.ts';
import { stationRoutes } from './station.ts';
import { stationConfigurationRoutes } from './station-configuration.ts';
import { stationTemplateRoutes } from './station-template.ts';
import { tokenRoutes } from './token.ts';
import { traceRoutes } from './trace.ts';
import { createValidation } from './validation.ts';
import { webhookRoutes } from './webhook.ts';

const BODY_LIMIT = '256kb';

export type RestDependencies = FaceDependencies & {
  /** Aborts when the gateway stops: streams end then. */
  readonly closing: AbortSignal;
};

/** Every route by its operationId in the description. */
export const createRoutes = (dependencies: RestDependencies): Routes => ({
  ...clientRoutes(dependencies),
  ...accountRoutes(dependencies),
  ...locationRoutes(dependencies),
  ...stationRoutes(dependencies),
  ...evseRoutes(dependencies),
  ...stationTemplateRoutes(dependencies),
  ...messageRoutes(dependencies),
  ...outageRoutes(dependencies),
  ...meterPublicKeyRoutes(dependencies),
  ...quarantinedMessageRoutes(dependencies),
  ...stationConfigurationRoutes(dependencies),
  ...sessionRoutes(dependencies),
  ...traceRoutes(dependencies),
  ...commandRoutes(dependencies),
  ...tokenRoutes(dependencies),
  ...eventRoutes(dependencies),
  ...partyRoutes(dependencies),
  ...persistedOperationRoutes(dependencies),
  ...sandboxRoutes(dependencies),
  ...auditLogRoutes(dependencies),
  ...webhookRoutes(dependencies),
});

const createHeaders =
  (newId: NewId): RequestHandler =>
  (_request, response, next) => {
    response.set({ 'X-Request-Id': newId(), 'Cache-Control': 'private, no-cache', Vary: 'Authorization' });
    next();
  };

const createCounting =
  (metrics: Metrics): RequestHandler =>
  (request, response, next) => {
    const startedMs = performance.now();
    response.once('close', () => {
      const labels = { method: request.method, route: matchedOf(response)?.operation.path ?? 'unknown' };
      metrics.count('http_requests_total', { ...labels, status: String(response.statusCode) });
      metrics.observe('http_request_seconds', (performance.now() - startedMs) / 1000, labels);
    });
    next();
  };

type Gate = Pick<RestDependencies, 'requestGate' | 'addressOf' | 'clock'>;

const askerOf = ({ addressOf }: Gate, request: Request, response: Response): Asker => ({
  face: 'rest',
  address: addressOf(request),
  caller: callerOf(response),
});

const readBody = (limit: string): RequestHandler =>
  express.json({ limit, type: ['application/json', 'application/merge-patch+json'] });

/** A body that is not there in time is a 408, whatever comes of it later. Operations can allow larger ones than others. */
const createBody = (gate: Gate, operations: readonly DescribedOperation[]): RequestHandler => {
  const readUsual = readBody(BODY_LIMIT);
  const readLarge = new Map(
    operations.flatMap(({ method, path, bodyLimit }) =>
      bodyLimit === null ? [] : [[`${method.toUpperCase()} ${path}`, readBody(bodyLimit)]],
    ),
  );
  const read: RequestHandler = (request, response, next) => {
    const path = request.originalUrl.split('?', 1)[0]?.toLowerCase().replace(/\/$/, '');
    (readLarge.get(`${request.method} ${path}`) ?? readUsual)(request, response, next);
  };
  return (request, response, next) => {
    const asker = askerOf(gate, request, response);
    readInTime(gate, { request, response, asker, read: (done) => read(request, response, done) }, next);
  };
};

/** Taken when all of the request is here. A stream is in work for hours, and bounded by itself. */
const createPlaces =
  (gate: Gate): RequestHandler =>
  (request, response, next) => {
    if (!request.path.endsWith('/stream')) {
      const asker = askerOf(gate, request, response);
      const leave = gate.requestGate.enter(asker);
      response.once('close', leave);
      setWaiting(response, () => {
        response.once('close', gate.requestGate.wait(asker));
        leave();
      });
    }
    next();
  };

const createDoor =
  (dependencies: RestDependencies): RequestHandler =>
  async (request, response, next) => {
    const url = `${dependencies.publicUrl}${request.originalUrl.split('?', 1)[0]}`;
    setCaller(response, await admitRequest(dependencies, { face: 'rest', url, request, response }));
    next();
  };

/** RFC 9110 9.3.2: HEAD is GET without the body, which Node leaves out by itself. A stream has no end to head for. */
const headAsGet: RequestHandler = (request, _response, next) => {
  if (request.method === 'HEAD' && !request.path.endsWith('/stream')) request.method = 'GET';
  next();
};

const nothingHere: RequestHandler = () => {
  throw new DomainError('not_found', { detail: 'There is no such path.' });
};

/** Routes by their operationId. Throws an Error unless each operation has one, and each route an operation. */
const handlersOf = (operations: readonly DescribedOperation[], routes: Routes): ReadonlyMap<string, RequestHandler> => {
  const described = new Set(operations.map(({ operationId }) => operationId));
  for (const operationId of Object.keys(routes)) {
    if (!described.has(operationId))
      throw new Error(`There is a route ${operationId}, but openapi/ does not describe it.`);
  }
  return new Map(
    operations.map(({ operationId }) => {
      const handle = routes[operationId];
      if (handle === undefined) throw new Error(`openapi/ describes ${operationId}, but no route does it.`);
      return [operationId, route(handle)];
    }),
  );
};

/** Mount it at the root: its paths are /api/v1/… and /docs. Bodies must not have been read. */
export const createRestRouter = (
  dependencies: RestDependencies,
): { readonly router: Router; readonly warmUp: () => Promise<void>; readonly commandInputs: CommandInputs } => {
  const { log, metrics, newId, publicUrl } = dependencies;
  const validation = createValidation(readDescription());
  const { operations } = validation;
  const handlers = handlersOf(operations, createRoutes(dependencies));
  /** The check has found the operation: express need not look for its path again. */
  const dispatch: RequestHandler = (request, response, next) => {
    const matched = matchedOf(response);
    const handle = handlers.get(matched?.operation.operationId ?? '');
    if (matched === null || handle === undefined) return next();
    request.params = { ...matched.params };
    handle(request, response, next);
  };

  const api = Router();
  api.use(
    headAsGet,
    helmet(programHeaders(publicUrl)),
    createHeaders(newId),
    createCounting(metrics),
    createDoor(dependencies),
    createBody(dependencies, operations),
    createPlaces(dependencies),
    validation.handler,
    createDeprecations(operations),
    dispatch,
    nothingHere,
    createProblemHandler({ log, publicUrl }),
  );

  const router = Router();
  router.use((request, response, next) => {
    if (request.path === '/api/v1' || request.path.startsWith('/api/v1/')) api(request, response, next);
    else next();
  });
  router.use(createReferenceRouter({ publicUrl }));
  router.use(createHeaders(newId), nothingHere, createProblemHandler({ log, publicUrl }));
  return { router, warmUp: validation.warmUp, commandInputs: createCommandInputs(validation) };
};
