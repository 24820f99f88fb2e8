/** Whether the log has let events go that a subscriber had not come to. */
import type { DomainEvent } from '../../domain/event.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { Gap } from './subscriber.ts';

/**
 * Places have holes by nature, so a missing one alone tells nothing: it is a gap when the event at the cursor is gone as
 * well, for events go in the order of their age. page: what the log has behind the cursor.
 */
export const findGap = async (
  events: Pick<EventStore, 'eventsBySeq' | 'lastEventSeq'>,
  cursor: number,
  page: readonly DomainEvent[],
): Promise<Gap | null> => {
  // From the beginning of the log, wherever that is.
  if (cursor === 0) return null;
  const beforeSeq = page[0]?.seq ?? (await events.lastEventSeq()) + 1;
  if (beforeSeq <= cursor + 1) return null;
  const [atCursor] = await events.eventsBySeq(cursor - 1, 1);
  return atCursor?.seq === cursor ? null : { afterSeq: cursor, beforeSeq };
};
