/**
 * The collections and their indexes. A document lies under `d`: its version `v` first, the fields that queries need,
 * and the whole of it as JSON text, so that whatever stations and clients sent comes back as it was.
 * `$max` on `d` then puts it only over a lower version, in one step: embedded documents compare field by field.
 */
import { type IndexDefinition, type Model, Schema, type SchemaDefinition } from 'mongoose';
import type { Connection } from './connection.ts';

type Indexes = readonly IndexDefinition[];

export const DOCUMENT_COLLECTIONS = [
  'locations',
  'stations',
  'tokens',
  'sessions',
  'commands',
  'clients',
  'idempotency',
  'sequences',
] as const;
export type DocumentCollection = (typeof DOCUMENT_COLLECTIONS)[number];

/** v first: it decides. */
export type StoredFields = { readonly v: number } & Readonly<Record<string, string | number | boolean | Date | null>>;
export type StoredDocument = {
  readonly _id: string;
  readonly d: StoredFields & { readonly json: string };
  /** Commands only: the token that they are seen with, at that version of their session. */
  readonly t?: { readonly v: number; readonly uid: string | null };
};

const options = { versionKey: false, strict: true, minimize: false } as const;

const schemaOf = (definition: SchemaDefinition, indexes: Indexes): Schema => {
  const schema = new Schema(definition, options);
  for (const index of indexes) schema.index(index);
  return schema;
};

const documentSchema = (fields: SchemaDefinition, indexes: Indexes, beside: SchemaDefinition = {}): Schema =>
  schemaOf({ _id: String, d: new Schema({ v: Number, ...fields, json: String }, { _id: false }), ...beside }, indexes);

const times = { createdAt: Date, updatedAt: Date };

/** In the order of lists, behind the fields that are the same. */
const inOrder = (...same: readonly string[]): IndexDefinition =>
  Object.fromEntries([...same, 'd.createdAt', '_id'].map((field) => [field, 1 as const]));

const ascending = (...fields: readonly string[]): IndexDefinition =>
  Object.fromEntries(fields.map((field) => [field, 1 as const]));

const schemas = {
  locations: documentSchema(times, [inOrder()]),
  stations: documentSchema({ locationId: String, online: Boolean, ...times }, [
    inOrder(),
    inOrder('d.locationId'),
    inOrder('d.online'),
  ]),
  tokens: documentSchema({ driverId: String, ...times }, [inOrder(), inOrder('d.driverId')]),
  sessions: documentSchema(
    {
      stationId: String,
      locationId: String,
      tokenUid: String,
      driverId: String,
      status: String,
      transactionId: String,
      startKey: String,
      ...times,
    },
    [
      inOrder(),
      inOrder('d.stationId'),
      inOrder('d.locationId'),
      inOrder('d.tokenUid'),
      inOrder('d.driverId'),
      inOrder('d.status'),
      inOrder('d.stationId', 'd.status'),
      inOrder('d.tokenUid', 'd.status'),
      ascending('d.stationId', 'd.transactionId', 'd.createdAt'),
      ascending('d.stationId', 'd.startKey', 'd.createdAt'),
      ascending('d.updatedAt'),
    ],
  ),
  commands: documentSchema(
    {
      number: Number,
      type: String,
      status: String,
      stationId: String,
      locationId: String,
      sessionId: String,
      clientId: String,
      userId: String,
      ...times,
    },
    [
      inOrder(),
      inOrder('d.sessionId'),
      inOrder('d.stationId'),
      inOrder('d.clientId'),
      inOrder('d.userId'),
      inOrder('t.uid'),
      inOrder('d.locationId'),
      inOrder('d.status'),
      inOrder('d.type'),
      inOrder('d.stationId', 'd.status'),
      inOrder('d.stationId', 'd.type'),
      ascending('d.stationId', 'd.number'),
      ascending('d.updatedAt'),
    ],
    { t: new Schema({ v: Number, uid: String }, { _id: false }) },
  ),
  clients: documentSchema(times, [inOrder()]),
  idempotency: documentSchema({ createdAt: Date }, [ascending('d.createdAt')]),
  sequences: documentSchema({ taken: Number }, []),
  readings: schemaOf({ _id: String, sessionId: String, key: String, sampledAt: Date, json: String }, [
    ascending('sessionId', 'sampledAt', 'key'),
  ]),
  events: schemaOf(
    {
      _id: String,
      seq: Number,
      type: String,
      occurredAt: Date,
      objectId: String,
      locationId: String,
      stationId: String,
      sessionId: String,
      seenByToken: String,
      seenByDriver: String,
      json: String,
    },
    [
      ascending('seq'),
      ascending('type', 'seq'),
      ascending('objectId', 'seq'),
      ascending('locationId', 'seq'),
      ascending('stationId', 'seq'),
      ascending('sessionId', 'seq'),
      ascending('seenByToken', 'seq'),
      ascending('seenByDriver', 'seq'),
      ascending('occurredAt'),
    ],
  ),
  records: schemaOf({ _id: String, value: String, expiresAt: Date, group: String }, [
    ascending('group'),
    ascending('expiresAt'),
  ]),
  log: schemaOf({ _id: String, node: String, nonce: String, firstSeq: Number, lastSeq: Number }, []),
  progress: schemaOf({ _id: String, n: Number, seq: Number, probe: Number }, []),
} as const;

export type CollectionName = keyof typeof schemas;
export const COLLECTIONS = Object.keys(schemas) as readonly CollectionName[];

/** What is read, lean; mongoose's own types of it would have to be told twice. */
export type Models = Readonly<Record<CollectionName, Model<unknown>>>;

/** Declares the collections on the connection and makes what indexes are not there yet. */
export const prepareModels = async (connection: Connection): Promise<Models> => {
  const entries = COLLECTIONS.map((name) => [name, connection.model<unknown>(name, schemas[name], name)] as const);
  for (const [, model] of entries) await model.createIndexes();
  return Object.fromEntries(entries) as Models;
};
