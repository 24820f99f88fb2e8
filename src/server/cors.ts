/** What pages of other origins may do here (the Fetch standard's CORS): nothing, unless their origin is listed. */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a page may send beside what every page may; Idempotency-Key and If-Match of REST, Last-Event-ID of streams. */
const ALLOWED_HEADERS = [
  'Accept',
  'Authorization',
  'Content-Type',
  'DPoP',
  'Idempotency-Key',
  'If-Match',
  'If-None-Match',
  'Last-Event-ID',
  'traceparent',
  'tracestate',
  'X-GraphQL-Event-Stream-Token',
].join(', ');

/** What a page may read beside the few that it always may. */
const EXPOSED_HEADERS = [
  'Deprecation',
  'DPoP-Nonce',
  'ETag',
  'Idempotency-Replayed',
  'Link',
  'Location',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'Sunset',
  'traceparent',
  'WWW-Authenticate',
  'X-Limit',
  'X-Request-Id',
  'X-Total-Count',
].join(', ');

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';

/** Browsers keep the answer to a preflight so long; Chromium two hours at most. */
const PREFLIGHT_S = 7200;

/** Where programs call. The gateway's own pages, a login among them, are nobody else's; metrics neither. */
const OPEN_PATHS = [
  /^\/api\/v1(\/|$)/,
  /^\/graphql$/,
  /^\/oauth\/(token|jwks|userinfo|revoke|revocation|introspect|introspection)$/,
  /^\/oauth\/token\/(revocation|introspection)$/,
  /^\/\.well-known\//,
  /^\/docs\/(openapi\.(yaml|json)|schema\.graphql|asyncapi\.(yaml|json))$/,
  /^\/llms\.txt$/,
];

export type Cors = {
  /** Sets what a page of another origin needs; true: it was a preflight, and is answered. */
  readonly handle: (request: IncomingMessage, response: ServerResponse, path: string) => boolean;
};

const beforeHead = (response: ServerResponse, act: () => void): void => {
  const writeHead = response.writeHead;
  response.writeHead = (...given: unknown[]) => {
    act();
    return Reflect.apply(writeHead, response, given);
  };
};

/** Faces set `Vary` as a whole, after this: what they say is added to when the head is written. */
const varyByOrigin = (response: ServerResponse): void =>
  beforeHead(response, () => response.appendHeader('Vary', 'Origin'));

/**
 * origins: exact, such as `https://app.example`; empty: the gateway says nothing of CORS. Tokens come in a header that
 * no page of another origin has by itself, and no cookie opens an API, so credentials are never allowed.
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export const createCors = (origins: readonly string[]): Cors => {
  const listed = new Set(origins);
  return {
    handle: (request, response, path) => {
      const { origin } = request.headers;
      if (listed.size === 0 || !OPEN_PATHS.some((open) => open.test(path))) return false;
      varyByOrigin(response);
      if (origin === undefined || !listed.has(origin)) return false;
      response.setHeader('Access-Control-Allow-Origin', origin);
      const isPreflight =
        request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
      if (!isPreflight) {
        response.setHeader('Access-Control-Expose-Headers', EXPOSED_HEADERS);
        return false;
      }
      response
        .writeHead(204, {
          'Access-Control-Allow-Methods': METHODS,
          'Access-Control-Allow-Headers': ALLOWED_HEADERS,
          'Access-Control-Max-Age': String(PREFLIGHT_S),
        })
        .end();
      return true;
    },
  };
};

/**
 * oidc-provider has CORS of its own, open to all at some of its paths; the gateway's is the only one. Of no origin, it
 * refuses nothing that the gateway lets in; where the gateway has said nothing, what it says is taken away.
 */
export const withoutOwnCors = (request: IncomingMessage, response: ServerResponse, path: string): void => {
  if (OPEN_PATHS.some((open) => open.test(path))) {
    delete request.headers.origin;
    delete request.headers['access-control-request-method'];
  }
  // What is there already makes oidc-provider leave it alone.
  if (response.hasHeader('Access-Control-Allow-Origin')) return;
  beforeHead(response, () => {
    for (const name of response.getHeaderNames()) {
      if (name.startsWith('access-control-')) response.removeHeader(name);
    }
  });
};
