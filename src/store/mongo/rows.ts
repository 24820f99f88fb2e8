/** Domain documents as they are stored: the fields that queries need, and the whole as text. */
import type { Client } from '../../domain/access.ts';
import type { Command } from '../../domain/command.ts';
import { namedToken } from '../../domain/commands/naming.ts';
import type { NewEvent } from '../../domain/event.ts';
import type { Location } from '../../domain/location.ts';
import type { StoredReading } from '../../domain/meter.ts';
import type { Session } from '../../domain/session.ts';
import type { Station } from '../../domain/station.ts';
import type { Token } from '../../domain/token.ts';
import type { IdempotencyRecord } from '../../services/ports/idempotency-store.ts';
import { audienceOf, type EventAudience } from '../event-audience.ts';
import { encode, uidKey } from '../sqlite/json.ts';
import type { DocumentCollection, StoredDocument } from './models.ts';

/** One text of two, whatever is in them. */
export const pairKey = (first: string, second: string): string => JSON.stringify([first, second]);

export type Row = { readonly collection: DocumentCollection; readonly document: StoredDocument };

type Whole = { readonly version: number; readonly createdAt: Date; readonly updatedAt: Date };

const rowOf = (
  collection: DocumentCollection,
  id: string,
  whole: Whole,
  fields: Readonly<Record<string, string | number | boolean | null>>,
): Row => ({
  collection,
  document: {
    _id: id,
    d: {
      v: whole.version,
      createdAt: whole.createdAt,
      updatedAt: whole.updatedAt,
      ...fields,
      json: encode(whole),
    },
  },
});

export const locationRow = (location: Location): Row => rowOf('locations', location.id, location, {});
export const clientRow = (client: Client): Row => rowOf('clients', client.id, client, {});
export const tokenRow = (token: Token): Row => rowOf('tokens', uidKey(token.uid), token, { driverId: token.driverId });
export const stationRow = (station: Station): Row =>
  rowOf('stations', station.id, station, { locationId: station.locationId, online: station.online });

export const sessionRow = (session: Session): Row =>
  rowOf('sessions', session.id, session, {
    stationId: session.stationId,
    locationId: session.locationId,
    tokenUid: session.token === null ? null : uidKey(session.token.uid),
    driverId: session.driverId,
    status: session.status,
    transactionId: session.transaction.id,
    startKey: session.transaction.startKey,
  });

/** Stored and spread elsewhere as it is; the union need not be told apart here. */
type AnyCommand = Pick<Command, Exclude<keyof Command, 'type' | 'parameters'>>;

/** Its `t` is that of a start; any other command is seen with the token of its session. */
export const commandRow = (command: Command): Row => {
  const common: AnyCommand = command;
  const { collection, document } = rowOf('commands', common.id, common, {
    number: common.number,
    type: command.type,
    status: common.status,
    stationId: common.stationId,
    locationId: common.locationId,
    sessionId: common.sessionId,
    clientId: common.requestedBy.clientId,
    userId: common.requestedBy.userId,
  });
  const token = namedToken(command);
  const uid = token === null ? null : uidKey(token.uid);
  return { collection, document: { ...document, t: { v: 0, uid } } };
};

export const idempotencyRow = (record: IdempotencyRecord): Row => ({
  collection: 'idempotency',
  document: {
    _id: pairKey(record.clientId, record.key),
    d: { v: 1, createdAt: record.createdAt, json: encode(record) },
  },
});

export const sequenceRow = (name: string, version: number, taken: number): Row => ({
  collection: 'sequences',
  document: { _id: name, d: { v: version, taken, json: '' } },
});

export type ReadingRow = {
  readonly _id: string;
  readonly sessionId: string;
  readonly key: string;
  readonly sampledAt: Date;
  readonly json: string;
};

export const readingRow = (reading: StoredReading): ReadingRow => ({
  _id: pairKey(reading.sessionId, reading.key),
  sessionId: reading.sessionId,
  key: reading.key,
  sampledAt: reading.sampledAt,
  json: encode(reading),
});

export type EventRow = EventAudience & {
  readonly _id: string;
  readonly type: string;
  readonly occurredAt: Date;
  readonly objectId: string;
  readonly locationId: string | null;
  readonly stationId: string | null;
  readonly sessionId: string | null;
  readonly json: string;
};

export const newEventRow = (event: NewEvent): EventRow => ({
  _id: event.id,
  type: event.type,
  occurredAt: event.occurredAt,
  objectId: event.objectId,
  locationId: event.locationId,
  stationId: event.stationId,
  sessionId: event.sessionId,
  ...audienceOf(event),
  json: encode(event),
});

/** In its place. */
export type StoredEvent = EventRow & { readonly seq: number };
