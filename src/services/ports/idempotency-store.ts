/** The first answer to a POST with an Idempotency-Key, kept 24 h. */
export type IdempotencyRecord = {
  readonly clientId: string;
  readonly key: string;
  /** SHA-256 of operation and body. */
  readonly requestHash: string;
  /** The command that the request made. */
  readonly commandId: string;
  readonly createdAt: Date;
};

export type IdempotencyStore = {
  readonly idempotencyRecord: (clientId: string, key: string) => Promise<IdempotencyRecord | null>;
  /** Resolves when what any node has committed by now can be read here. Throws DomainError('unavailable'). */
  readonly caughtUp: () => Promise<void>;
};
