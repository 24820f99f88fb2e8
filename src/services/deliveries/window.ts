/**
 * What one subscriber has in hand: events that were read from the log and are not settled yet, in their order for each
 * key. Pure bookkeeping: nothing is delivered or written here.
 */
import type { DomainEvent } from '../../domain/event.ts';

export type Item = { readonly event: DomainEvent; readonly key: string | null };

export type Window = {
  /** `parked`: something earlier of its key is unsettled in the store, and this one has to go there as well. */
  readonly take: (item: Item) => 'in_hand' | 'parked';
  /** Up to so many that may be delivered now, oldest first. */
  readonly next: (most: number) => readonly Item[];
  readonly hasReady: () => boolean;
  /** Delivered, or given up: the next one of its key may go. It stays in hand until it is forgotten. */
  readonly release: (item: Item) => void;
  /** Not delivered: answers those of its key in hand, which have to be parked behind it. */
  readonly block: (item: Item) => readonly Item[];
  /** It is settled, or safe in the store. */
  readonly forget: (item: Item) => void;
  /** The place up to which everything is settled or safe, when the log is read up to `readSeq`. */
  readonly safeSeq: (readSeq: number) => number;
  readonly size: () => number;
};

/** isBlocked: something of the key is unsettled in the store. */
export const createWindow = (isBlocked: (key: string) => boolean): Window => {
  const inHand = new Map<number, Item>();
  const ready: Item[] = [];
  /** Behind the one of the key that is ready or being delivered. */
  const following = new Map<string, Item[]>();

  return {
    take: (item) => {
      const { key, event } = item;
      inHand.set(event.seq, item);
      if (key !== null && isBlocked(key)) return 'parked';
      const line = key === null ? undefined : following.get(key);
      if (line !== undefined) line.push(item);
      else {
        if (key !== null) following.set(key, []);
        ready.push(item);
      }
      return 'in_hand';
    },
    next: (most) => ready.splice(0, most),
    hasReady: () => ready.length > 0,
    release: ({ key }) => {
      if (key === null) return;
      const next = following.get(key)?.shift();
      if (next === undefined) following.delete(key);
      else ready.push(next);
    },
    block: ({ key }) => {
      if (key === null) return [];
      const line = following.get(key) ?? [];
      following.delete(key);
      return line;
    },
    forget: ({ event }) => {
      inHand.delete(event.seq);
    },
    safeSeq: (readSeq) => {
      // Read in the order of the log, so the first that is in hand is the earliest.
      const [earliest] = inHand.keys();
      return earliest === undefined ? readSeq : earliest - 1;
    },
    size: () => inHand.size,
  };
};
