/** Makes events of stations and sessions, with the ids that decide who may see them. */
import { carriedFrom, type StationPlace } from '../domain/at-station.ts';
import type { EventData, EventType, EventTypeOf, NewEvent } from '../domain/event.ts';
import type { Session } from '../domain/session.ts';
import type { Station } from '../domain/station.ts';
import type { Clock, NewId } from './ports/time.ts';

type SessionEventType = EventTypeOf<'session'>;
/** Those that carry the station, and nothing else. */
type StationStateType = {
  [T in EventTypeOf<'station'>]: { readonly station: Station } extends EventData[T] ? T : never;
}[EventTypeOf<'station'>];
type StationNewsType = Exclude<EventTypeOf<'station'>, StationStateType>;

export type EventMaker = {
  /** The event holds the station without its password hash. */
  readonly ofStation: (type: StationStateType, station: Station) => NewEvent;
  readonly ofStationNews: <T extends StationNewsType>(type: T, station: StationPlace, data: EventData[T]) => NewEvent;
  readonly ofSession: (type: SessionEventType, session: Session) => NewEvent;
  readonly of: <T extends EventType>(type: T, ids: EventIds, data: EventData[T]) => NewEvent;
};

export type EventIds = Pick<
  NewEvent,
  'objectId' | 'objectVersion' | 'locationId' | 'stationId' | 'sessionId' | 'tokenUid' | 'partyId' | 'stationGroupId'
>;

/** A station as others may see it: the hash of its password never leaves the gateway. */
export const withoutPassword = (station: Station): Station => ({
  ...station,
  security: { ...station.security, passwordHash: null },
});

export const createEventMaker = ({ clock, newId }: { readonly clock: Clock; readonly newId: NewId }): EventMaker => {
  const of = <T extends EventType>(type: T, ids: EventIds, data: EventData[T]): NewEvent =>
    // T ties type and data together, which the union of all events cannot see.
    ({ id: newId(), type, occurredAt: clock.now(), ...ids, data }) as unknown as NewEvent;

  const stationIds = (station: StationPlace): EventIds => ({
    objectId: station.id,
    objectVersion: station.version,
    stationId: station.id,
    sessionId: null,
    tokenUid: null,
    ...carriedFrom(station),
  });

  return {
    of,
    ofStation: (type, station) => of(type, stationIds(station), { station: withoutPassword(station) }),
    ofStationNews: (type, station, data) => of(type, stationIds(station), data),
    ofSession: (type, session) =>
      of(
        type,
        {
          objectId: session.id,
          objectVersion: session.version,
          locationId: session.locationId,
          stationId: session.stationId,
          sessionId: session.id,
          tokenUid: session.token?.uid ?? null,
          partyId: session.partyId,
          stationGroupId: session.stationGroupId,
        },
        { session },
      ),
  };
};
