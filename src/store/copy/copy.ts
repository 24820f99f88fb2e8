/** Copies a SQLite store into an empty MongoDB database, then reads both again and compares them. */
import { createHash } from 'node:crypto';
import { type Connection, onMongo } from '../mongo/connection.ts';
import { COLLECTIONS, type CollectionName, type Models, prepareModels } from '../mongo/models.ts';
import { createProgress } from '../mongo/progress.ts';
import { COPIED, type Source, type TargetDocument } from './source.ts';

/** Documents in one insert, and in memory. */
const STEP = 500;

/** The target cannot be written to; the message says why, for whoever runs the copy. */
export class CopyRefused extends Error {
  override readonly name = 'CopyRefused';
}

export type Compared = {
  readonly collection: CollectionName;
  readonly source: Summary;
  readonly target: Summary;
  readonly isSame: boolean;
};

type Summary = { readonly count: number; readonly digest: string };

/** Keys in their order, instants as text: the same document is the same text, whoever wrote it. */
const canonical = (value: unknown): unknown => {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, field]) => [key, canonical(field)]),
  );
};

const DIGEST_BYTES = 32;

/** Sums the hashes of the documents: the order in which they are read does not matter, and none is kept. */
const summarise = async (documents: Iterable<TargetDocument> | AsyncIterable<TargetDocument>): Promise<Summary> => {
  let count = 0;
  let sum = 0n;
  for await (const document of documents) {
    count += 1;
    const hash = createHash('sha256')
      .update(JSON.stringify(canonical(document)))
      .digest('hex');
    sum = BigInt.asUintN(DIGEST_BYTES * 8, sum + BigInt(`0x${hash}`));
  }
  return { count, digest: sum.toString(16).padStart(DIGEST_BYTES * 2, '0') };
};

const requireEmpty = async (models: Models): Promise<void> => {
  for (const name of COLLECTIONS) {
    if ((await onMongo(() => models[name].findOne({}, { _id: 1 }).lean())) !== null) {
      throw new CopyRefused(
        `The target is not empty: its collection "${name}" holds something. Copy with --drop to begin again.`,
      );
    }
  }
};

const insertAll = async (models: Models, source: Source, name: CollectionName): Promise<void> => {
  let step: TargetDocument[] = [];
  const put = async () => {
    const documents = step;
    step = [];
    if (documents.length > 0) await onMongo(() => models[name].collection.insertMany(documents as never));
  };
  for (const document of source.rows(name)) {
    step.push(document);
    if (step.length >= STEP) await put();
  }
  await put();
};

/**
 * Answers how both sides compare, collection by collection. drop: what is in the target is taken away first, which is
 * also how a copy that broke off is begun again. Throws CopyRefused, DomainError('unavailable').
 */
export const copyStore = async (
  source: Source,
  connection: Connection,
  { drop, onCopied }: { readonly drop: boolean; readonly onCopied: (name: CollectionName) => void },
): Promise<readonly Compared[]> => {
  if (drop) await onMongo(() => connection.dropDatabase());
  const models = await prepareModels(connection);
  await requireEmpty(models);
  for (const name of COPIED) {
    await insertAll(models, source, name);
    onCopied(name);
  }
  // Last: a node that starts on half a copy would take it for the whole.
  const progress = createProgress(models);
  await progress.prepare();
  await progress.reached(0, source.lastSeq);

  const compared: Compared[] = [];
  for (const collection of COPIED) {
    const target = models[collection].find({}).lean<TargetDocument[]>().cursor({ batchSize: STEP });
    const sides = { source: await summarise(source.rows(collection)), target: await summarise(target) };
    compared.push({
      collection,
      ...sides,
      isSame: sides.source.count === sides.target.count && sides.source.digest === sides.target.digest,
    });
  }
  return compared;
};
