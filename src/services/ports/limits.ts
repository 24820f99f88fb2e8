/** How much may be asked, and what may happen once only. */

/** Requests counted for each key in windows of time. */
export type RateLimiter = {
  readonly quota: number;
  readonly windowS: number;
  /** Counts one request. `resetS`: until the window ends. */
  readonly take: (
    key: string,
  ) => Promise<{ readonly allowed: boolean; readonly remaining: number; readonly resetS: number }>;
};

/** Failures counted for each key in windows of time; who asks decides how many are too many. */
export type FailureCounter = {
  /** `resetS`: until the window ends; 0 without failures. Counts nothing. */
  readonly read: (key: string) => Promise<{ readonly failures: number; readonly resetS: number }>;
  readonly add: (key: string) => Promise<void>;
};

/** What may happen once only, over all nodes. */
export type OnceOnly = {
  /**
   * true: the key comes for the first time within ttlMs; it is remembered. When that cannot be told it throws
   * DomainError('unavailable'): what protects against a replay must not give way.
   */
  readonly firstTime: (key: string, ttlMs: number) => Promise<boolean>;
};
