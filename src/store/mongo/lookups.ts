/** Asks the collections for the versions that a batch needs and that are not known here, in one query for each. */
import { type ChangeRows, documentKey, eventKey, knownOf, sessionKey } from './decide.ts';
import { find } from './find.ts';
import { ABSENT, type KnownThings } from './known.ts';
import { DOCUMENT_COLLECTIONS, type Models } from './models.ts';
import type { StoredDocument } from './stored-document.ts';

/** Ids in one query. */
const AT_ONCE = 1000;

export type Lookups = {
  /** Whether something is needed that is not known. */
  readonly isMissing: (changes: readonly ChangeRows[]) => boolean;
  readonly lookUp: (changes: readonly ChangeRows[]) => Promise<void>;
};

export const createLookups = ({ models, known }: { models: Models; known: KnownThings }): Lookups => {
  const needed = (changes: readonly ChangeRows[]): ReadonlyMap<string, ReadonlySet<string>> => {
    const wanted = new Map<string, Set<string>>();
    const want = (collection: string, id: string, key: string) => {
      if (known.get(key) !== undefined || known.isYoung(id)) return;
      const ids = wanted.get(collection) ?? new Set();
      wanted.set(collection, ids.add(id));
    };
    for (const { rows, events } of changes) {
      for (const row of rows) {
        want(row.collection, row.document._id, documentKey(row));
        const sessionId = row.collection === 'commands' ? row.document.d.sessionId : null;
        if (typeof sessionId === 'string') want('sessions', sessionId, sessionKey(sessionId));
      }
      for (const { _id } of events) want('events', _id, eventKey(_id));
    }
    return wanted;
  };

  const learnFrom = async (name: (typeof DOCUMENT_COLLECTIONS)[number] | 'events', ids: readonly string[]) => {
    const found = await find<StoredDocument>(
      models,
      name,
      { _id: { $in: ids } },
      { fields: name === 'events' ? { _id: 1 } : { 'd.v': 1, 'd.tokenUid': 1, 'd.base': 1, 'd.goneAt': 1 } },
    );
    // Absent first: what came by the log meanwhile is not overwritten by it.
    for (const id of ids) if (known.get(`${name}/${id}`) === undefined) known.learn(`${name}/${id}`, ABSENT);
    for (const document of found) {
      known.learn(`${name}/${document._id}`, name === 'events' ? { ...ABSENT, version: 1 } : knownOf(document));
    }
  };

  const lookUp = async (changes: readonly ChangeRows[]): Promise<void> => {
    const wanted = needed(changes);
    await Promise.all(
      [...DOCUMENT_COLLECTIONS, 'events' as const].flatMap((name) => {
        const ids = [...(wanted.get(name) ?? [])];
        return Array.from({ length: Math.ceil(ids.length / AT_ONCE) }, (_, index) =>
          learnFrom(name, ids.slice(index * AT_ONCE, (index + 1) * AT_ONCE)),
        );
      }),
    );
  };

  return { isMissing: (changes) => needed(changes).size > 0, lookUp };
};
