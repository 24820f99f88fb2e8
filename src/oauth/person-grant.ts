/** What a person gives an app, as oidc-provider keeps it. */
import type { Grant } from 'oidc-provider';
import type { Scope } from '../domain/access.ts';
import type { Account } from '../domain/account.ts';
import { scopesOfRole } from '../domain/account.ts';
import { OIDC_SCOPES } from './oidc-scopes.ts';

/** Of the scopes that are asked for: those that the person can give to the client, and the others. */
export const givable = (
  asked: readonly string[],
  { role }: Pick<Account, 'role'>,
  ofClient: readonly Scope[],
): { readonly given: readonly string[]; readonly rest: readonly string[] } => {
  const own: readonly string[] = scopesOfRole(role);
  const client: readonly string[] = ofClient;
  const given = asked.filter((scope) => OIDC_SCOPES.has(scope) || (own.includes(scope) && client.includes(scope)));
  return { given, rest: asked.filter((scope) => !given.includes(scope)) };
};

/**
 * Gives and refuses; what is neither is asked for again. The library counts the scopes of the API to those of OpenID
 * Connect, too; and the access token, which is for the API, says `openid` and the like to userinfo.
 */
export const fillGrant = (grant: Grant, { given, rest }: ReturnType<typeof givable>, audience: string): void => {
  if (given.length > 0) {
    grant.addOIDCScope(given.join(' '));
    grant.addResourceScope(audience, given.join(' '));
  }
  if (rest.length > 0) {
    grant.rejectOIDCScope(rest.join(' '));
    grant.rejectResourceScope(audience, rest.join(' '));
  }
};
