/** Lets frames go that are older than the log is kept. */
import type { Chore } from '../chores.ts';
import type { MessageLogStore } from '../ports/message-log.ts';
import type { Clock } from '../ports/time.ts';

const EVERY_MS = 10 * 60_000;
const DAY_MS = 86_400_000;
/** Taken away in one step: what stations say meanwhile waits no longer than that takes. */
const AT_ONCE = 1_000;

/** days: since it went. */
export const createMessageRetention = ({
  store,
  clock,
  days,
}: {
  readonly store: Pick<MessageLogStore, 'pruneMessages'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly days: number;
}): Chore => ({
  name: 'message_retention',
  everyMs: EVERY_MS,
  run: async ({ signal }) => {
    const before = new Date(clock.now().getTime() - days * DAY_MS);
    while (!signal.aborted && (await store.pruneMessages(before, AT_ONCE)) > 0);
  },
});
