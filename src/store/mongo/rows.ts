/** Domain documents as they are stored: the fields that queries need, and the whole as text. */
import type { Command } from '../../domain/command.ts';
import type { NewEvent } from '../../domain/event.ts';
import { type DocumentOf, KINDS, type KindName } from '../../domain/kinds/documents.ts';
import { heldBy } from '../../domain/kinds/kind.ts';
import type { StoredReading } from '../../domain/meter.ts';
import type { IdempotencyRecord } from '../../services/ports/idempotency-store.ts';
import { audienceOf, type EventAudience } from '../event-audience.ts';
import { encode } from '../sqlite/json.ts';
import { type Row as KindRow, rowOf } from './kind-collection.ts';
import type { DocumentCollection } from './models.ts';

/** One text of two, whatever is in them. */
export const pairKey = (first: string, second: string): string => JSON.stringify([first, second]);

export type Row = KindRow<DocumentCollection>;

/** Its `t` is that of a start; any other command is seen with the token of its session. */
export const commandRow = (command: Command): Row => {
  const { collection, document } = rowOf('commands', command);
  const uid = heldBy(KINDS.commands, 'tokenUid', command);
  return { collection, document: { ...document, t: { v: 0, uid: typeof uid === 'string' ? uid : null } } };
};

/** Of those that have more beside them than their fields. */
const ownRows: { readonly [K in KindName]?: (document: DocumentOf<K>) => Row } = { commands: commandRow };

export const documentRow = <K extends KindName>(name: K, document: DocumentOf<K>): Row =>
  ownRows[name]?.(document) ?? rowOf(name, document);

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
  readonly partyId: string;
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
  partyId: event.partyId,
  ...audienceOf(event),
  json: encode(event),
});

/** In its place. */
export type StoredEvent = EventRow & { readonly seq: number };
