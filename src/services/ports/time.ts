/** Time and ids, as the services are handed them. */
export type Clock = {
  readonly now: () => Date;
  /** Calls back once after ms; the answer cancels. Timers never keep the process alive. */
  readonly after: (ms: number, callback: () => void) => () => void;
};

/** Sortable unique ids: 26 characters, Crockford base 32 (ULID). */
export type NewId = () => string;
