/** The events of the commands and of the session, as the log has them: each is told to webhooks and streams, too. */
import type { DomainEvent } from '../../domain/event.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { EventStore } from '../ports/event-store.ts';
import { sliced, type TraceSource } from './source.ts';
import { toldEvents } from './told-events.ts';

const dataOf = (event: DomainEvent): JsonObject => {
  const about = { objectId: event.objectId, objectVersion: event.objectVersion, seq: event.seq };
  if (event.type === 'command.updated') return { ...about, status: event.data.command.status };
  if (event.type === 'session.started' || event.type === 'session.ended') {
    const { status, energyWh, stopReason } = event.data.session;
    return { ...about, status, energyWh, stopReason };
  }
  return about;
};

export const events = ({ store }: { readonly store: Pick<EventStore, 'events'> }): TraceSource => ({
  read: async (subject, slice) => {
    // Those of the instant at which the page before ended come once more.
    const told = await toldEvents(store, subject, { fromAt: slice.after?.at ?? null, limit: slice.limit + 100 });
    const entries = told.map((event) => ({
      at: event.occurredAt,
      id: event.id,
      source: 'event',
      kind: event.type,
      commandId: event.type === 'command.updated' ? event.objectId : null,
      sessionId: event.sessionId,
      data: dataOf(event),
      payload: null,
    }));
    return sliced(entries, slice);
  },
});
