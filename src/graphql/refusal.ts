/** What is refused before anything of the request is read. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { GraphQLError } from 'graphql';
import type { TellError } from './errors.ts';

const OWN_TYPE = 'application/graphql-response+json';

/** All places are taken: HTTP tells it by 503, for nothing of the operation was done. */
export const busyTeller =
  (tellError: TellError): TellError =>
  (error) => {
    const told = tellError(error);
    const { http, retryAfterS } = told.extensions;
    if (http !== undefined || typeof retryAfterS !== 'number') return told;
    const headers = { 'Retry-After': String(retryAfterS) };
    return new GraphQLError(told.message, { extensions: { ...told.extensions, http: { status: 503, headers } } });
  };

/**
 * Answers with an error of ./errors.ts, by the status and headers in it; 503 where it has none, for nothing of the request
 * was looked at. @see GraphQL over HTTP, 6
 */
export const refuse = (request: IncomingMessage, response: ServerResponse, error: GraphQLError): void => {
  const { http, ...extensions } = error.extensions;
  const { retryAfterS } = extensions;
  const { status = 503, headers = typeof retryAfterS === 'number' ? { 'retry-after': String(retryAfterS) } : {} } =
    (http ?? {}) as {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
    };
  const type = request.headers.accept?.includes(OWN_TYPE) === true ? OWN_TYPE : 'application/json';
  response.writeHead(status, { ...headers, 'content-type': `${type}; charset=utf-8` });
  response.end(JSON.stringify({ errors: [{ message: error.message, extensions }] }));
};
