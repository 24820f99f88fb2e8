/** The event log, in the order of its places (`seq`). */
import { DomainError } from '../../domain/error.ts';
import type { DomainEvent, NewEvent } from '../../domain/event.ts';
import type { Session } from '../../domain/session.ts';
import type { EventQuery, EventStore } from '../../services/ports/event-store.ts';
import { audienceOf } from '../event-audience.ts';
import { decodeEvent } from '../stored-text.ts';
import type { Connection } from './connection.ts';
import type { SqliteDatabase } from './database.ts';
import { countEvents, placeOf, readEvents } from './event-list.ts';
import { placeEvent } from './event-places.ts';
import { encode, instantText } from './json.ts';
import type { Counted } from './list-plan.ts';
import { type SessionRow, textOfSession } from './sessions.ts';

/** Without names, as it crosses to the thread. */
export type EventRow = readonly [
  id: string,
  type: string,
  occurredAtMs: number,
  objectId: string,
  locationId: string | null,
  stationId: string | null,
  sessionId: string | null,
  /** See event-audience.ts. */
  seenByToken: string | null,
  seenByDriver: string | null,
  partyId: string,
  stationGroupId: string | null,
  owner: string | null,
  /** The document; its beginning, when it ends with that of a session in the same change. */
  text: string,
  /** Which one of the change's sessions; null: none. */
  sessionAt: number | null,
];

const SESSION_FOLLOWS = ',"data":{"session":';
const AFTER_SESSION = '}}';

const textOf = (event: NewEvent, sessionAt: number | null): string => {
  if (sessionAt === null) return encode(event);
  // What has no value is left out.
  const envelope = { ...event, occurredAt: instantText(event.occurredAt), data: undefined };
  return JSON.stringify(envelope).slice(0, -1) + SESSION_FOLLOWS;
};

/** sessions: of the same change; an event that tells of one of them need not write it out again. */
export const eventRow = (event: NewEvent, sessions: readonly Session[]): EventRow => {
  const at = 'session' in event.data ? sessions.indexOf(event.data.session) : -1;
  const sessionAt = at === -1 ? null : at;
  const { seenByToken, seenByDriver, stationGroupId, owner } = audienceOf(event);
  return [
    event.id,
    event.type,
    event.occurredAt.getTime(),
    event.objectId,
    event.locationId,
    event.stationId,
    event.sessionId,
    seenByToken,
    seenByDriver,
    event.partyId,
    stationGroupId,
    owner,
    textOf(event, sessionAt),
    sessionAt,
  ];
};

/** Answers the event's place. An id that is there already is a conflict. */
export const putEvent = (connection: Connection, row: EventRow, sessions: readonly SessionRow[]): number => {
  const [id, type, occurredAtMs, objectId, locationId, stationId, sessionId, ...audience] = row;
  const [token, driver, partyId, groupId, owner, text, sessionAt] = audience;
  const session = sessionAt === null ? undefined : sessions[sessionAt];
  const seq = connection.insert(
    `INSERT INTO events (id, type, occurred_at, object_id, location_id, station_id, session_id,
                         seen_by_token, seen_by_driver, party_id, station_group_id, owner, doc)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    id,
    type,
    occurredAtMs,
    objectId,
    locationId,
    stationId,
    sessionId,
    token,
    driver,
    partyId,
    groupId,
    owner,
    session === undefined ? text : text + textOfSession(session) + AFTER_SESSION,
  );
  if (seq === null) {
    throw new DomainError('conflict', { cause: new Error(`There is an event ${id} already.`) });
  }
  placeEvent(connection, seq);
  return seq;
};

export const eventOperations = {
  events: (connection: Connection, query: EventQuery) => readEvents(connection, query),
  eventSeq: (connection: Connection, id: string) => placeOf(connection, id),
  countEvents: (connection: Connection, counted: Counted<EventQuery>) => countEvents(connection, counted),
  eventsBySeq: (connection: Connection, { afterSeq, limit }: { afterSeq: number; limit: number }) =>
    connection.all<{ seq: number; doc: string }>(
      'SELECT seq, doc FROM events WHERE seq > ? ORDER BY seq LIMIT ?',
      afterSeq,
      limit,
    ),
  // Kept by AUTOINCREMENT, whatever is pruned.
  lastEventSeq: (connection: Connection, _: null): number =>
    connection.get<{ seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'events'")?.seq ?? 0,
};

const asEvent = ({ seq, doc }: { readonly seq: number; readonly doc: string }): DomainEvent => ({
  ...decodeEvent(doc),
  seq,
});

export const createEventStore = (database: SqliteDatabase): EventStore => {
  const call = database.reader<typeof eventOperations>('store');
  return {
    events: async (query) => {
      const { found, more } = await call('events', query);
      return { items: found.map(asEvent), more };
    },
    eventSeq: (id) => call('eventSeq', id),
    countEvents: (query, upTo) => call('countEvents', { query, upTo }),
    eventsBySeq: async (afterSeq, limit) => (await call('eventsBySeq', { afterSeq, limit })).map(asEvent),
    lastEventSeq: () => call('lastEventSeq', null),
  };
};
