/** What passes between the database's thread and the rest, and how errors survive the way. */
import { DomainError, type ErrorCode, type FieldFault } from '../../domain/error.ts';
import { primaryCodeOf, SQLITE } from './sqlite-error.ts';

/** What a thread is started with. */
export type ThreadData = { readonly file: string; readonly modules: readonly string[]; readonly readOnly: boolean };

export type Call = { readonly operation: string; readonly input: unknown };

export type ToThread = { readonly kind: 'batch'; readonly calls: readonly Call[] } | { readonly kind: 'close' };

export type Outcome =
  | { readonly ok: true; readonly output: unknown }
  | { readonly ok: false; readonly error: WireError };

export type FromThread =
  /** tornBytes: the end of the log that was being written when the gateway ended last, and is passed over. */
  | { readonly kind: 'ready'; readonly tornBytes: number }
  /** fault: for whoever starts the gateway; null: the error says nothing that they could mend. */
  | { readonly kind: 'refused'; readonly error: WireError; readonly fault: string | null }
  | { readonly kind: 'outcomes'; readonly outcomes: readonly Outcome[] };

type WireCause = { readonly name: string; readonly message: string; readonly stack: string | undefined };

/** code null: no DomainError, but a bug or an unknown condition, carried in cause. */
export type WireError = {
  readonly code: ErrorCode | null;
  readonly detail: string | null;
  readonly faults: readonly FieldFault[];
  readonly retryAfterS: number | null;
  /** SQLite's primary result code when it speaks of the medium. */
  readonly medium: number | null;
  readonly cause: WireCause | null;
};

const MEDIUM: ReadonlySet<number> = new Set(Object.values(SQLITE));

const mediumOf = (error: unknown): number | null => {
  const code = primaryCodeOf(error);
  return code !== null && MEDIUM.has(code) ? code : null;
};

const wireCause = (error: unknown): WireCause =>
  error instanceof Error
    ? { name: error.name, message: error.message, stack: error.stack }
    : { name: 'Error', message: String(error), stack: undefined };

const unavailableBy = (error: unknown): WireError => ({
  code: 'unavailable',
  detail: null,
  faults: [],
  retryAfterS: null,
  medium: mediumOf(error),
  cause: wireCause(error),
});

/** A call that could have been well, but for the medium (or for what else stood in its transaction). */
export const lostBy = (error: unknown): Outcome => ({ ok: false, error: unavailableBy(error) });

/** A thrown value as it is posted: a full or broken medium becomes `unavailable`. */
export const toWire = (error: unknown): WireError => {
  if (error instanceof DomainError) {
    const { code, detail, faults, retryAfterS, cause } = error;
    return { code, detail, faults, retryAfterS, medium: null, cause: cause === undefined ? null : wireCause(cause) };
  }
  if (mediumOf(error) !== null) return unavailableBy(error);
  return { code: null, detail: null, faults: [], retryAfterS: null, medium: null, cause: wireCause(error) };
};

const fromCause = (cause: WireCause): Error => {
  const error = new Error(cause.message);
  error.name = cause.name;
  if (cause.stack !== undefined) error.stack = cause.stack;
  return error;
};

/** The error again, on the caller's side. */
export const fromWire = (wire: WireError): Error => {
  const cause = wire.cause === null ? undefined : fromCause(wire.cause);
  if (wire.code === null) return cause ?? new Error('The database failed without a word.');
  return new DomainError(wire.code, {
    faults: wire.faults,
    ...(wire.detail === null ? {} : { detail: wire.detail }),
    ...(wire.retryAfterS === null ? {} : { retryAfterS: wire.retryAfterS }),
    ...(cause === undefined ? {} : { cause }),
  });
};
