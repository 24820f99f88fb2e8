/** What grows old: events, idempotency records, expired records. Deletes in bounded steps; answers how many went. */
export type RetentionStore = {
  readonly prune: (before: {
    readonly eventsAt: Date;
    readonly idempotencyAt: Date;
    readonly nowAt: Date;
  }) => Promise<number>;
};
