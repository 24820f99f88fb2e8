/**
 * From the bus to many readers: an event is held against each question once, however many ask the same, and what is
 * asked about one object is looked at only when an event tells of it. Readers are woken some at a time, so that what
 * stations say goes between; what they have not read is kept once for all who asked the same.
 */
import type { DomainEvent } from '../domain/event.ts';
import type { EventFilter } from './api/events.ts';
import type { EventBus } from './ports/event-bus.ts';

/** A reader may fall this far behind. */
export const MAX_BEHIND = 10_000;
/** Readers woken in one turn of the loop, as many as take TURN_BUDGET_MS, and the time to the next such turn. */
const MOST_WOKEN = 16;
const TURN_BUDGET_MS = 0.3;
const TURN_MS = 1;
/** Events that a reader may take one by one before others are woken. */
const TAKEN_AT_ONCE = 32;

/** What a reader asks for. Those with the same key ask the same. */
export type Question = {
  readonly key: string;
  readonly filter: EventFilter;
  /** Whether the event fits; asked once for all readers of a key. */
  readonly accepts: (event: DomainEvent) => boolean;
};

export type Reader = {
  /** The next event that came since `open`; undefined: none is at hand. */
  readonly take: () => DomainEvent | undefined;
  /** Resolves when it is this reader's turn: an event is at hand, or it is over. */
  readonly turn: () => Promise<void>;
  /** It fell MAX_BEHIND behind: nothing comes behind what is at hand. */
  readonly isOverflown: () => boolean;
  /** Lets nothing more come, and ends a turn that is waited for. */
  readonly close: () => void;
};

export type FanOut = {
  /** A reader of what comes from now on. */
  readonly open: (question: Question) => Reader;
  /** Events that wait for their readers, each counted for each of these. */
  readonly waiting: () => number;
};

/** What all readers of one key share. */
type Channel = {
  readonly accepts: (event: DomainEvent) => boolean;
  /** What came, from the place `begin` on, as far as one of the readers has not taken it. */
  events: DomainEvent[];
  begin: number;
  readonly readers: Set<Place>;
  /** Those who wait for an event. */
  readonly waiting: Set<Place>;
};

type Place = {
  channel: Channel;
  at: number;
  overflown: boolean;
  closed: boolean;
  wake: (() => void) | null;
};

const endOf = ({ begin, events }: Channel): number => begin + events.length;
const behind = (place: Place): number => endOf(place.channel) - place.at;

/** Under what an event is looked up: its objects, its type, and what fits any. */
const keysOf = (event: DomainEvent): readonly string[] => [
  `o ${event.objectId}`,
  `s ${event.sessionId}`,
  `c ${event.stationId}`,
  `l ${event.locationId}`,
  `t ${event.type}`,
  '',
];

/** Under what a question is found: what leaves the fewest events. */
const placesOf = ({ objectId, sessionId, stationId, locationId, types }: EventFilter): readonly string[] => {
  if (objectId !== null) return [`o ${objectId}`];
  if (sessionId !== null) return [`s ${sessionId}`];
  if (stationId !== null) return [`c ${stationId}`];
  if (locationId !== null) return [`l ${locationId}`];
  return types === null ? [''] : [...new Set(types)].map((type) => `t ${type}`);
};

