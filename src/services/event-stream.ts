/** A reader's stream: what was logged before, then what comes, in order, each once, in bounded memory. */
import { DomainError } from '../domain/error.ts';
import type { DomainEvent } from '../domain/event.ts';
import type { EventReading } from './api/events.ts';
import type { Reader } from './event-fan-out.ts';

export type EventStreamOptions = {
  /** Opened before the log is read, so that nothing between the two is lost. */
  readonly reader: Reader;
  /** The log from the reader's place on, page by page; null: it starts now. after: the seq of that place. */
  readonly backlog: { readonly after: () => Promise<number>; readonly pages: () => AsyncIterable<Page> } | null;
  readonly signal: AbortSignal | null;
  readonly onEnd: () => void;
};

type Page = readonly DomainEvent[];

const TOO_SLOW = 'The reader fell too far behind; resume from its last event.';

/**
 * Throws DomainError('unavailable') to a reader that fell MAX_BEHIND behind, and what the backlog throws.
 * Ends when the reader returns, on abort, and on any error.
 */
export const streamEvents = ({ reader, backlog, signal, onEnd }: EventStreamOptions): EventReading => {
  let ended = false;
  /** What was told up to here. A node may be told late what another has told before, and must not tell it again. */
  let lastSeq = -1;
  let page: Page = [];
  let at = 0;
  let pages: AsyncIterator<Page> | null = null;
  let resumed = backlog === null;

  const end = (): void => {
    if (ended) return;
    ended = true;
    page = [];
    reader.close();
    signal?.removeEventListener('abort', end);
    onEnd();
  };
  signal?.addEventListener('abort', end, { once: true });
  if (signal?.aborted === true) end();

  /** One that needs no waiting. */
  const atHand = (): DomainEvent | undefined => {
    const logged = page[at];
    if (logged !== undefined) {
      at += 1;
      lastSeq = logged.seq;
      return logged;
    }
    if (!resumed) return undefined;
    for (let event = reader.take(); event !== undefined; event = reader.take()) {
      // The log was read after the reader was opened, so its end and what came can be the same.
      if (event.seq <= lastSeq) continue;
      lastSeq = event.seq;
      return event;
    }
    return undefined;
  };

  const readLog = async (): Promise<void> => {
    if (backlog === null) return;
    if (pages === null) {
      lastSeq = await backlog.after();
      pages = backlog.pages()[Symbol.asyncIterator]();
    }
    const { value, done } = await pages.next();
    if (done === true) resumed = true;
    else [page, at] = [value, 0];
  };

  const next = async (): Promise<IteratorResult<DomainEvent>> => {
    try {
      while (!ended) {
        const event = atHand();
        if (event !== undefined) return { done: false, value: event };
        if (!resumed) await readLog();
        else if (reader.isOverflown()) throw new DomainError('unavailable', { detail: TOO_SLOW });
        else await reader.turn();
      }
      return { done: true, value: undefined };
    } catch (error) {
      end();
      throw error;
    }
  };

  const reading: EventReading = {
    next,
    atHand: (most) => {
      const events: DomainEvent[] = [];
      while (!ended && events.length < most) {
        const event = atHand();
        if (event === undefined) break;
        events.push(event);
      }
      return events;
    },
    return: async () => {
      end();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => reading,
  };
  return reading;
};
