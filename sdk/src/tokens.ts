/** Access tokens: fetched when they are needed, shared by all calls, renewed before they end. */
import { errorOf, VoltgateError } from './errors.ts';

export type TokenSource = {
  /** stale: the token that the gateway has just refused: another is fetched. */
  readonly token: (stale?: string) => Promise<string>;
};

/** Renewed so long before its end. */
const AHEAD_MS = 60_000;

type Fetched = { readonly accessToken: string; readonly expiresInS: number };

const ask = async (
  send: typeof globalThis.fetch,
  url: string,
  form: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, unknown>>> => {
  let response: Response;
  try {
    response = await send(`${url.replace(/\/$/, '')}/oauth/token`, {
      method: 'POST',
      headers,
      body: new URLSearchParams(form),
    });
  } catch (cause) {
    throw new VoltgateError(`${url} cannot be reached.`, { status: 0, code: 'unreachable', cause });
  }
  const body: unknown = await response.json().catch(() => null);
  if (response.ok && typeof body === 'object' && body !== null) return body as Readonly<Record<string, unknown>>;
  const told = body as { readonly error?: string; readonly error_description?: string } | null;
  if (told?.error === undefined) throw errorOf(response, body);
  throw new VoltgateError(told.error_description ?? told.error, { status: response.status, code: told.error });
};

const fetchedOf = (body: Readonly<Record<string, unknown>>): Fetched => ({
  accessToken: String(body.access_token),
  expiresInS: Number(body.expires_in ?? 0),
});

/** One request at a time, whoever asks. */
const shared = (renew: () => Promise<Fetched>): TokenSource => {
  let current: { readonly token: string; readonly untilMs: number } | null = null;
  let pending: Promise<string> | null = null;
  const fetchNew = async (): Promise<string> => {
    const { accessToken, expiresInS } = await renew();
    const lastsMs = expiresInS * 1000;
    current = { token: accessToken, untilMs: Date.now() + Math.max(lastsMs - AHEAD_MS, lastsMs / 2) };
    return accessToken;
  };
  return {
    token: (stale) => {
      if (current !== null && current.token !== stale && Date.now() < current.untilMs) {
        return Promise.resolve(current.token);
      }
      pending ??= fetchNew().finally(() => {
        pending = null;
      });
      return pending;
    },
  };
};

/** For machines. scope: left out, all that the client has. */
export const clientCredentials = ({
  url,
  clientId,
  clientSecret,
  scope,
  fetch = globalThis.fetch,
}: {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope?: string;
  readonly fetch?: typeof globalThis.fetch;
}): TokenSource => {
  const basic = btoa(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`);
  return shared(async () =>
    fetchedOf(
      await ask(
        fetch,
        url,
        { grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }) },
        { authorization: `Basic ${basic}` },
      ),
    ),
  );
};

/**
 * For apps whose user has signed in (code + PKCE). The gateway changes the refresh token with each use: `changed` is given
 * the new one, and must keep it before the next start.
 */
export const refreshToken = ({
  url,
  clientId,
  token,
  changed,
  fetch = globalThis.fetch,
}: {
  readonly url: string;
  readonly clientId: string;
  readonly token: string;
  readonly changed: (token: string) => void | Promise<void>;
  readonly fetch?: typeof globalThis.fetch;
}): TokenSource => {
  let held = token;
  return shared(async () => {
    const body = await ask(fetch, url, { grant_type: 'refresh_token', refresh_token: held, client_id: clientId }, {});
    if (typeof body.refresh_token === 'string') {
      held = body.refresh_token;
      await changed(held);
    }
    return fetchedOf(body);
  });
};
