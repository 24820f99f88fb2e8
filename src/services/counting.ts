/** Metrics that follow the events: how many of each type, and how many sessions are open. */
import type { EventType } from '../domain/event.ts';
import type { EventBus } from './ports/event-bus.ts';
import type { Metrics } from './ports/observing.ts';
import type { SessionStore } from './ports/session-store.ts';

/** Sessions come and go at other nodes while they are counted: then the count is made again. */
const COUNTS = 5;

/**
 * Counts from now on; the answer ends it. Each node counts the events of its own commits, so that their sum is that of
 * all; how many sessions are open is the same on every node, and each says all of it.
 */
export const startCounting = async ({
  store,
  bus,
  ownEvents,
  metrics,
}: {
  readonly store: Pick<SessionStore, 'countOpenSessions'>;
  readonly bus: Pick<EventBus, 'subscribe'>;
  readonly ownEvents: Pick<EventBus, 'subscribe'>;
  readonly metrics: Metrics;
}): Promise<() => void> => {
  let open = 0;
  let changes = 0;
  const labels = new Map<EventType, { readonly type: EventType }>();
  /** Frozen, and the same for each event of a type: see createMetrics. */
  const labelsOf = (type: EventType) => {
    const known = labels.get(type);
    if (known !== undefined) return known;
    const made = Object.freeze({ type });
    labels.set(type, made);
    return made;
  };
  metrics.gauge('sessions_open', () => open);
  const stops = [
    ownEvents.subscribe((event) => metrics.count('events_total', labelsOf(event.type))),
    bus.subscribe((event) => {
      // A session that is first heard of at its end begins and ends in one change, with an event for each.
      const step = event.type === 'session.started' ? 1 : event.type === 'session.ended' ? -1 : 0;
      open += step;
      if (step !== 0) changes += 1;
    }),
  ];
  for (let left = COUNTS; left > 0; left -= 1) {
    const changesBefore = changes;
    open = await store.countOpenSessions();
    if (changes === changesBefore) break;
  }
  return () => {
    for (const stop of stops) stop();
  };
};
