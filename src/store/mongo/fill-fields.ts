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

type Found = { readonly _id: string; readonly d: Readonly<Record<string, unknown>> & { readonly json: string } };

export const fillFields = async (models: Models, nowMs: number, updatesAtOnce: number): Promise<void> => {
  const marks: Marks = (await findById<{ fields?: Marks }>(models, 'progress', MARKS))?.fields ?? {};

  const mark = async (marked: Readonly<Record<string, number | boolean>>): Promise<void> => {
    const own = Object.entries(marked).map(([key, value]) => [`fields.${key}`, value]);
    if (own.length === 0) return;
    await onMongo(() =>
      models.progress.collection.updateOne(
        { _id: MARKS } as never,
        { $set: Object.fromEntries(own) },
        { upsert: true },
      ),
    );
  };

  /** Those that may be missing somewhere. */
  const wantedOf = (name: KindName): readonly string[] =>
    keptFieldsOf(KINDS[name]).filter((field) => {
      const known = marks[`${name}:${field}`];
      return known?.filled !== true || nowMs - known.sinceMs <= WEEK_MS;
    });

  /** Since when it is there: always, in a database that had the field before there were marks. */
  const beginningsOf = async (name: KindName, fields: readonly string[]): Promise<[string, number][]> => {
    const unmarked = fields.filter((field) => marks[`${name}:${field}`] === undefined);
    if (unmarked.length === 0) return [];
    const [oldest] = await find<Found>(models, name, LIVING, { order: OLDEST_FIRST, limit: 1 });
    return unmarked.map((field) => [`${name}:${field}.sinceMs`, field in (oldest?.d ?? {}) ? 0 : nowMs]);
  };

  const fill = async (name: KindName, fields: readonly string[]): Promise<void> => {
    const lacking = fields.map((field) => ({ [`d.${field}`]: { $exists: false } }));
    for (let last = ''; ; ) {
      const missing = await find<Found>(
        models,
        name,
        { _id: { $gt: last }, ...LIVING, $or: lacking },
        { order: { _id: 1 }, limit: updatesAtOnce },
      );
      const updates = missing.map(({ _id, d }) => {
        const document = asKnown(name, d.json);
        const own = fields.filter((field) => !(field in d));
        return {
          updateOne: {
            // Of that version: a newer one comes with its own.
            filter: { _id, 'd.v': d.v },
            update: {
              $set: Object.fromEntries(own.map((field) => [`d.${field}`, heldBy(KINDS[name], field, document)])),
            },
          },
        };
      });
      const end = missing.at(-1);
      if (end === undefined) return;
      await onMongo(() => models[name].collection.bulkWrite(updates as never, { ordered: false }));
      last = end._id;
    }
  };

  const wanted = KIND_NAMES.map((name) => [name, wantedOf(name)] as const).filter(([, fields]) => fields.length > 0);
  const beginnings = await Promise.all(wanted.map(([name, fields]) => beginningsOf(name, fields)));
  await mark(Object.fromEntries(beginnings.flat()));
  await Promise.all(wanted.map(([name, fields]) => fill(name, fields)));
  await mark(
    Object.fromEntries(wanted.flatMap(([name, fields]) => fields.map((field) => [`${name}:${field}.filled`, true]))),
  );
};
