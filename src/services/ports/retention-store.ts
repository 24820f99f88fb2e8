/** What grows old: events, idempotency records, expired records, kinds with a retention. Deletes in bounded steps; answers how many went. */
export type RetentionStore = {
  readonly prune: (before: {
    readonly eventsAt: Date;
    readonly idempotencyAt: Date;
    readonly nowAt: Date;
  }) => Promise<number>;
};
