/** What a refused request is told to come again with: the value of WWW-Authenticate. */
import type { DomainError } from '../domain/error.ts';

/** What proofs may be signed with; the issuer's token endpoint takes the same. */
export const DPOP_ALGORITHMS = ['ES256', 'EdDSA', 'Ed25519', 'RS256', 'PS256'] as const;

/** RFC 6750, 3: no quote and no backslash, of ASCII that can be seen. */
const quoted = (text: string): string => `"${text.replaceAll(/[^\x20-\x7e]|["\\]/g, '')}"`;

const challenge = (scheme: string, fields: Readonly<Record<string, string | undefined>>): string => {
  const said = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${quoted(value)}`],
  );
  return `${scheme} ${said.join(', ')}`;
};

/** RFC 9728, 3.1: the path of what is asked for goes behind the well-known one. */
export const resourceMetadataUrl = (publicUrl: string, resource: string): string =>
  `${publicUrl}/.well-known/oauth-protected-resource${resource}`;

/**
 * null: nothing that another token would mend. authorization: as the request came. scopes: what it needs, unless the error
 * says it. metadata: of the face, by resourceMetadataUrl.
 *
 * @see RFC 6750, 3; RFC 9449, 7.1; RFC 9728, 5.1
 */
export const challengeOf = (
  { code, detail, refusal, scope }: DomainError,
  {
    authorization,
    scopes,
    metadata,
  }: { authorization?: string | undefined; scopes: readonly string[]; metadata: string },
): string | null => {
  const byProof = refusal?.scheme === 'DPoP' || /^dpop /i.test(authorization ?? '');
  const scheme = byProof ? 'DPoP' : 'Bearer';
  const algs = byProof ? DPOP_ALGORITHMS.join(' ') : undefined;
  const rest = { algs, resource_metadata: metadata };
  if (code === 'insufficient_scope') {
    const needed = scope === null ? scopes.join(' ') : scope;
    return challenge(scheme, { error: code, scope: needed === '' ? undefined : needed, ...rest });
  }
  if (code !== 'unauthorized') return null;
  if (refusal?.error === 'missing' || (refusal === null && authorization === undefined)) {
    const either = challenge('DPoP', { algs: DPOP_ALGORITHMS.join(' '), resource_metadata: metadata });
    return `${challenge('Bearer', { resource_metadata: metadata })}, ${either}`;
  }
  return challenge(scheme, { error: refusal?.error ?? 'invalid_token', error_description: detail, ...rest });
};
