/** The event log, in the order of its places (`seq`). */
import { DomainError } from '../../domain/error.ts';
import type { DomainEvent, NewEvent } from '../../domain/event.ts';
import { driverOfEvent } from '../../domain/visibility.ts';
import type { EventQuery, EventStore } from '../../services/ports.ts';
import type { Connection } from './connection.ts';
import type { SqliteDatabase } from './database.ts';
import { EVERYBODY, isAboutSomeone, onlyDriver, onlyToken } from './event-audience.ts';
import { countEvents, readEvents } from './event-list.ts';
import { decode, encode } from './json.ts';

export type EventRow = {
  readonly id: string;
  readonly type: string;
  readonly occurredAt: Date;
  readonly objectId: string;
  readonly locationId: string | null;
  readonly stationId: string | null;
  readonly sessionId: string | null;
  /** See event-audience.ts; null: nobody's. */
  readonly seenByToken: string | null;
  /** undefined: the driver of the session named, because the event itself does not say. */
  readonly seenByDriver: string | null | undefined;
  readonly doc: string;
};

const audienceOf = (event: NewEvent): Pick<EventRow, 'seenByToken' | 'seenByDriver'> => {
  const { type, sessionId, tokenUid } = event;
  if (!isAboutSomeone(type) && sessionId === null && tokenUid === null) {
    return { seenByToken: EVERYBODY, seenByDriver: EVERYBODY };
  }
  const driver = driverOfEvent(event);
  return {
    seenByToken: tokenUid === null ? null : onlyToken(tokenUid),
    seenByDriver: typeof driver === 'string' ? onlyDriver(driver) : driver,
  };
};

export const eventRow = (event: NewEvent): EventRow => ({
  id: event.id,
  type: event.type,
  occurredAt: event.occurredAt,
  objectId: event.objectId,
  locationId: event.locationId,
  stationId: event.stationId,
  sessionId: event.sessionId,
  ...audienceOf(event),
  doc: encode(event),
});

const driverOfSession = (connection: Connection, id: string | null): string | null => {
  if (id === null) return null;
  const session = connection.get<{ driver_id: string | null }>('SELECT driver_id FROM sessions WHERE id = ?', id);
  return typeof session?.driver_id === 'string' ? onlyDriver(session.driver_id) : null;
};

/** Answers the event's place. An id that is there already is a conflict. */
export const putEvent = (connection: Connection, row: EventRow): number => {
  const placed = connection.get<{ seq: number }>(
    `INSERT INTO events (id, type, occurred_at, object_id, location_id, station_id, session_id,
                         seen_by_token, seen_by_driver, doc)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING seq`,
    row.id,
    row.type,
    row.occurredAt.getTime(),
    row.objectId,
    row.locationId,
    row.stationId,
    row.sessionId,
    row.seenByToken,
    row.seenByDriver === undefined ? driverOfSession(connection, row.sessionId) : row.seenByDriver,
    row.doc,
  );
  if (placed === undefined) {
    throw new DomainError('conflict', { cause: new Error(`There is an event ${row.id} already.`) });
  }
  return placed.seq;
};

export const eventOperations = {
  events: (connection: Connection, query: EventQuery) => readEvents(connection, query),
  countEvents: (connection: Connection, query: EventQuery) => countEvents(connection, query),
};

export const createEventStore = (database: SqliteDatabase): EventStore => {
  const call = database.client<typeof eventOperations>('store');
  return {
    events: async (query) => {
      const { found, more } = await call('events', query);
      return { items: found.map(({ seq, doc }): DomainEvent => ({ ...decode<NewEvent>(doc), seq })), more };
    },
    countEvents: (query) => call('countEvents', query),
  };
};
