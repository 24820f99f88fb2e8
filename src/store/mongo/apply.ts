/** Puts an entry of the log into the collections. Any node may do it, again and again: it comes to the same. */
import { TYPES_WITH_TOKEN } from '../../domain/commands/naming.ts';
import type { Log } from '../../services/ports/observing.ts';
import { type Connection, isDuplicateKey, onMongo } from './connection.ts';
import type { Entry, EntryDocument, TokenOfSession } from './entry.ts';
import { find } from './find.ts';
import type { Models } from './models.ts';
import type { StoredEvent } from './rows.ts';

/** Updates in one command. */
const UPDATES_AT_ONCE = 500;
/** FerretDB 1 holds a connection to its file for each update of a command, has a hundred, and stands still without. */
const UPDATES_AT_ONCE_FERRETDB = 16;

/** How many updates the server takes in one command. */
export const updatesAtOnceOf = async (connection: Connection): Promise<number> => {
  const info = await onMongo(async () => connection.db?.admin().command({ buildInfo: 1 }));
  return info !== undefined && 'ferretdbVersion' in info ? UPDATES_AT_ONCE_FERRETDB : UPDATES_AT_ONCE;
};

const chunksOf = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

export type ApplyEntry = (entry: Entry) => Promise<void>;

export const createApply = ({
  models,
  log,
  updatesAtOnce,
}: {
  readonly models: Models;
  readonly log: Log;
  readonly updatesAtOnce: number;
}): ApplyEntry => {
  /** By its name alone: a node of a newer release may have kinds that are not known here, and they are not lost. */
  const collectionOf = (name: string) => models.log.db.collection(name);

  /** What is there already stays; true: something was. */
  const insertMissing = async (name: string, rows: readonly object[]): Promise<boolean> => {
    if (rows.length === 0) return false;
    try {
      await onMongo(() => collectionOf(name).insertMany([...rows] as never, { ordered: false }));
      return false;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return true;
    }
  };

  /** Whatever they are: what lies beside a document's key are parts with a version each, which comes first in them. */
  const putDocuments = async (name: string, all: readonly EntryDocument[]) => {
    const fresh = all.filter(({ isNew }) => isNew);
    await insertMissing(
      name,
      fresh.map(({ c: _, isNew: __, ...document }) => document),
    );
    for (const chunk of chunksOf(
      all.filter(({ isNew }) => !isNew),
      updatesAtOnce,
    )) {
      const updates = chunk.map(({ c: _, isNew: __, _id, ...parts }) => ({
        updateOne: {
          filter: { _id },
          update: { $max: Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined)) },
          upsert: true,
        },
      }));
      await onMongo(() => collectionOf(name).bulkWrite(updates as never, { ordered: false }));
    }
  };

  /** One that is there under another place would be an event lost: it is said. */
  const putEvents = async (events: readonly StoredEvent[]) => {
    if (!(await insertMissing('events', events))) return;
    const ids = events.map(({ _id }) => _id);
    const stored = await find<{ _id: string; seq: number }>(
      models,
      'events',
      { _id: { $in: ids } },
      { fields: { seq: 1 } },
    );
    const places = new Map(stored.map(({ _id, seq }) => [_id, seq]));
    for (const { _id, seq } of events) {
      if (places.get(_id) !== seq) log.error({ eventId: _id, seq }, 'store.event_place_taken');
    }
  };

  const followToken = async ({ sessionId, v, uid }: TokenOfSession) => {
    await onMongo(() =>
      models.commands.collection.updateMany(
        { 'd.sessionId': sessionId, 'd.type': { $nin: TYPES_WITH_TOKEN } },
        { $max: { t: { v, uid } } },
      ),
    );
  };

  return async (entry) => {
    await Promise.all([
      ...[...Map.groupBy(entry.documents, ({ c }) => c)].map(([name, documents]) => putDocuments(name, documents)),
      insertMissing('readings', entry.readings),
      putEvents(entry.events),
    ]);
    for (const token of entry.tokens) await followToken(token);
  };
};
