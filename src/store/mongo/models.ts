/**
 * The collections and their indexes. A document lies under `d`: its version `v` first, the fields that queries need,
 * and the whole of it as JSON text, so that whatever stations and clients sent comes back as it was.
 * `$max` on `d` then puts it only over a lower version, in one step: embedded documents compare field by field.
 */
import { type IndexDefinition, type Model, Schema, type SchemaDefinition } from 'mongoose';
import { KIND_NAMES, KINDS, type KindName } from '../../domain/kinds/documents.ts';
import type { AnyKind } from '../../domain/kinds/kind.ts';
import type { Connection } from './connection.ts';
import { definitionOf, indexesOf } from './kind-collection.ts';

type Indexes = readonly IndexDefinition[];

export type DocumentCollection = KindName | 'idempotency' | 'sequences';
export const DOCUMENT_COLLECTIONS: readonly DocumentCollection[] = [...KIND_NAMES, 'idempotency', 'sequences'];

const options = { versionKey: false, strict: true, minimize: false } as const;

const schemaOf = (definition: SchemaDefinition, indexes: Indexes): Schema => {
  const schema = new Schema(definition, options);
  for (const index of indexes) schema.index(index);
  return schema;
};

const documentSchema = (fields: SchemaDefinition, indexes: Indexes, beside: SchemaDefinition = {}): Schema =>
  schemaOf({ _id: String, d: new Schema({ v: Number, ...fields, json: String }, { _id: false }), ...beside }, indexes);

/** In the order of lists, behind the fields that are the same. */
const inOrder = (...same: readonly string[]): IndexDefinition =>
  Object.fromEntries([...same, 'd.createdAt', '_id'].map((field) => [field, 1 as const]));

const ascending = (...fields: readonly string[]): IndexDefinition =>
  Object.fromEntries(fields.map((field) => [field, 1 as const]));

/** What single look-ups need beside the lists. */
const lookedUp: { readonly [K in KindName]?: Indexes } = {
  sessions: [
    inOrder('d.stationId', 'd.status'),
    inOrder('d.tokenUid', 'd.status'),
    ascending('d.stationId', 'd.transactionId', 'd.createdAt'),
    ascending('d.stationId', 'd.startKey', 'd.createdAt'),
  ],
  commands: [
    inOrder('d.stationId', 'd.status'),
    inOrder('d.stationId', 'd.type'),
    ascending('d.stationId', 'd.number'),
  ],
};

const besides: { readonly [K in KindName]?: SchemaDefinition } = {
  commands: { t: new Schema({ v: Number, uid: String }, { _id: false }) },
};

const kindSchema = (kind: AnyKind, name: KindName): Schema =>
  documentSchema(definitionOf(kind), [...indexesOf(kind), ...(lookedUp[name] ?? [])], besides[name]);

const schemas = {
  ...(Object.fromEntries(KIND_NAMES.map((name) => [name, kindSchema(KINDS[name], name)])) as Record<KindName, Schema>),
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
      partyId: String,
      stationGroupId: String,
      owner: String,
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
      ascending('partyId', 'seq'),
      ascending('stationGroupId', 'seq'),
      ascending('owner', 'seq'),
      ascending('occurredAt'),
    ],
  ),
  records: schemaOf({ _id: String, value: String, expiresAt: Date, group: String }, [
    ascending('group'),
    ascending('expiresAt'),
  ]),
  subscribers: schemaOf({ _id: String, g: Number, from: Number, seq: Number, disabledAt: Date }, []),
  deliveries: schemaOf(
    {
      _id: String,
      subscriber: String,
      seq: Number,
      g: Number,
      state: String,
      orderKey: String,
      dueAt: Date,
      updatedAt: Date,
      json: String,
    },
    [ascending('subscriber', 'state', 'seq'), ascending('subscriber', 'seq'), ascending('state', 'updatedAt')],
  ),
  messages: schemaOf(
    {
      _id: String,
      stationId: String,
      at: Date,
      direction: String,
      kind: String,
      version: String,
      messageId: String,
      action: String,
      text: String,
      isCut: Boolean,
      latencyMs: Number,
      errorCode: String,
      commandId: String,
      transactionId: String,
      dropped: Number,
    },
    [
      ascending('stationId', 'at', '_id'),
      ascending('commandId', 'at', '_id'),
      ascending('stationId', 'transactionId', 'at', '_id'),
      ascending('at'),
    ],
  ),
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
