/** Errors as REST tells them: RFC 9457 problems, one table from every code to its status. */
import type { ErrorRequestHandler, Request, Response } from 'express';
import { outsidePointer } from '../domain/commands/outside.ts';
import { DomainError, ERROR_CODES, type ErrorCode, type FieldFault } from '../domain/error.ts';
import { challengeOf, resourceMetadataUrl } from '../services/challenge.ts';
import type { Log } from '../services/ports/observing.ts';
import { inOneLine, saidFaults } from './fault-words.ts';
import type { components } from './openapi.gen.ts';
import { matchedOf } from './request.ts';
import { snakeCase } from './snake-case.ts';

export type Problem = components['schemas']['Problem'];

/** status and title of each code. */
export const PROBLEMS: Record<ErrorCode, { readonly status: number; readonly title: string }> = {
  invalid_request: { status: 400, title: 'Invalid request' },
  unauthorized: { status: 401, title: 'Unauthorized' },
  insufficient_scope: { status: 403, title: 'Insufficient scope' },
  forbidden: { status: 403, title: 'Forbidden' },
  not_found: { status: 404, title: 'Not found' },
  conflict: { status: 409, title: 'Conflict' },
  idempotency_in_progress: { status: 409, title: 'First request still in work' },
  idempotency_mismatch: { status: 422, title: 'Idempotency key used with another request' },
  cool_down: { status: 429, title: 'Cooling down' },
  rate_limited: { status: 429, title: 'Too many requests' },
  token_not_valid: { status: 422, title: 'Token not valid' },
  connector_unavailable: { status: 409, title: 'Connector unavailable' },
  already_started: { status: 409, title: 'Already started' },
  session_ended: { status: 409, title: 'Session ended' },
  command_not_cancellable: { status: 409, title: 'Command not cancellable' },
  not_supported: { status: 422, title: 'Not supported' },
  station_offline: { status: 409, title: 'Station offline' },
  station_rejected: { status: 409, title: 'Station refused' },
  station_replaced: { status: 409, title: 'Station replaced' },
  station_error: { status: 502, title: 'Station error' },
  station_timeout: { status: 504, title: 'Station timed out' },
  effect_timeout: { status: 504, title: 'Effect not seen' },
  expired: { status: 409, title: 'Command expired' },
  outcome_unknown: { status: 502, title: 'Outcome unknown' },
  station_busy: { status: 503, title: 'Station busy' },
  operation_not_persisted: { status: 400, title: 'Operation not persisted' },
  payload_too_large: { status: 413, title: 'Payload too large' },
  request_timeout: { status: 408, title: 'Request timed out' },
  precondition_failed: { status: 412, title: 'Precondition failed' },
  unavailable: { status: 503, title: 'Unavailable' },
  internal: { status: 500, title: 'Internal error' },
};

/** What HTTP itself refuses has its own status, under the code of the nearest kind. */
const HTTP_FAULTS: Readonly<Record<number, { readonly code: ErrorCode; readonly title: string }>> = {
  400: { code: 'invalid_request', title: PROBLEMS.invalid_request.title },
  404: { code: 'not_found', title: PROBLEMS.not_found.title },
  405: { code: 'invalid_request', title: 'Method not allowed' },
  406: { code: 'invalid_request', title: 'Not acceptable' },
  413: { code: 'payload_too_large', title: PROBLEMS.payload_too_large.title },
  415: { code: 'invalid_request', title: 'Unsupported media type' },
};

/** What is said of a request as a whole, in words that help: by what the check says, or the reader of JSON. */
const inHelpfulWords = ({ status, message, headers, type }: HttpFault): string => {
  if (type === 'entity.parse.failed') return `The body is no JSON: ${message}`;
  if (status === 404 && message === 'not found') return 'There is no such path.';
  if (status === 405) return `${message}: this path takes ${headers?.Allow}.`;
  if (message === 'unsupported media type undefined') {
    return 'The request has no body, or does not say of what type it is: send JSON with Content-Type: application/json.';
  }
  return status === 415 ? `${message}: send JSON with Content-Type: application/json.` : message;
};

/** An answer names this many bad fields; a body may have twenty thousand. */
const MOST_FAULTS = 50;

type Told = {
  readonly code: ErrorCode;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
  readonly headers: Readonly<Record<string, string>>;
  /** What it is about. */
  readonly names?: Pick<Problem, 'session_id' | 'command_id'>;
};

/** Services point into a record in camelCase, request validation into what was sent; both come out as sent. */
export const toPointer = (pointer: string): string => outsidePointer(pointer).split('/').map(snakeCase).join('/');

