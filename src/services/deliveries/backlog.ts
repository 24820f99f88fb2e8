/** What a subscriber has unsettled in the store, as its node remembers it: which is due when, and which key is blocked. */
import type { UnsettledDelivery } from '../ports/delivery-store.ts';

export type Backlog = {
  /** isStored: false for what is about to be written: it blocks its key, and is not tried before it is `stored`. */
  readonly add: (delivery: UnsettledDelivery, isStored: boolean) => void;
  readonly stored: (seq: number) => void;
  readonly has: (seq: number) => boolean;
  readonly blocks: (key: string) => boolean;
  /** It was tried, and is due again. */
  readonly putOff: (seq: number, dueAt: Date) => void;
  /** It is settled: the next one of its key may be tried. */
  readonly remove: (seq: number) => void;
  /** Those that may be tried now, the longest due first. Each is handed out once, until it is put off or removed. */
  readonly takeDue: (now: Date, most: number) => readonly number[];
  /** When the next one may be tried; Infinity: none. */
  readonly nextDueMs: () => number;
  readonly size: () => number;
  readonly parked: () => number;
};

type Entry = {
  readonly seq: number;
  readonly key: string | null;
  dueMs: number | null;
  inHand: boolean;
  isStored: boolean;
};

export const createBacklog = (): Backlog => {
  const entries = new Map<number, Entry>();
  /** Of each key, in the order of the log. */
  const lines = new Map<string, Entry[]>();
  /** What can be tried at some time: the first of each key, and what has none. */
  const open = new Set<Entry>();

  const openFirst = (line: readonly Entry[]): void => {
    const [first, ...rest] = line;
    for (const each of rest) open.delete(each);
    if (first !== undefined && !line.some(({ inHand }) => inHand)) open.add(first);
  };

  // A parked one that comes to be the first has waited long enough.
  const dueMsOf = ({ dueMs, isStored }: Entry): number => (isStored ? (dueMs ?? 0) : Number.POSITIVE_INFINITY);

  return {
    add: ({ seq, orderKey: key, dueAt }, isStored) => {
      const entry: Entry = { seq, key, dueMs: dueAt?.getTime() ?? null, inHand: false, isStored };
      entries.set(seq, entry);
      if (key === null) {
        open.add(entry);
        return;
      }
      const line = lines.get(key) ?? [];
      const at = line.findLastIndex((other) => other.seq < seq) + 1;
      line.splice(at, 0, entry);
      lines.set(key, line);
      openFirst(line);
    },
    stored: (seq) => {
      const entry = entries.get(seq);
      if (entry !== undefined) entry.isStored = true;
    },
    has: (seq) => entries.has(seq),
    blocks: (key) => lines.has(key),
    putOff: (seq, dueAt) => {
      const entry = entries.get(seq);
      if (entry === undefined) return;
      entry.dueMs = dueAt.getTime();
      entry.inHand = false;
      if (entry.key === null) open.add(entry);
      else openFirst(lines.get(entry.key) ?? []);
    },
    remove: (seq) => {
      const entry = entries.get(seq);
      if (entry === undefined) return;
      entries.delete(seq);
      open.delete(entry);
      if (entry.key === null) return;
      const line = (lines.get(entry.key) ?? []).filter((other) => other !== entry);
      if (line.length === 0) lines.delete(entry.key);
      else {
        lines.set(entry.key, line);
        openFirst(line);
      }
    },
    takeDue: (now, most) => {
      const due = [...open]
        .filter((entry) => dueMsOf(entry) <= now.getTime())
        .sort((a, b) => dueMsOf(a) - dueMsOf(b) || a.seq - b.seq)
        .slice(0, most);
      for (const entry of due) {
        entry.inHand = true;
        open.delete(entry);
      }
      return due.map(({ seq }) => seq);
    },
    nextDueMs: () => {
      let next = Number.POSITIVE_INFINITY;
      for (const entry of open) next = Math.min(next, dueMsOf(entry));
      return next;
    },
    size: () => entries.size,
    parked: () => {
      let parked = 0;
      for (const { dueMs } of entries.values()) if (dueMs === null) parked += 1;
      return parked;
    },
  };
};
