import type { KindName } from '../../domain/kinds/documents.ts';

/** What grows old: events, idempotency records, expired records, kinds with a retention. Deletes in bounded steps; answers how many went. */
export type RetentionStore = {
  readonly prune: (before: {
    readonly eventsAt: Date;
    readonly idempotencyAt: Date;
    readonly nowAt: Date;
    /** In place of the days that kinds declare. */
    readonly keptDays?: { readonly [K in KindName]?: number };
  }) => Promise<number>;
};
