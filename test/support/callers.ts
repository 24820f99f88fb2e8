/** Who calls in a test of a face: the bearer token is a list of scopes. */
import { ALL_GRANTS, type Caller, FROM_INSIDE, type Origin, SCOPES, type Scope } from '../../src/domain/access.ts';
import { DomainError } from '../../src/domain/error.ts';
import type { Authenticate } from '../../src/services/api/authenticate.ts';

export const callerWith = (scopes: readonly Scope[], expiresAt?: Date, from: Origin = FROM_INSIDE): Caller => ({
  from,
  clientId: 'test-client',
  userId: null,
  scopes: new Set(scopes),
  grants: ALL_GRANTS,
  ...(expiresAt === undefined ? {} : { expiresAt }),
});

/** `Bearer all`, `Bearer none`, `Bearer all-but:scope`, `Bearer expires:instant`; everything else is unauthorized. */
export const authenticateByToken: Authenticate = async ({ authorization, from }) => {
  const token = authorization?.replace(/^Bearer /, '') ?? '';
  if (token === 'all') return callerWith(SCOPES, undefined, from);
  if (token === 'none') return callerWith([], undefined, from);
  if (token.startsWith('all-but:'))
    return callerWith(
      SCOPES.filter((scope) => scope !== token.slice(8)),
      undefined,
      from,
    );
  if (token.startsWith('expires:')) return callerWith(SCOPES, new Date(token.slice(8)), from);
  throw new DomainError('unauthorized');
};
