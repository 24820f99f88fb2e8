/**
 * What releases that work on one database at the same time must agree on. A kind of document or a type of event that a
 * release does not know is no matter: it is applied as it stands. Whatever else an older release would get wrong (a new
 * part of an entry, a rule of conflicts, a field that an older one would drop) raises both numbers here.
 */
import type { Entry, EntryDocument } from './entry.ts';
import type { ProgressMark } from './progress.ts';

export type Format = {
  /** What this release understands. */
  readonly understands: number;
  /** The least that a release must understand to work on what this one writes. */
  readonly oldestReader: number;
};

/** 2: tombstones, and versions that count on over them. */
export const FORMAT: Format = { understands: 2, oldestReader: 2 };

/** The database asks for more than this release understands. */
export class NewerReleaseError extends Error {
  override readonly name = 'NewerReleaseError';

  constructor({ needed, understands }: { readonly needed: number; readonly understands: number }) {
    super(
      `The database is written by a newer release: it needs format ${needed}, this release understands ${understands}. ` +
        'Start the newer release, or restore a backup from before it was started.',
    );
  }
}

/** For a start, before it writes anything. Throws NewerReleaseError. */
export const requireReadable = async (progress: ProgressMark, { understands, oldestReader }: Format): Promise<void> => {
  const needed = await progress.oldestReader();
  if (needed > understands) throw new NewerReleaseError({ needed, understands });
  // Nodes of older releases that would get wrong what this one writes stand aside before it writes.
  await progress.requireReader(oldestReader);
};

/** Typed so that a part that is added to Entry must be added here. */
const PARTS: Readonly<Record<keyof Entry, true>> = {
  _id: true,
  node: true,
  nonce: true,
  reader: true,
  firstSeq: true,
  lastSeq: true,
  documents: true,
  readings: true,
  events: true,
  tokens: true,
};

/** Collections that are no documents' own: an entry that puts documents there means something that is not known here. */
const OTHERS: ReadonlySet<string> = new Set(['log', 'progress', 'readings', 'events', 'records']);

const isVersioned = ({ c, d }: EntryDocument): boolean =>
  typeof c === 'string' && !OTHERS.has(c) && typeof d === 'object' && d !== null && typeof d.v === 'number';

/** null: this release may apply the entry and follow it; else what format it needs. */
export const neededFor = (entry: Entry, { understands }: Format): number | null => {
  const reader = entry.reader ?? 1;
  if (reader > understands) return reader;
  // Nothing of the kind comes from a release that keeps the rule above: better to stand aside than to apply half of it.
  const isKnown = Object.keys(entry).every((part) => Object.hasOwn(PARTS, part)) && entry.documents.every(isVersioned);
  return isKnown ? null : understands + 1;
};
