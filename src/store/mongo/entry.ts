/** One document of the commit log: the changes of a tick, decided, numbered, and as they will be applied. */
import type { DocumentCollection } from './models.ts';
import type { ReadingRow, StoredEvent } from './rows.ts';
import type { StoredDocument } from './stored-document.ts';

/** isNew: it was not there before this entry. */
export type EntryDocument = StoredDocument & { readonly c: DocumentCollection; readonly isNew: boolean };

/** A session whose token has become known: its commands follow. */
export type TokenOfSession = { readonly sessionId: string; readonly v: number; readonly uid: string | null };

export type Entry = {
  /** Its number, as text that sorts like it. */
  readonly _id: string;
  readonly node: string;
  /** Of one append: tells it from another's of the same number. */
  readonly nonce: string;
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
