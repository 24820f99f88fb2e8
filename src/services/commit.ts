/** Stores a change and then tells it: what is on the bus is durable, and it is there in the order of the log. */
import type { DomainEvent } from '../domain/event.ts';
import type { Change, Committer } from './ports/commit.ts';
import type { EventBus } from './ports/event-bus.ts';

type Batch = { readonly events: readonly DomainEvent[]; readonly barrier: number };

/**
 * Commits to the store and publishes the stored events in the order of their seq.
 *
 * Commits run beside each other, and one that began early may end late with a lower seq. So events are held until every
 * commit that was in flight when theirs ended has ended too: none of a lower seq can come after them.
 * The answer of `commit` does not wait for that.
 */
export const createCommitter = ({
  store,
  bus,
}: {
  readonly store: Committer;
  readonly bus: Pick<EventBus, 'publish'>;
}): Committer => {
  let lastTicket = 0;
  const inFlight = new Set<number>();
  let held: Batch[] = [];

  const release = () => {
    const first = held[0];
    if (first === undefined) return;
    // Tickets grow, so the set's first is its least; barriers grow, so the first one's is the least.
    const [oldest = Number.POSITIVE_INFINITY] = inFlight;
    if (first.barrier >= oldest) return;
    const free = held.filter((batch) => batch.barrier < oldest);
    const upTo = Math.max(...free.flatMap((batch) => batch.events.map((event) => event.seq)));
    // What lies below a free event is free as well, even when its own barrier still holds.
    const [out, stay] = [
      held.filter((batch) => batch.events.every((event) => event.seq <= upTo)),
      held.filter((batch) => batch.events.some((event) => event.seq > upTo)),
    ];
    held = stay;
    bus.publish(out.flatMap((batch) => batch.events).sort((a, b) => a.seq - b.seq));
  };

  return {
    commit: async (change: Change) => {
      lastTicket += 1;
      const ticket = lastTicket;
      inFlight.add(ticket);
      try {
        const events = await store.commit(change);
        if (events.length > 0) held.push({ events, barrier: lastTicket });
        return events;
      } finally {
        inFlight.delete(ticket);
        release();
      }
    },
  };
};
