/** What is wrong with an access token, with what to do: one text for each, and nothing of the token in any. */
import { DomainError, type Refusal } from '../domain/error.ts';
import type { Metrics } from '../services/ports/observing.ts';

type Fault = {
  readonly detail: string;
  readonly error: Refusal['error'];
  readonly ended?: true;
  readonly scheme?: 'DPoP';
};

const FAULTS = {
  missing: { error: 'missing', detail: 'An access token is needed: send one as Authorization: Bearer.' },
  not_a_token: {
    error: 'invalid_token',
    detail: 'This is no access token of RFC 9068 (a JWT of type at+jwt): send the one that the token endpoint gave.',
  },
  unknown_issuer: {
    error: 'invalid_token',
    detail:
      'The access token is not from an issuer that is trusted here: get one where /.well-known/oauth-protected-resource says.',
  },
  expired: { error: 'invalid_token', ended: true, detail: 'The access token has expired: get a new one.' },
  not_yet_valid: {
    error: 'invalid_token',
    detail: 'The access token is not valid yet: the clock of its issuer, or of this gateway, is off.',
  },
  wrong_audience: {
    error: 'invalid_token',
    detail: "The access token is for another audience: ask for one whose aud is this gateway's address.",
  },
  bad_signature: {
    error: 'invalid_token',
    detail: 'The access token is signed by no key that its issuer has: get a new one.',
  },
  key_ended: {
    error: 'invalid_token',
    detail: 'The key that signed this access token is used no more: get a new one.',
  },
  unknown_client: { error: 'invalid_token', detail: 'The client of this access token is not registered here.' },
  locked: { error: 'invalid_token', detail: 'The client of this access token is locked.' },
  revoked: { error: 'invalid_token', detail: 'The access token was revoked: get a new one.' },
  signed_out: { error: 'invalid_token', detail: 'Whoever signed in with this access token is out: sign in again.' },
  grant_revoked: {
    error: 'invalid_token',
    detail: 'What this access token was given for was taken back: sign in again.',
  },
  unbound_token: {
    error: 'invalid_token',
    scheme: 'DPoP',
    detail: 'The client takes access tokens only that are bound to a key: ask for one with a DPoP proof.',
  },
  bound_token: {
    error: 'invalid_token',
    scheme: 'DPoP',
    detail: 'The access token is bound to a key: send it as Authorization: DPoP, with a DPoP proof.',
  },
  not_bound: {
    error: 'invalid_token',
    detail: 'The access token is bound to no key: send it as Authorization: Bearer, without a DPoP proof.',
  },
  missing_proof: {
    error: 'invalid_dpop_proof',
    scheme: 'DPoP',
    detail: 'The access token is bound to a key: send a DPoP proof of that key with each request.',
  },
  bad_proof: {
    error: 'invalid_dpop_proof',
    scheme: 'DPoP',
    detail:
      'The DPoP proof does not fit: it is of the key that the token is bound to, for this method and address (htm, htu), ' +
      'this token (ath), and made within the last five minutes (iat).',
  },
  proof_replayed: {
    error: 'invalid_dpop_proof',
    scheme: 'DPoP',
    detail: 'The DPoP proof was used before: make another one, with a jti of its own, for each request.',
  },
} as const satisfies Record<string, Fault>;

export type TokenFault = keyof typeof FAULTS;

/** by: the token, or how it came. */
export type Refuse = (
  fault: TokenFault,
  by: { readonly boundTo: string | null } | 'Bearer' | 'DPoP',
  cause?: unknown,
) => DomainError;

export const createRefuse =
  (metrics: Pick<Metrics, 'count'>): Refuse =>
  (name, by, cause) => {
    metrics.count('auth_failures_total', { reason: name });
    const { detail, error, scheme, ended }: Fault = FAULTS[name];
    const came = typeof by === 'string' ? by : by.boundTo === null ? 'Bearer' : 'DPoP';
    const refusal = { scheme: scheme ?? came, error, ...(ended === undefined ? {} : { ended }) };
    return new DomainError('unauthorized', { detail, cause, refusal });
  };
