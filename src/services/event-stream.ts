/** A reader's view of the bus: what was logged before, then what comes, in order, each once, in bounded memory. */
import { DomainError } from '../domain/error.ts';
import type { DomainEvent } from '../domain/event.ts';
import type { EventBus } from './ports/event-bus.ts';

/** A reader may fall this far behind. */
export const MAX_BEHIND = 10_000;

export type EventStreamOptions = {
  readonly bus: Pick<EventBus, 'subscribe'>;
  /** Whether the reader gets an event of the bus. */
  readonly accepts: (event: DomainEvent) => boolean;
  /** The log from the reader's place on, page by page; empty when it starts now. Read after subscribing. */
  readonly backlog: () => AsyncIterable<DomainEvent>;
  readonly signal: AbortSignal | null;
  /** The reader fell too far behind. */
  readonly onOverflow?: () => void;
  /** How many events more, or fewer, wait for the reader. */
  readonly onWaiting?: (more: number) => void;
};

/**
 * Subscribes at once (not at the first next()), so that nothing between call and reading is lost.
 *
 * Throws DomainError('unavailable') to a reader that fell MAX_BEHIND behind, and what the backlog throws.
 * Ends the subscription when the reader returns, on abort, and on any error.
 */
export const streamEvents = (options: EventStreamOptions): AsyncIterableIterator<DomainEvent> => {
  let buffer: DomainEvent[] = [];
  /** Taken out of the buffer, but not read yet. */
  let inHand = 0;
  let overflown = false;
  let ended = false;
  let wake: () => void = () => undefined;

  const unsubscribe = options.bus.subscribe((event) => {
    if (ended || overflown || !options.accepts(event)) return;
    if (buffer.length + inHand >= MAX_BEHIND) {
      overflown = true;
      options.onOverflow?.();
    } else {
      buffer.push(event);
      options.onWaiting?.(1);
    }
    wake();
  });

  const end = () => {
    if (ended) return;
    ended = true;
    options.onWaiting?.(-buffer.length - inHand);
    buffer = [];
    inHand = 0;
    unsubscribe();
    options.signal?.removeEventListener('abort', end);
    wake();
  };
  options.signal?.addEventListener('abort', end, { once: true });
  if (options.signal?.aborted === true) end();

  async function* live(): AsyncGenerator<DomainEvent> {
    let lastSeq = -1;
    for await (const event of options.backlog()) {
      if (ended) return;
      lastSeq = event.seq;
      yield event;
    }
    while (!ended) {
      const batch = buffer;
      buffer = [];
      inHand = batch.length;
      for (const event of batch) {
        if (ended) return;
        inHand -= 1;
        options.onWaiting?.(-1);
        // The log was read after subscribing, so its end and the beginning of the buffer can be the same.
        if (event.seq <= lastSeq) continue;
        lastSeq = event.seq;
        yield event;
      }
      if (overflown)
        throw new DomainError('unavailable', { detail: 'The reader fell too far behind; resume from its last event.' });
      if (!ended && buffer.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  }

  const events = live();
  const closing = async <T>(step: () => Promise<T>): Promise<T> => {
    try {
      return await step();
    } catch (error) {
      end();
      throw error;
    }
  };
  const iterator: AsyncIterableIterator<DomainEvent> = {
    next: async () => {
      const result = await closing(() => events.next());
      if (result.done === true) end();
      return result;
    },
    // A waiting next() is woken by end(), so that return() does not queue behind it for ever.
    return: async () => {
      end();
      await events.return(undefined);
      return { done: true, value: undefined };
    },
    throw: async (error) => {
      end();
      return closing(() => events.throw(error));
    },
    [Symbol.asyncIterator]: () => iterator,
  };
  return iterator;
};
