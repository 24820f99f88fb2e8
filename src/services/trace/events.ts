/** The events of the commands and of the session, as the log has them: each is told to webhooks and streams, too. */
import type { DomainEvent, EventType } from '../../domain/event.ts';
import type { JsonObject } from '../../domain/json.ts';
import { visibilityOf } from '../access.ts';
import type { EventStore } from '../ports/event-store.ts';
import { sliced, type TraceSource } from './source.ts';

/** A session's many updates are its readings. */
const OF_SESSION: readonly EventType[] = ['session.started', 'session.ended'];

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
  read: async ({ caller, commands, session, stationId }, slice) => {
    const common = {
      scope: visibilityOf(caller),
      afterId: null,
      fromAt: slice.after?.at ?? null,
      toAt: null,
      stationId,
      locationId: null,
      // Those of the instant at which the page before ended come once more.
      limit: slice.limit + 100,
    };
    const pages = await Promise.all([
      ...commands.map(({ id }) =>
        store.events({ ...common, types: ['command.updated'], objectId: id, sessionId: null }),
      ),
      ...(session === null
        ? []
        : [store.events({ ...common, types: OF_SESSION, objectId: session.id, sessionId: session.id })]),
    ]);
    const entries = pages.flatMap(({ items }) =>
      items.map((event) => ({
        at: event.occurredAt,
        id: event.id,
        source: 'event',
        kind: event.type,
        commandId: event.type === 'command.updated' ? event.objectId : null,
        sessionId: event.sessionId,
        data: dataOf(event),
        payload: null,
      })),
    );
    return sliced(entries, slice);
  },
});