/** Services find fault with what they were given, wherever it was in the request. pointer: by REST's names. */
const placeIn = (request: Request, pointer: string): string => {
  if (/^\/(query|path|header)\//.test(pointer)) return pointer;
  const [, name = ''] = pointer.split('/');
  if (name === 'idempotency_key') return '/header/idempotency-key';
  // An object's key is in the path, and no field of its body.
  if (Object.hasOwn(request.params, name) && pointer === `/${name}`) return `/path${pointer}`;
  // A read has no body: what services find at fault there (a cursor) was in the query.
  return request.method === 'GET' ? `/query${pointer}` : pointer;
};

const tellDomainError = (error: DomainError, request: Request, response: Response, publicUrl: string): Told => {
  const challenge = challengeOf(error, {
    authorization: request.headers.authorization,
    scopes: matchedOf(response)?.operation.scopes ?? [],
    metadata: resourceMetadataUrl(publicUrl, '/api/v1'),
  });
  const placed = (pointer: string) => placeIn(request, toPointer(pointer));
  return {
    ...PROBLEMS[error.code],
    code: error.code,
    detail: error.detail,
    errors: error.faults.map(({ pointer, detail }) => ({ pointer: placed(pointer), detail })),
    names: {
      ...(error.names.sessionId === undefined ? {} : { session_id: error.names.sessionId }),
      ...(error.names.commandId === undefined ? {} : { command_id: error.names.commandId }),
    },
    headers: {
      ...(challenge === null ? {} : { 'WWW-Authenticate': challenge }),
      ...(error.retryAfterS === null ? {} : { 'Retry-After': String(Math.max(1, Math.ceil(error.retryAfterS))) }),
    },
  };
};

/** A fault of the request that express, its body parser or the validator found; they tell it by status and headers. */
type HttpFault = {
  readonly status: number;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Of the reader of bodies. */
  readonly type?: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
};

const isHttpFault = (error: unknown): error is HttpFault =>
  error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status in HTTP_FAULTS;

/** ownPath: of the request, still encoded. */
const tellHttpFault = (fault: HttpFault, ownPath: string): Told => {
  const { code, title } = HTTP_FAULTS[fault.status] ?? { code: 'invalid_request', title: 'Invalid request' };
  // What is wrong with the path itself comes with the whole path; it has no part to point at.
  const bodily = fault.status === 400 ? (fault.errors ?? []).filter(({ path }) => path !== ownPath) : [];
  const errors = saidFaults(bodily);
  const [first] = errors;
  return {
    code,
    status: fault.status,
    title,
    detail: first === undefined ? inHelpfulWords(fault) : inOneLine(first),
    errors,
    headers: fault.headers ?? {},
  };
};

/** What stands for a code. */
const typeOf = (publicUrl: string, code: ErrorCode): string => `${publicUrl}/docs/errors/${code}`;

/** Why a part of a request was refused. at: where the part stands in what was sent. */
export const partProblem = (
  {
    code,
    detail,
    faults,
  }: { readonly code: ErrorCode; readonly detail: string; readonly faults: readonly FieldFault[] },
  publicUrl: string,
  at: string,
): components['schemas']['PartProblem'] => ({
  type: typeOf(publicUrl, code),
  ...PROBLEMS[code],
  detail,
  code,
  ...(faults.length === 0
    ? {}
    : {
        errors: faults.slice(0, MOST_FAULTS).map((fault) => ({
          pointer: `${at}${toPointer(fault.pointer)}`,
          detail: fault.detail,
        })),
      }),
});

/** The last middleware: whatever was thrown, as a problem. What is unknown is logged here, once. */
export const createProblemHandler =
  ({ log, publicUrl }: { readonly log: Log; readonly publicUrl: string }): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    const requestId = String(response.getHeader('X-Request-Id') ?? '');
    const tell = (): Told => {
      if (error instanceof DomainError) return tellDomainError(error, request, response, publicUrl);
      if (isHttpFault(error)) return tellHttpFault(error, request.path);
      log.error({ requestId, err: error, method: request.method, path: request.path }, 'rest.failed');
      return { ...PROBLEMS.internal, code: 'internal', detail: ERROR_CODES.internal, errors: [], headers: {} };
    };
    const { code, status, title, detail, errors, headers, names } = tell();
    // A stream that has begun can only break off.
    if (response.headersSent) return next(error);
    const problem: Problem = {
      type: typeOf(publicUrl, code),
      title,
      status,
      detail,
      code,
      instance: requestId,
      ...names,
      ...(errors.length === 0 ? {} : { errors: errors.slice(0, MOST_FAULTS).map((fault) => ({ ...fault })) }),
    };
    response.status(status).set(headers).type('application/problem+json').send(JSON.stringify(problem));
  };
