/** Reads the newest of the log once for all subscribers that have come up with it. */
import type { DomainEvent } from '../../domain/event.ts';
import type { EventStore } from '../ports/event-store.ts';

/** Events read at once. */
export const PAGE = 200;

export type HeadReader = {
  readonly readSeq: () => number;
  /** Takes the events behind its place; false: it cannot take them all, and reads on by itself from where it stopped. */
  readonly offer: (events: readonly DomainEvent[]) => boolean;
};

export type Head = {
  /** true: it is told of all that comes. false: it has not read far enough yet. */
  readonly join: (reader: HeadReader) => boolean;
  readonly leave: (reader: HeadReader) => void;
  /** There may be something new. */
  readonly wake: () => void;
  readonly readers: () => number;
  /** How often the log was read here. */
  readonly reads: () => number;
};

/** onFailure: the log could not be read; whoever is told wakes it again later. */
export const createHead = ({
  events,
  onFailure,
}: {
  readonly events: Pick<EventStore, 'eventsBySeq'>;
  readonly onFailure: (error: unknown) => void;
}): Head => {
  const readers = new Set<HeadReader>();
  let seq = 0;
  let reads = 0;
  let awake = false;
  let again = false;

  const readAll = async (): Promise<void> => {
    awake = true;
    try {
      while (again && readers.size > 0) {
        again = false;
        reads += 1;
        const from = seq;
        const page = await events.eventsBySeq(from, PAGE);
        // All had left meanwhile, and somebody came who is at another place.
        if (seq !== from) again = true;
        else {
          for (const reader of readers) if (!reader.offer(page)) readers.delete(reader);
          seq = page.at(-1)?.seq ?? seq;
          if (page.length === PAGE) again = true;
        }
      }
    } catch (error) {
      onFailure(error);
    } finally {
      awake = false;
    }
  };

  const wake = (): void => {
    again = true;
    if (!awake) void readAll();
  };

  return {
    join: (reader) => {
      if (readers.size === 0) seq = reader.readSeq();
      if (reader.readSeq() < seq) return false;
      readers.add(reader);
      // What came between its last read and now.
      wake();
      return true;
    },
    leave: (reader) => {
      readers.delete(reader);
    },
    wake,
    readers: () => readers.size,
    reads: () => reads,
  };
};
