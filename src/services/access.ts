/** Scope and grant checks that every use case makes. */
import type { Caller, Scope as OAuthScope } from '../domain/access.ts';
import { DomainError } from '../domain/error.ts';
import type { DocumentOf, KindName } from '../domain/kinds/documents.ts';
import { inScope } from '../domain/kinds/in-scope.ts';
import { type Dimension, grantedIn, SEES_ALL, type Visibility } from '../domain/visibility.ts';

/** What the caller may see: its grants, and, with a user in its token, that driver's things only. */
export const visibilityOf = (caller: Pick<Caller, 'grants' | 'userId'>): Visibility => ({
  ...SEES_ALL,
  ...caller.grants,
  driverId: caller.userId,
});

/** Throws DomainError('forbidden') with what the client may not do. */
export const forbidden = (detail: string): never => {
  throw new DomainError('forbidden', { detail });
};

/**
 * What moves things that others use, too: who is bound in one of the dimensions does none of it, for what it does would
 * reach beyond. A station and its place are everybody's who charges there, a party is more than its places.
 */
const NOT_FOR_BOUND_IN: { readonly [S in OAuthScope]?: readonly Dimension[] } = {
  'stations:write': ['token', 'driver'],
  'parties:write': ['location', 'group', 'token', 'driver'],
};

/** Throws DomainError('insufficient_scope') naming the scope, or 'forbidden' to who is bound too narrowly for it. */
export const requireScope = (caller: Caller, scope: OAuthScope): void => {
  if (!caller.scopes.has(scope)) {
    throw new DomainError('insufficient_scope', { detail: `The token lacks the scope ${scope}.`, scope });
  }
  const bound = NOT_FOR_BOUND_IN[scope]?.find((dimension) => grantedIn(visibilityOf(caller), dimension) !== null);
  if (bound !== undefined) forbidden(`Who is bound to a ${bound} may not use ${scope}: it reaches beyond.`);
};

/** Whether a document of the kind lies in the caller's grants. */
export const sees =
  <K extends KindName>(caller: Caller, kind: K) =>
  (document: DocumentOf<K>): boolean =>
    inScope(kind, visibilityOf(caller), document);

/** The object, or DomainError('not_found') when it is not there or not to be seen. */
export const found = <T>(object: T | null, visible: (object: T) => boolean): T => {
  if (object === null || !visible(object)) throw new DomainError('not_found');
  return object;
};

/** In the order of the keys; null for what is not there or not to be seen. */
export const inOrder = <T>(
  keys: readonly string[],
  objects: readonly T[],
  keyOf: (object: T) => string,
  visible: (object: T) => boolean,
): readonly (T | null)[] => {
  const byKey = new Map(objects.filter(visible).map((object) => [keyOf(object), object]));
  return keys.map((key) => byKey.get(key) ?? null);
};

/** Throws DomainError('precondition_failed') unless the object is at the version named; null names none. */
export const requireVersion = (object: { readonly version: number } | null, ifVersion: number | null): void => {
  if (ifVersion !== null && object?.version !== ifVersion) throw new DomainError('precondition_failed');
};
