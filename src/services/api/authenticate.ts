import type { Caller, Origin } from '../../domain/access.ts';

/** Answers who calls from an Authorization header; throws DomainError('unauthorized'). Implemented by oauth/. */
export type Authenticate = (request: {
  readonly authorization: string | null;
  readonly url: string;
  readonly method: string;
  readonly dpop: string | null;
  /** The caller's, as it is given: the same token comes from anywhere. */
  readonly from: Origin;
}) => Promise<Caller>;
