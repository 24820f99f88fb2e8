/** What webhook endpoints were sent of the commands and the session, of those that the caller manages. */
import type { Webhooks } from '../api/webhooks.ts';
import type { EventStore } from '../ports/event-store.ts';
import { sliced, type TraceSource } from './source.ts';
import { toldEvents } from './told-events.ts';

/** Events whose deliveries are looked for, and deliveries of each. */
const MOST_EVENTS = 100;
const MOST_DELIVERIES = 100;

export const deliveries = ({
  store,
  webhooks,
}: {
  readonly store: Pick<EventStore, 'events'>;
  readonly webhooks: Pick<Webhooks, 'deliveries'>;
}): TraceSource => ({
  read: async (subject, slice) => {
    const { caller } = subject;
    if (!caller.scopes.has('webhooks:manage')) return [];
    const told = (await toldEvents(store, subject, { fromAt: null, limit: MOST_EVENTS })).slice(0, MOST_EVENTS);
    const found = await Promise.all(
      told.map((event) =>
        webhooks.deliveries(
          caller,
          { limit: MOST_DELIVERIES, cursor: null, withTotal: false },
          { endpointId: null, eventId: event.id, status: null },
        ),
      ),
    );
    const entries = found.flatMap(({ items }, index) => {
      const event = told[index];
      if (event === undefined) return [];
      return items.flatMap(({ id, endpointId, status, attempts }) =>
        attempts.map(({ startedAt, durationMs, outcome, status: answered, answer }, attempt) => ({
          at: startedAt,
          id: `${id}.${attempt}`,
          source: 'delivery',
          kind: event.type,
          commandId: event.type === 'command.updated' ? event.objectId : null,
          sessionId: event.sessionId,
          data: { endpointId, eventId: event.id, status, outcome, httpStatus: answered, durationMs },
          payload: answer,
        })),
      );
    });
    return sliced(entries, slice);
  },
});
