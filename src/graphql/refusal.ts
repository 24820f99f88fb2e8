/** What is refused before anything of the request is read. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GraphQLError } from 'graphql';

const OWN_TYPE = 'application/graphql-response+json';

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
