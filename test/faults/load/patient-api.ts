/** An API client that does not give up: it asks again until a gateway gives an answer that is one. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Json } from '../../support/gateway.ts';

/** Of the administration's client, in every gateway that is broken here. */
export const ADMIN_SECRET = 'faults-admin-secret-0123456789';

const AGAIN_MS = 50;
const ATTEMPT_MS = 15_000;

export type FinalAnswer = { readonly status: number; readonly headers: Headers; readonly body: Json };

export type PatientApi = {
  /**
   * Asks until the answer is final: none of no answer at all, 5xx, 401 (a new token is fetched), 429 and "in progress".
   * Rejects only when it was closed.
   */
  readonly ask: (
    method: string,
    path: string,
    options?: { readonly body?: object; readonly headers?: Record<string, string> },
  ) => Promise<FinalAnswer>;
  /** `ask` GET; throws on anything but 200. */
  readonly get: (path: string) => Promise<Json>;
  /** All pages of a list, in order. */
  readonly all: (path: string) => Promise<readonly Json[]>;
  /** Where one gateway is now, and a token that it takes; for streams. */
  readonly door: () => Promise<{ readonly url: string; readonly token: string }>;
  /** Answers of 503 so far: a fault that nobody felt would prove nothing. */
  readonly unavailable: () => number;
  /** The token was refused. */
  readonly forgetToken: () => void;
  readonly close: () => void;
};

/** urlOf: of a gateway to ask now; another one at each call where there are several. */
export const createPatientApi = (urlOf: () => string): PatientApi => {
  const closing = new AbortController();
  let token: Promise<string> | null = null;
  let unavailable = 0;

  const attempt = (url: string, init: RequestInit): Promise<Response> =>
    fetch(url, { ...init, signal: AbortSignal.any([closing.signal, AbortSignal.timeout(ATTEMPT_MS)]) });

  const again = (): Promise<void> => pause(AGAIN_MS, undefined, { signal: closing.signal });

  const untilThere = async <T>(work: () => Promise<T | null>): Promise<T> => {
    for (;;) {
      closing.signal.throwIfAborted();
      try {
        const answer = await work();
        if (answer !== null) return answer;
      } catch (error) {
        // Killed, starting, cut off: that is what this client is for. It is told apart in nothing.
        if (closing.signal.aborted) throw error;
      }
      await again();
    }
  };

  const fetchToken = (): Promise<string> =>
    untilThere(async () => {
      const response = await attempt(`${urlOf()}/oauth/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`admin:${ADMIN_SECRET}`).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      });
      const body = (await response.json()) as Json;
      return response.status === 200 ? body.access_token : null;
    });

  const tokenNow = (): Promise<string> => {
    token ??= fetchToken();
    return token;
  };

  const isFinal = ({ status, body }: FinalAnswer): boolean =>
    status < 500 && status !== 401 && status !== 429 && body?.code !== 'idempotency_in_progress';

  const ask: PatientApi['ask'] = (method, path, { body, headers = {} } = {}) =>
    untilThere(async () => {
      const response = await attempt(path.startsWith('http') ? path : `${urlOf()}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${await tokenNow()}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const json = (response.headers.get('content-type') ?? '').includes('json') && text !== '';
      const answer = { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
      if (answer.status === 401) token = null;
      if (answer.status === 503) unavailable += 1;
      return isFinal(answer) ? answer : null;
    });

  const page = async (path: string): Promise<FinalAnswer> => {
    const answer = await ask('GET', path);
    if (answer.status !== 200) throw new Error(`GET ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer;
  };

  return {
    ask,
    get: async (path) => (await page(path)).body,
    all: async (path) => {
      const items: Json[] = [];
      let next: string | null = path;
      while (next !== null) {
        const answer: FinalAnswer = await page(next);
        items.push(...answer.body);
        const link = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
        // The path only: which gateway is asked is decided anew.
        next = link === undefined ? null : `${new URL(link).pathname}${new URL(link).search}`;
      }
      return items;
    },
    door: async () => ({ url: urlOf(), token: await tokenNow() }),
    unavailable: () => unavailable,
    forgetToken: () => {
      token = null;
    },
    close: () => closing.abort(),
  };
};
