/**
 * Gives stored documents the fields that are new in this release, at the start of a node. Nodes of an older release may
 * still write without them while a cluster is upgraded: for a week each start looks again.
 */
import { KIND_NAMES, KINDS, type KindName } from '../../domain/kinds/documents.ts';
import { type Document, heldBy } from '../../domain/kinds/kind.ts';
import { decode } from '../sqlite/json.ts';
import { onMongo } from './connection.ts';
import { find, findById } from './find.ts';
import { keptFieldsOf } from './kind-collection.ts';
import type { Models } from './models.ts';
import { OLDEST_FIRST } from './page.ts';
import { LIVING } from './tombstone.ts';

const WEEK_MS = 7 * 86_400_000;

/** Of each field: when a node first had it, and whether one has looked through all since. */
type Marks = Readonly<Record<string, { readonly sinceMs: number; readonly filled?: boolean }>>;
const MARKS = 'kinds';

/** A new field is asked of the document as this release knows it. */
const asKnown = (name: KindName, json: string): Document => {
  const stored = decode<Document>(json);
  return KINDS[name].complete?.(stored) ?? stored;
};

type Found = { readonly _id: string; readonly d: { readonly v: number; readonly json: string } };

export const fillFields = async (models: Models, nowMs: number, updatesAtOnce: number): Promise<void> => {
  const marks: Marks = (await findById<{ fields?: Marks }>(models, 'progress', MARKS))?.fields ?? {};

  const mark = async (name: string, fields: Readonly<Record<string, number | boolean>>): Promise<void> => {
    const own = Object.entries(fields).map(([key, value]) => [`fields.${name}.${key}`, value]);
    await onMongo(() =>
      models.progress.collection.updateOne(
        { _id: MARKS } as never,
        { $set: Object.fromEntries(own) },
        { upsert: true },
      ),
    );
  };

  /** Of a database that had the field before there were marks. */
  const hadItAlways = async (name: KindName, field: string): Promise<boolean> => {
    const options = { fields: { [`d.${field}`]: 1 as const }, order: OLDEST_FIRST, limit: 1 };
    const [oldest] = await find<{ d?: Record<string, unknown> }>(models, name, LIVING, options);
    return oldest?.d !== undefined && field in oldest.d;
  };

  const fill = async (name: KindName, field: string): Promise<void> => {
    const path = `d.${field}`;
    for (let last = ''; ; ) {
      const missing = await find<Found>(
        models,
        name,
        { _id: { $gt: last }, [path]: { $exists: false }, ...LIVING },
        { fields: { 'd.v': 1, 'd.json': 1 }, order: { _id: 1 }, limit: updatesAtOnce },
      );
      const updates = missing.map(({ _id, d }) => ({
        updateOne: {
          // Of that version: a newer one comes with its own.
          filter: { _id, 'd.v': d.v, [path]: { $exists: false } },
          update: { $set: { [path]: heldBy(KINDS[name], field, asKnown(name, d.json)) } },
        },
      }));
      const end = missing.at(-1);
      if (end === undefined) return;
      await onMongo(() => models[name].collection.bulkWrite(updates as never, { ordered: false }));
      last = end._id;
    }
  };

  for (const name of KIND_NAMES) {
    for (const field of keptFieldsOf(KINDS[name])) {
      const known = marks[`${name}:${field}`];
      if (known?.filled === true && nowMs - known.sinceMs > WEEK_MS) continue;
      if (known === undefined && (await hadItAlways(name, field))) {
        await mark(`${name}:${field}`, { sinceMs: 0, filled: true });
        continue;
      }
      if (known === undefined) await mark(`${name}:${field}`, { sinceMs: nowMs });
      await fill(name, field);
      await mark(`${name}:${field}`, { filled: true });
    }
  }
};
