/** What passes between the database's thread and the rest, and how errors survive the way. */
import { DomainError, type ErrorCode, type FieldFault } from '../../domain/error.ts';

/** What a thread is started with. */
export type ThreadData = { readonly file: string; readonly modules: readonly string[]; readonly readOnly: boolean };

export type Call = { readonly operation: string; readonly input: unknown };

/** calls: `readonly Call[]`, serialized, so that they can be written down as they came. */
export type ToThread =
  | { readonly kind: 'batch'; readonly calls: Uint8Array }
  /** What was answered shall be seen by the thread that reads. */
  | { readonly kind: 'commit' }
  | { readonly kind: 'close' };

export type Outcome =
  | { readonly ok: true; readonly output: unknown }
  | { readonly ok: false; readonly error: WireError };

/** waits: how often a batch had to wait until the database was synced, because the journal was full. */
export type JournalState = { readonly bytes: number; readonly waits: number };
export const NO_JOURNAL: JournalState = { bytes: 0, waits: 0 };

export type FromThread =
  | { readonly kind: 'ready' }
  | { readonly kind: 'refused'; readonly error: WireError }
  /** ahead: what was answered is not seen by the thread that reads yet. */
  | {
      readonly kind: 'outcomes';
      readonly outcomes: readonly Outcome[];
      readonly ahead: boolean;
      readonly journal: JournalState;
    }
  | { readonly kind: 'committed'; readonly done: boolean };

type WireCause = { readonly name: string; readonly message: string; readonly stack: string | undefined };

/** code null: no DomainError, but a bug or an unknown condition, carried in cause. */
export type WireError = {
  readonly code: ErrorCode | null;
  readonly detail: string | null;
  readonly faults: readonly FieldFault[];
  readonly retryAfterS: number | null;
  readonly cause: WireCause | null;
};

// Primary result codes that speak of the medium, not of the statement: BUSY, LOCKED, NOMEM, READONLY, IOERR,
// CORRUPT, FULL, CANTOPEN, NOTADB. @see https://www.sqlite.org/rescode.html
const MEDIUM = new Set([5, 6, 7, 8, 10, 11, 13, 14, 26]);

const isMediumError = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' && MEDIUM.has(error.errcode & 0xff);

const wireCause = (error: unknown): WireCause =>
  error instanceof Error
    ? { name: error.name, message: error.message, stack: error.stack }
    : { name: 'Error', message: String(error), stack: undefined };

const unavailableBy = (error: unknown): WireError => ({
  code: 'unavailable',
  detail: null,
  faults: [],
  retryAfterS: null,
  cause: wireCause(error),
});

/** A call that could have been well, but for the medium (or for what else stood in its transaction). */
export const lostBy = (error: unknown): Outcome => ({ ok: false, error: unavailableBy(error) });

/** A thrown value as it is posted: a full or broken medium becomes `unavailable`. */
export const toWire = (error: unknown): WireError => {
  if (error instanceof DomainError) {
    const { code, detail, faults, retryAfterS, cause } = error;
    return { code, detail, faults, retryAfterS, cause: cause === undefined ? null : wireCause(cause) };
  }
  if (isMediumError(error)) return unavailableBy(error);
  return { code: null, detail: null, faults: [], retryAfterS: null, cause: wireCause(error) };
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
