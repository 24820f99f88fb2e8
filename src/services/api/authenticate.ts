import type { Caller } from '../../domain/access.ts';

/** Answers who calls from an Authorization header; throws DomainError('unauthorized'). Implemented by oauth/. */
export type Authenticate = (request: {
  readonly authorization: string | null;
  readonly url: string;
  readonly method: string;
  readonly dpop: string | null;
}) => Promise<Caller>;
