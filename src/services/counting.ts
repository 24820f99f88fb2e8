/** Metrics that follow the events: how many of each type, and how many sessions are open. */
import type { DomainEvent } from '../domain/event.ts';
import type { SessionStatus } from '../domain/session.ts';
import type { EventBus, Metrics, SessionQuery, SessionStore } from './ports.ts';

const openWith = (status: SessionStatus): SessionQuery => ({
  scope: { locationIds: null, tokenUids: null, driverId: null },
  limit: 1,
  after: null,
  newestFirst: false,
  updatedFromAt: null,
  updatedToAt: null,
  stationId: null,
  locationId: null,
  tokenUid: null,
  status,
});

/** Counts from now on; the answer ends it. */
export const startCounting = async ({
  store,
  bus,
  metrics,
}: {
  readonly store: Pick<SessionStore, 'countSessions'>;
  readonly bus: Pick<EventBus, 'subscribe'>;
  readonly metrics: Metrics;
}): Promise<() => void> => {
  let open = 0;
  metrics.gauge('sessions_open', () => open);
  const stop = bus.subscribe((event: DomainEvent) => {
    metrics.count('events_total', { type: event.type });
    // A session that is first heard of at its end begins and ends in one change, with an event for each.
    if (event.type === 'session.started') open += 1;
    if (event.type === 'session.ended') open -= 1;
  });
  const [active, pending] = await Promise.all([
    store.countSessions(openWith('ACTIVE')),
    store.countSessions(openWith('PENDING')),
  ]);
  open += active + pending;
  return stop;
};
