import type { Caller } from '../../domain/access.ts';
import type { DomainError } from '../../domain/error.ts';

/** What callers may do now: for connections, which outlive the request whose token was looked at. */
export type Standing = {
  /** The caller as it may act now. Throws DomainError('unauthorized') when its token opens nothing any more. */
  readonly now: (caller: Caller) => Promise<Caller>;
  /**
   * Says once that the caller may do less than it could: unauthorized when its token opens nothing any more, else
   * forbidden. The answer stops it.
   */
  readonly watch: (caller: Caller, ended: (why: DomainError) => void) => () => void;
};

/** What callers lose (a client locked, narrowed or deleted, an account locked, a token revoked) is gone after this long. */
export const NOTICED_WITHIN_MS = 10_000;
