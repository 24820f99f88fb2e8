/** What an account is in OpenID Connect's words (Core, 5.1). */
import type { AccountClaims } from 'oidc-provider';
import type { Account } from '../domain/account.ts';

export const claimsOf = ({ id, login, name, email }: Account, scopes: readonly string[]): AccountClaims => ({
  sub: id,
  ...(scopes.includes('profile') ? { preferred_username: login, ...(name === null ? {} : { name }) } : {}),
  // Nobody has checked it: the gateway sends no mail.
  ...(scopes.includes('email') && email !== null ? { email, email_verified: false } : {}),
});
