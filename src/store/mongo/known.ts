/**
 * What this node knows of versions and keys without asking: everything that was read or written lately, by any node,
 * since it sees every batch of the log before it can append its own.
 */
import { decodeTime } from 'ulid';
import type { Clock } from '../../services/ports/time.ts';

/**
 * version 0: known never to have been there. uid: of a session. base: what a document's own version counts from, which is
 * the tombstone's once one was removed; absent: 0.
 */
export type Known = {
  readonly version: number;
  readonly uid: string | null;
  readonly base?: number;
  readonly gone?: boolean;
};

export const ABSENT: Known = { version: 0, uid: null };

const MOST_IN_GENERATION = 50_000;
/** So that what is pruned from the database is forgotten here before its key may come again. */
const GENERATION_MS = 600_000;
/** Between the clocks that make ids, and ours. */
const CLOCKS_APART_MS = 10_000;

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

export type KnownThings = {
  readonly get: (key: string) => Known | undefined;
  /** The higher version stays. */
  readonly learn: (key: string, known: Known) => void;
  /** Whether an id is so young that it would be here if it were anywhere. */
  readonly isYoung: (id: string) => boolean;
  /** What is known is out of date. */
  readonly forget: () => void;
};

/** Two generations: the older one goes when the younger is full, and what is used moves on. */
export const createKnown = (clock: Clock): KnownThings => {
  let young = new Map<string, Known>();
  let old = new Map<string, Known>();
  let youngSinceMs = clock.now().getTime();
  /** Whatever came into the world since then is in one of the two. */
  let completeSinceMs = youngSinceMs;

  const turn = () => {
    const nowMs = clock.now().getTime();
    if (young.size < MOST_IN_GENERATION && nowMs - youngSinceMs < GENERATION_MS) return;
    old = young;
    young = new Map();
    completeSinceMs = youngSinceMs;
    youngSinceMs = nowMs;
  };

  const get = (key: string): Known | undefined => young.get(key) ?? old.get(key);

  return {
    get,
    learn: (key, known) => {
      turn();
      const before = get(key);
      young.set(key, before !== undefined && before.version > known.version ? before : known);
    },
    isYoung: (id) => ULID.test(id) && decodeTime(id) > completeSinceMs + CLOCKS_APART_MS,
    forget: () => {
      young = new Map();
      old = new Map();
      youngSinceMs = clock.now().getTime();
      completeSinceMs = youngSinceMs;
    },
  };
};
