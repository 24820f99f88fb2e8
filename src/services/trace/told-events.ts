/** Which events are told of what is traced: those of its commands, and of its session. */
import type { DomainEvent, EventType } from '../../domain/event.ts';
import { entitlementOf } from '../event-entitlement.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { TraceSubject } from './source.ts';

/** A session's many updates are its readings. */
const OF_SESSION: readonly EventType[] = ['session.started', 'session.ended'];

/** Up to `limit` of each command and of the session, from `fromAt` on (null: from the oldest), one object behind another. */
export const toldEvents = async (
  store: Pick<EventStore, 'events'>,
  { caller, commands, session, stationId }: TraceSubject,
  { fromAt, limit }: { readonly fromAt: Date | null; readonly limit: number },
): Promise<readonly DomainEvent[]> => {
  const common = {
    ...entitlementOf(caller),
    descending: false,
    afterId: null,
    fromAt,
    toAt: null,
    stationId,
    locationId: null,
    limit,
  };
  const pages = await Promise.all([
    ...commands.map(({ id }) => store.events({ ...common, types: ['command.updated'], objectId: id, sessionId: null })),
    ...(session === null
      ? []
      : [store.events({ ...common, types: OF_SESSION, objectId: session.id, sessionId: session.id })]),
  ]);
  return pages.flatMap(({ items }) => items);
};
