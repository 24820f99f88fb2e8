/** The one table of error codes. Each edge maps the whole of it to its own protocol's form. */
export const ERROR_CODES = {
  invalid_request: 'The request is malformed or fails its schema.',
  unauthorized: 'No valid access token.',
  insufficient_scope: 'The token lacks the scope that this needs.',
  forbidden: 'The client may not do this.',
  not_found: 'There is no such object, or the client may not see it.',
  conflict: 'The object changed meanwhile, or its state does not allow this.',
  idempotency_in_progress: 'The first request with this idempotency key is still in work.',
  idempotency_mismatch: 'This idempotency key was used with another request.',
  cool_down: 'Starts on this EVSE failed repeatedly; try again after the time given.',
  rate_limited: 'Too many requests; try again after the time given.',
  token_not_valid: 'The token is unknown, blocked or expired.',
  connector_unavailable: 'The EVSE or connector is not there, out of order or taken.',
  already_started: 'A session of this token runs on the EVSE already, or its start is under way.',
  session_ended: 'The session has already ended.',
  command_not_cancellable: 'Only a command that is still queued can be cancelled.',
  not_supported: 'The station, or its protocol version, does not know this, or says that it cannot do it.',
  station_offline: 'The station is not connected.',
  station_rejected: 'The station refused.',
  station_replaced: 'The station was replaced by other hardware.',
  station_error: 'The station answered with an error.',
  station_timeout: 'The station did not answer in time.',
  effect_timeout: 'The station accepted, but the effect was not seen in time.',
  expired: 'The command expired before it could be sent.',
  outcome_unknown: 'The gateway stopped while the command was at the station; its outcome is not known.',
  station_busy: 'Too many calls wait for this station.',
  operation_not_persisted: 'The GraphQL operation is none of those that are registered for this client.',
  payload_too_large: 'The request is larger than the limit.',
  request_timeout: 'The body of the request did not come in time.',
  precondition_failed: 'The object is not at the version that If-Match names.',
  unavailable: 'A part that this needs is not ready; try again.',
  internal: 'Something failed inside; the log has it under the id given.',
} as const satisfies Record<string, string>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** One bad field of a request: where (JSON pointer) and what. */
export type FieldFault = { readonly pointer: string; readonly detail: string };

/** What an error is about, where the caller may go on with it: each has a member of its own on every face. */
export type NamedObjects = { readonly sessionId?: string; readonly commandId?: string };

/** Why what a caller came in with was refused (unauthorized), for its challenge: see services/challenge.ts. */
export type Refusal = {
  /** By what it came, or must come. */
  readonly scheme: 'Bearer' | 'DPoP';
  /** ended: another token of the same client is good. */
  readonly error: 'missing' | 'invalid_token' | 'invalid_dpop_proof';
  readonly ended?: true;
};

export type DomainErrorDetails = {
  readonly cause?: unknown;
  /** Text for the caller; the table's text when absent. Never holds secrets. */
  readonly detail?: string;
  readonly faults?: readonly FieldFault[];
  /** Seconds until a retry makes sense (cool_down, rate_limited, unavailable). */
  readonly retryAfterS?: number;
  /** already_started: what runs or is under way there. */
  readonly names?: NamedObjects;
  /** Of unauthorized. */
  readonly refusal?: Refusal;
  /** The scope that is lacking (insufficient_scope). */
  readonly scope?: string;
};

/** The only error that crosses from services to edges; anything else is a bug and stays opaque outside. */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: ErrorCode;
  readonly detail: string;
  readonly faults: readonly FieldFault[];
  readonly retryAfterS: number | null;
  readonly names: NamedObjects;
  readonly refusal: Refusal | null;
  readonly scope: string | null;

  constructor(code: ErrorCode, details: DomainErrorDetails = {}) {
    const detail = details.detail ?? ERROR_CODES[code];
    super(detail, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.detail = detail;
    this.faults = details.faults ?? [];
    this.retryAfterS = details.retryAfterS ?? null;
    this.names = details.names ?? {};
    this.refusal = details.refusal ?? null;
    this.scope = details.scope ?? null;
  }
}

/** Whether an unknown caught value is a DomainError, with that code when one is named. */
export const isDomainError = (error: unknown, code?: ErrorCode): error is DomainError =>
  error instanceof DomainError && (code === undefined || error.code === code);