export const createFanOut = ({
  bus,
  onOverflow,
}: {
  readonly bus: Pick<EventBus, 'subscribe'>;
  readonly onOverflow: () => void;
}): FanOut => {
  const channels = new Map<string, Channel>();
  const index = new Map<string, Set<Channel>>();
  let stop: (() => void) | null = null;
  const places = new Set<Place>();
  /** Whose turn it is, in order. */
  const ready = new Set<Place>();
  /** Channels that hold events. */
  const holding = new Set<Channel>();
  let planned = false;
  let lastTurnMs = 0;
  let atOnce = MOST_WOKEN / 2;

  /** What the readers did with what they were told has run when the microtasks are done, and the next tick comes. */
  const learn = (woken: number): void => {
    queueMicrotask(() =>
      process.nextTick(() => {
        const tookMs = performance.now() - lastTurnMs;
        if (tookMs > TURN_BUDGET_MS) atOnce = Math.max(1, Math.floor((woken * TURN_BUDGET_MS) / tookMs));
        else if (woken === atOnce) atOnce = Math.min(MOST_WOKEN, atOnce + 1);
      }),
    );
  };

  /** Forgets what all have taken. */
  const trim = (channel: Channel): void => {
    let first = endOf(channel);
    for (const { at } of channel.readers) first = Math.min(first, at);
    if (first > channel.begin) channel.events = channel.events.slice(first - channel.begin);
    channel.begin = first;
    if (channel.events.length === 0) holding.delete(channel);
  };

  const plan = (): void => {
    if (planned || ready.size === 0) return;
    planned = true;
    // Alone, an event waits for no timer.
    if (performance.now() - lastTurnMs >= TURN_MS) setImmediate(turn);
    else setTimeout(turn, TURN_MS);
  };

  const turn = (): void => {
    planned = false;
    lastTurnMs = performance.now();
    let woken = 0;
    for (const place of ready) {
      ready.delete(place);
      place.wake?.();
      woken += 1;
      if (woken === atOnce) break;
    }
    learn(woken);
    if (ready.size === 0) for (const channel of holding) trim(channel);
    plan();
  };

  /** It goes on with what is kept for it alone, and holds up no one's. */
  const overflow = (place: Place): void => {
    const { channel } = place;
    channel.readers.delete(place);
    const events = channel.events.slice(place.at - channel.begin);
    place.channel = { ...channel, events, begin: place.at, readers: new Set([place]) };
    place.overflown = true;
    onOverflow();
  };

  const push = (channel: Channel, event: DomainEvent): void => {
    if (channel.readers.size === 0 || !channel.accepts(event)) return;
    if (channel.events.length >= MAX_BEHIND) {
      for (const place of [...channel.readers]) if (behind(place) >= MAX_BEHIND) overflow(place);
      trim(channel);
    }
    channel.events.push(event);
    holding.add(channel);
    for (const place of channel.waiting) ready.add(place);
    channel.waiting.clear();
    plan();
  };

  const tell = (event: DomainEvent): void => {
    for (const key of keysOf(event)) {
      const found = index.get(key);
      if (found !== undefined) for (const channel of found) push(channel, event);
    }
  };

  const channelFor = ({ key, filter, accepts }: Question): Channel => {
    const known = channels.get(key);
    if (known !== undefined) return known;
    const made: Channel = { accepts, events: [], begin: 0, readers: new Set(), waiting: new Set() };
    channels.set(key, made);
    for (const place of placesOf(filter)) index.set(place, (index.get(place) ?? new Set()).add(made));
    stop ??= bus.subscribe(tell);
    return made;
  };

  const forget = ({ key, filter }: Question, channel: Channel): void => {
    holding.delete(channel);
    if (channels.get(key) !== channel) return;
    channels.delete(key);
    for (const place of placesOf(filter)) {
      const found = index.get(place);
      found?.delete(channel);
      if (found?.size === 0) index.delete(place);
    }
    if (channels.size > 0) return;
    stop?.();
    stop = null;
  };

  return {
    open: (question) => {
      const shared = channelFor(question);
      const place: Place = { channel: shared, at: endOf(shared), overflown: false, closed: false, wake: null };
      shared.readers.add(place);
      places.add(place);
      let left = TAKEN_AT_ONCE;
      return {
        take: () => {
          if (place.closed) return undefined;
          const { channel } = place;
          const event = channel.events[place.at - channel.begin];
          if (event === undefined) return undefined;
          place.at += 1;
          left -= 1;
          return event;
        },
        turn: async () => {
          if (place.closed || place.overflown) return;
          if (behind(place) > 0 && left > 0) return;
          const woken = new Promise<void>((resolve) => {
            place.wake = () => {
              place.wake = null;
              left = TAKEN_AT_ONCE;
              resolve();
            };
          });
          if (behind(place) > 0) {
            ready.add(place);
            plan();
          } else {
            shared.waiting.add(place);
          }
          await woken;
        },
        isOverflown: () => place.overflown,
        close: () => {
          if (place.closed) return;
          place.closed = true;
          places.delete(place);
          place.channel.readers.delete(place);
          shared.waiting.delete(place);
          ready.delete(place);
          if (shared.readers.size === 0) forget(question, shared);
          place.wake?.();
        },
      };
    },
    waiting: () => {
      let sum = 0;
      for (const place of places) sum += behind(place);
      return sum;
    },
  };
};
