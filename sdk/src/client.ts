/** The client: a method for each operation of the contract, by its name there. */
import createFetch from 'openapi-fetch';
import { errorOf } from './errors.ts';
import type { paths } from './openapi.gen.ts';
import { OPERATIONS } from './operations.gen.ts';
import type { Answer, CallOptions, Input, OperationId } from './operations.ts';
import { sendPatiently } from './retry.ts';
import type { TokenSource } from './tokens.ts';

/** An input that asks for nothing may be left out. */
type Method<K extends OperationId> =
  Record<never, never> extends Input<K>
    ? (input?: Input<K>) => Promise<Answer<K>>
    : (input: Input<K>) => Promise<Answer<K>>;

export type ClientOptions = {
  /** Of the gateway, such as https://charging.example.com. */
  readonly url: string;
  readonly tokens: TokenSource;
  readonly fetch?: typeof globalThis.fetch;
};

/** An answer with its header fields, for pages and ETags. */
export type Whole<T> = { readonly data: T; readonly headers: Headers };

export type Client = { readonly [K in OperationId]: Method<K> } & {
  readonly url: string;
  /** The same calls, answered with the header fields. */
  readonly whole: <K extends OperationId>(operation: K, input?: Input<K>) => Promise<Whole<Answer<K>>>;
  /** A request with an access token, for what is no call: streams. */
  readonly send: (path: string, init?: RequestInit) => Promise<Response>;
};

type AnyInput = CallOptions & {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
};

type Request = (
  method: string,
  path: string,
  init: object,
) => Promise<{ readonly data?: unknown; readonly error?: unknown; readonly response: Response }>;

export const createClient = ({ url, tokens, fetch = globalThis.fetch }: ClientOptions): Client => {
  const base = url.replace(/\/$/, '');

  const http = createFetch<paths>({
    baseUrl: `${base}/api/v1`,
    // Lists come as one value, separated by commas: all of the contract do, see scripts/gen/sdk.ts.
    querySerializer: { array: { style: 'form', explode: false } },
  });

  const authorised = async (request: () => globalThis.Request): Promise<Response> => {
    const attempt = async (stale?: string): Promise<[Response, string]> => {
      const token = await tokens.token(stale);
      const own = request();
      own.headers.set('authorization', `Bearer ${token}`);
      return [await fetch(own), token];
    };
    const [response, token] = await attempt();
    if (response.status !== 401) return response;
    // Ended, or revoked: one that is fetched now tells which.
    await response.body?.cancel();
    return (await attempt(token))[0];
  };

  const whole = async (operation: OperationId, input: AnyInput = {}): Promise<Whole<unknown>> => {
    const { method, path, takesKey, mergePatch } = OPERATIONS[operation];
    const { path: inPath, query, body, ifMatch, idempotencyKey, traceparent, signal } = input;
    const key = takesKey ? (idempotencyKey ?? crypto.randomUUID()) : undefined;
    const safe = method !== 'POST' || key !== undefined;
    const { data, error, response } = await (http.request as unknown as Request)(method.toLowerCase(), path, {
      params: { path: inPath, query },
      fetch: (request: globalThis.Request) => sendPatiently(() => authorised(() => request.clone()), { safe, signal }),
      ...(body === undefined ? {} : { body }),
      headers: {
        ...(key === undefined ? {} : { 'Idempotency-Key': key }),
        ...(ifMatch === undefined ? {} : { 'If-Match': ifMatch }),
        ...(traceparent === undefined ? {} : { traceparent }),
        ...(mergePatch && body !== undefined ? { 'Content-Type': 'application/merge-patch+json' } : {}),
      },
      ...(signal === undefined ? {} : { signal }),
    });
    if (!response.ok) throw errorOf(response, error);
    return { data, headers: response.headers };
  };

  const methods = Object.fromEntries(
    (Object.keys(OPERATIONS) as OperationId[]).map((operation) => [
      operation,
      async (input?: AnyInput) => (await whole(operation, input)).data,
    ]),
  );

  return {
    ...methods,
    url: base,
    whole,
    send: (path: string, init: RequestInit = {}) => authorised(() => new globalThis.Request(`${base}${path}`, init)),
  } as unknown as Client;
};
