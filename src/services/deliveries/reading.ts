/** Reads the log behind a subscriber's place: by itself until it has come up with the others, then with them. */
import type { DomainEvent } from '../../domain/event.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { Log, Metrics } from '../ports/observing.ts';
import type { Ask } from './ask.ts';
import type { Backlog } from './backlog.ts';
import { findGap } from './gap.ts';
import { type Head, type HeadReader, PAGE } from './head.ts';
import type { Subscriber } from './subscriber.ts';
import type { Item, Window } from './window.ts';

export type Reading = {
  /** Up to here everything is taken into the window, is in the store, or is of no interest. */
  readonly readSeq: () => number;
  /** There may be room: reads as far as it goes. */
  readonly readOn: () => Promise<void>;
  /** Is told of nothing more. */
  readonly leave: () => void;
};

export const createReading = ({
  events,
  head,
  ask,
  log,
  metrics,
  subscriber,
  fromSeq,
  mostInHand,
  mostUnsettled,
  window,
  backlog,
  isOpen,
  isPaused,
  park,
  onTaken,
}: {
  readonly events: Pick<EventStore, 'eventsBySeq' | 'lastEventSeq'>;
  readonly head: Head;
  readonly ask: Ask;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly subscriber: Pick<Subscriber, 'name' | 'accepts' | 'orderKey' | 'onGap'>;
  readonly fromSeq: number;
  readonly mostInHand: number;
  readonly mostUnsettled: number;
  readonly window: Pick<Window, 'size' | 'take'>;
  readonly backlog: Pick<Backlog, 'size' | 'has'>;
  /** Something may be taken at all. */
  readonly isOpen: () => boolean;
  readonly isPaused: () => boolean;
  /** They stand behind what was not delivered. */
  readonly park: (items: readonly Item[]) => void;
  readonly onTaken: () => void;
}): Reading => {
  let readSeq = fromSeq;
  let isAtHead = false;
  let isReading = false;

  const hasRoom = (): boolean => isOpen() && window.size() < mostInHand && backlog.size() < mostUnsettled;
  /** For a page: it is not read for one event's sake. */
  const hasRoomForPage = (): boolean => hasRoom() && window.size() <= mostInHand / 2;

  /** false: it is full; what is left of the page is read again later. */
  const take = (page: readonly DomainEvent[]): boolean => {
    const toPark: Item[] = [];
    let isWhole = true;
    for (const event of page) {
      if (event.seq <= readSeq) continue;
      if (!hasRoom()) {
        isWhole = false;
        break;
      }
      readSeq = event.seq;
      // It is in the store already when the process that read it before died before its cursor was written.
      if (backlog.has(event.seq) || !subscriber.accepts(event)) continue;
      const item: Item = { event, key: subscriber.orderKey(event) };
      if (window.take(item) === 'parked') toPark.push(item);
    }
    park(toPark);
    onTaken();
    return isWhole;
  };

  const reader: HeadReader = {
    readSeq: () => readSeq,
    offer: (page) => {
      if (take(page)) return true;
      isAtHead = false;
      void readOn();
      return false;
    },
  };

  const readPage = async (from: number): Promise<readonly DomainEvent[]> => {
    const page = await events.eventsBySeq(from, PAGE);
    const gap = await findGap(events, from, page);
    if (gap === null) return page;
    log.warn({ subscriber: subscriber.name, ...gap }, 'delivery.gap');
    metrics.count('deliveries_gaps_total');
    await subscriber.onGap(gap);
    readSeq = gap.beforeSeq - 1;
    return page;
  };

  const readOn = async (): Promise<void> => {
    if (isReading || isAtHead) return;
    isReading = true;
    try {
      while (hasRoomForPage() && !isPaused()) {
        const page = await ask(() => readPage(readSeq));
        if (page === undefined) return;
        if (take(page) && page.length < PAGE && head.join(reader)) {
          isAtHead = true;
          return;
        }
      }
    } finally {
      isReading = false;
    }
  };

  return { readSeq: () => readSeq, readOn, leave: () => head.leave(reader) };
};
