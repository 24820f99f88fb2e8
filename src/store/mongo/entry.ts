/**
 * One document of the commit log: the changes of a tick, decided, numbered, and as they will be applied. It describes
 * itself: a document names its collection, its key and its version, so that a release that does not know its kind applies
 * it all the same.
 */
import type { ReadingRow, StoredEvent } from './rows.ts';
import type { StoredDocument } from './stored-document.ts';

/** c: its collection, maybe one of a newer release. isNew: it was not there before this entry. */
export type EntryDocument = StoredDocument & { readonly c: string; readonly isNew: boolean };

/** A session whose token has become known: its commands follow. */
export type TokenOfSession = { readonly sessionId: string; readonly v: number; readonly uid: string | null };

export type Entry = {
  /** Its number, as text that sorts like it. */
  readonly _id: string;
  readonly node: string;
  /** Of one append: tells it from another's of the same number. */
  readonly nonce: string;
  /** The format that whoever applies or follows it must understand; 1 where it is missing. See ./format.ts. */
  readonly reader?: number;
  /** Places of its events; lastSeq = firstSeq - 1 when it has none. */
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly documents: readonly EntryDocument[];
  readonly readings: readonly ReadingRow[];
  readonly events: readonly StoredEvent[];
  readonly tokens: readonly TokenOfSession[];
};

export const entryId = (n: number): string => String(n).padStart(16, '0');
export const entryNumber = (entry: Pick<Entry, '_id'>): number => Number(entry._id);
