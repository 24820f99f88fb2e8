/** The log of all commits of all nodes: one insert makes a batch true, and its number decides between nodes. */
import { randomUUID } from 'node:crypto';
import { isDuplicateKey, onMongo } from './connection.ts';
import type { Decision } from './decide.ts';
import { type Entry, entryId, entryNumber } from './entry.ts';
import { find, findById } from './find.ts';
import { FORMAT, type Format } from './format.ts';
import type { Models } from './models.ts';

/** Entries read at once. */
export const PAGE = 20;
/** An insert that found no answer is looked up and tried again so often. */
const TRIES = 2;

/** The last entry that is known: its number, and the last place that it gave to an event. */
export type Head = { readonly n: number; readonly seq: number };

export type Append = { readonly won: true; readonly entry: Entry } | { readonly won: false };

export type CommitLog = {
  /** Puts the entry behind `head`; not won: another came first. Throws DomainError('unavailable'), the outcome unknown. */
  readonly append: (head: Head, decision: Decision) => Promise<Append>;
  /** The entries behind a number, oldest first, up to a page. */
  readonly after: (n: number) => Promise<readonly Entry[]>;
  readonly entry: (n: number) => Promise<Entry | null>;
  /** Entries up to that number go. */
  readonly prune: (throughN: number) => Promise<void>;
};

export const headOf = (entry: Entry): Head => ({ n: entryNumber(entry), seq: entry.lastSeq });

const entryOf = (node: string, reader: number, head: Head, decision: Decision): Entry => ({
  _id: entryId(head.n + 1),
  node,
  nonce: randomUUID(),
  reader,
  firstSeq: head.seq + 1,
  lastSeq: head.seq + decision.events.length,
  documents: decision.documents,
  readings: decision.readings,
  events: decision.events.map((event) => ({ ...event, seq: head.seq + 1 + event.seq })),
  tokens: decision.tokens,
});

export const createCommitLog = ({
  models,
  nodeId,
  format = FORMAT,
}: {
  readonly models: Models;
  readonly nodeId: string;
  readonly format?: Format;
}): CommitLog => {
  const { collection } = models.log;

  const entry = (n: number): Promise<Entry | null> => findById(models, 'log', entryId(n));

  /** Whose the number is, by the one thing that tells appends apart. */
  const isOurs = async (appended: Entry): Promise<boolean> =>
    (await findById<Pick<Entry, 'nonce'>>(models, 'log', appended._id, { nonce: 1 }))?.nonce === appended.nonce;

  const insert = async (appended: Entry, triesLeft: number): Promise<boolean> => {
    try {
      await onMongo(() => collection.insertOne({ ...appended } as never));
      return true;
    } catch (error) {
      // An insert that was sent again, by us or by the driver, meets itself.
      if (isDuplicateKey(error)) return isOurs(appended);
      // The same insert again settles an unknown outcome: it is there, it goes in now, or another has the number.
      if (triesLeft > 1) return insert(appended, triesLeft - 1);
      throw error;
    }
  };

  return {
    append: async (head, decision) => {
      const appended = entryOf(nodeId, format.oldestReader, head, decision);
      return (await insert(appended, TRIES)) ? { won: true, entry: appended } : { won: false };
    },
    after: (n) => find<Entry>(models, 'log', { _id: { $gt: entryId(n) } }, { order: { _id: 1 }, limit: PAGE }),
    entry,
    prune: async (throughN) => {
      await onMongo(() => models.log.deleteMany({ _id: { $lte: entryId(throughN) } }));
    },
  };
};
