/** OpenID Connect Core, 5.3, for access tokens of this gateway: who signed in, as far as the app was let know. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { decodeJwt } from 'jose';
import { isDomainError } from '../domain/error.ts';
import type { SignIn } from '../services/accounts/sign-in.ts';
import type { Authenticate } from '../services/api/authenticate.ts';
import type { Log } from '../services/ports/observing.ts';
import type { AddressOf } from '../services/request-address.ts';
import { saidOf } from '../services/request-origin.ts';
import { claimsOf } from './account-claims.ts';
import type { Issuer } from './issuer.ts';
import { USERINFO_PATH } from './paths.ts';

const first = (header: string | string[] | undefined): string | null =>
  (Array.isArray(header) ? header[0] : header) ?? null;

export const createUserinfo =
  ({
    authenticate,
    signIn,
    addressOf,
    publicUrl,
  }: {
    readonly authenticate: Authenticate;
    readonly signIn: SignIn;
    readonly addressOf: AddressOf;
    readonly publicUrl: string;
  }) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
    const refuse = (status: number, error: string): void => {
      response.writeHead(status, { ...headers, 'www-authenticate': `Bearer error="${error}"` });
      response.end(JSON.stringify({ error }));
    };
    const authorization = first(request.headers.authorization);
    try {
      const caller = await authenticate({
        authorization,
        url: `${publicUrl}${USERINFO_PATH}`,
        method: request.method ?? 'GET',
        dpop: first(request.headers.dpop),
        from: { face: 'login', address: addressOf(request), requestId: null, ...saidOf(request.headers) },
      });
      const account = caller.accountId === undefined ? null : await signIn.account(caller.accountId);
      // Its signature was checked.
      const { scope } = decodeJwt((authorization ?? '').replace(/^\S+ +/, ''));
      const scopes = typeof scope === 'string' ? scope.split(' ') : [];
      if (account === null || !scopes.includes('openid')) return refuse(403, 'insufficient_scope');
      response.writeHead(200, headers).end(JSON.stringify(claimsOf(account, scopes)));
    } catch (error) {
      if (!isDomainError(error)) throw error;
      if (error.code === 'unauthorized') refuse(401, 'invalid_token');
      else response.writeHead(503, headers).end(JSON.stringify({ error: 'temporarily_unavailable' }));
    }
  };

/** The issuer, with userinfo answered by the resource server: the library's knows opaque tokens alone. */
export const withUserinfo = (issuer: Issuer, userinfo: ReturnType<typeof createUserinfo>, log: Log): Issuer => ({
  ...issuer,
  handle: (request, response) => {
    if (request.url?.split('?', 1)[0] !== USERINFO_PATH) return issuer.handle(request, response);
    userinfo(request, response).catch((error: unknown) => {
      log.error({ err: error }, 'oauth.failed');
      response.destroy();
    });
  },
});
