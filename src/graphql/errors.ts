/** Errors as GraphQL tells them: the code of the domain's table in `extensions.code`; what is unknown stays opaque. */
import { GraphQLError } from 'graphql';
import { outsidePointer } from '../domain/commands/outside.ts';
import { DomainError, ERROR_CODES, type ErrorCode } from '../domain/error.ts';
import { challengeOf } from '../services/challenge.ts';
import type { Log } from '../services/ports/observing.ts';
import type { NewId } from '../services/ports/time.ts';

/**
 * HTTP status of the whole answer when a field fails so; null: the answer is 200, as the other fields may stand.
 * @see GraphQL over HTTP, 6.4
 */
export const GRAPHQL_STATUS: Record<ErrorCode, number | null> = {
  invalid_request: null,
  unauthorized: 401,
  insufficient_scope: null,
  forbidden: null,
  not_found: null,
  conflict: null,
  idempotency_in_progress: null,
  idempotency_mismatch: null,
  cool_down: null,
  rate_limited: 429,
  token_not_valid: null,
  connector_unavailable: null,
  already_started: null,
  session_ended: null,
  command_not_cancellable: null,
  not_supported: null,
  station_offline: null,
  station_rejected: null,
  station_replaced: null,
  station_error: null,
  station_timeout: null,
  effect_timeout: null,
  expired: null,
  outcome_unknown: null,
  station_busy: null,
  operation_not_persisted: null,
  payload_too_large: 413,
  request_timeout: 408,
  precondition_failed: null,
  unavailable: null,
  internal: null,
};

const headersFor = (error: DomainError, metadata: string): Record<string, string> => {
  const challenge = challengeOf(error, { scopes: [], metadata });
  return {
    ...(challenge === null ? {} : { 'WWW-Authenticate': challenge }),
    ...(error.retryAfterS === null ? {} : { 'Retry-After': String(Math.ceil(error.retryAfterS)) }),
  };
};

/** Arguments of lists, by what services call them. */
const ARGUMENTS: Readonly<Record<string, string>> = { '/first': '/first', '/limit': '/first', '/cursor': '/after' };

/** Mutations take all in `input`; fields of queries take their arguments by themselves. */
const takesInput = (error: unknown): boolean =>
  error instanceof GraphQLError &&
  error.nodes?.some(
    (node) => node.kind === 'Field' && node.arguments?.some(({ name }) => name.value === 'input') === true,
  ) === true;

/** Faults point into a command's or an object's record; callers know its fields as fields of `input`, or as arguments. */
const toOutsidePointer = (pointer: string, error: unknown): string =>
  ARGUMENTS[pointer] ?? `${takesInput(error) ? '/input' : ''}${outsidePointer(pointer)}`;

const extensionsOf = (error: DomainError, metadata: string, thrown: unknown): Record<string, unknown> => {
  const status = GRAPHQL_STATUS[error.code];
  const headers = headersFor(error, metadata);
  return {
    code: error.code,
    ...(error.faults.length === 0
      ? {}
      : {
          faults: error.faults.map(({ pointer, detail }) => ({ pointer: toOutsidePointer(pointer, thrown), detail })),
        }),
    ...(error.retryAfterS === null ? {} : { retryAfterS: error.retryAfterS }),
    ...error.names,
    // yoga takes this out again, and answers with it.
    ...(status === null ? {} : { http: { status, headers } }),
  };
};

const at = (error: unknown) =>
  error instanceof GraphQLError
    ? {
        nodes: error.nodes ?? null,
        source: error.source ?? null,
        positions: error.positions ?? null,
        path: error.path ?? null,
      }
    : {};

const originOf = (error: unknown): unknown =>
  error instanceof GraphQLError && error.originalError !== undefined ? originOf(error.originalError) : error;

const isCode = (code: unknown): code is ErrorCode => typeof code === 'string' && Object.hasOwn(ERROR_CODES, code);

/** A fault of the request itself (syntax, validation, variables, size): told as it is, under our own code. */
const requestFault = (error: GraphQLError): GraphQLError => {
  if (isCode(error.extensions.code)) return error;
  const http = error.extensions.http;
  const status = typeof http === 'object' && http !== null && 'status' in http ? http.status : undefined;
  const code: ErrorCode = status === 413 ? 'payload_too_large' : 'invalid_request';
  // yoga adds what its JSON parser threw, with a piece of the body.
  const { originalError: unparsed, ...extensions } = error.extensions;
  // GraphQL over HTTP, 6.4: 400; for what is JSON but no sound operation 200 to those who only know application/json
  // (`spec`, which yoga takes out again).
  const isUnsound = http === undefined && error.path === undefined;
  const told =
    unparsed !== undefined ? { http: { status: 400 } } : isUnsound ? { http: { spec: true, status: 400 } } : {};
  return new GraphQLError(error.message, { ...at(error), extensions: { ...extensions, ...told, code } });
};

export type TellError = (error: unknown) => GraphQLError;

/** Turns whatever was thrown into what the caller may know. What is unknown is logged here, once. */
export const createTellError = ({
  log,
  newId,
  metadata,
}: {
  readonly log: Log;
  readonly newId: NewId;
  /** Of this face, see resourceMetadataUrl. */
  readonly metadata: string;
}): TellError => {
  const told = new WeakSet<GraphQLError>();
  const tell: TellError = (error) => {
    const origin = originOf(error);
    if (origin instanceof DomainError) {
      return new GraphQLError(origin.detail, { ...at(error), extensions: extensionsOf(origin, metadata, error) });
    }
    // With a path it was thrown in the midst of an execution that the request's own faults never reach.
    if (origin instanceof GraphQLError && origin.path === undefined) {
      // What a variable's type says is wrapped in what says which variable.
      return requestFault(error instanceof GraphQLError && error.path === undefined ? error : origin);
    }
    const requestId = newId();
    log.error(
      { requestId, err: origin, path: error instanceof GraphQLError ? error.path : undefined },
      'graphql.failed',
    );
    return new GraphQLError(ERROR_CODES.internal, { ...at(error), extensions: { code: 'internal', requestId } });
  };
  return (error) => {
    if (error instanceof GraphQLError && told.has(error)) return error;
    const answer = tell(error);
    told.add(answer);
    return answer;
  };
};
