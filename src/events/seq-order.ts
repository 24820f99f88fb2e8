/** Puts events that come in any order, some twice and some never, into the order of their places, each once. */
import type { DomainEvent } from '../domain/event.ts';

export type SeqOrder = {
  /** One that was told of: delivered with all that follow it as soon as nothing before it is missing. */
  readonly take: (events: readonly DomainEvent[]) => void;
  /** What the store has behind `last()`, oldest first: where it has none in between, there is none. */
  readonly read: (events: readonly DomainEvent[]) => void;
  /** The place of the last one that was delivered. */
  readonly last: () => number;
  /** How many wait for one before them. */
  readonly waiting: () => number;
};

/** most: how many may wait; those beyond are passed over, for the store has them. */
export const createSeqOrder = ({
  lastSeq,
  most,
  deliver,
}: {
  readonly lastSeq: number;
  readonly most: number;
  readonly deliver: (events: readonly DomainEvent[]) => void;
}): SeqOrder => {
  const waiting = new Map<number, DomainEvent>();
  let last = lastSeq;

  const following = (): DomainEvent[] => {
    const events: DomainEvent[] = [];
    for (let event = waiting.get(last + 1); event !== undefined; event = waiting.get(last + 1)) {
      events.push(event);
      last = event.seq;
      waiting.delete(last);
    }
    return events;
  };

  return {
    take: (events) => {
      for (const event of events) {
        if (event.seq <= last) continue;
        if (waiting.size < most || event.seq === last + 1) waiting.set(event.seq, event);
      }
      const ready = following();
      if (ready.length > 0) deliver(ready);
    },
    read: (events) => {
      const ready: DomainEvent[] = [];
      for (const event of events) {
        if (event.seq <= last) continue;
        ready.push(event);
        last = event.seq;
      }
      if (ready.length === 0) return;
      for (const seq of [...waiting.keys()]) if (seq <= last) waiting.delete(seq);
      deliver([...ready, ...following()]);
    },
    last: () => last,
    waiting: () => waiting.size,
  };
};
