/** Subscriptions: the object as it is now, then each change of it, until the reader, the token or the gateway ends it. */
import type { Scope } from '../domain/access.ts';
import { DomainError } from '../domain/error.ts';
import type { DomainEvent } from '../domain/event.ts';
import type { EventFilter } from '../services/api/events.ts';
import type { GraphqlContext } from './context.ts';

const LONGEST_TIMER_MS = 2_147_483_647;
/** Objects whose last version one subscription remembers; one of all sessions would remember every session for ever. */
const REMEMBERED_VERSIONS = 10_000;

type Source = {
  readonly filter: Partial<EventFilter>;
  /** What must be held beside what opens the events; null: nothing. */
  readonly scope: Scope | null;
  readonly afterId?: string | null;
};

/** By what a subscription yields, the event that it came with; with it a reader resumes. */
const eventIds = new WeakMap<object, string>();

/** null: it came with no event, but is how things were at the beginning. */
export const eventIdOf = (yielded: unknown): string | null =>
  typeof yielded === 'object' && yielded !== null ? (eventIds.get(yielded) ?? null) : null;

/** What is made of a yielded object is of the same event. */
export const ofSameEvent = <T extends object>(made: T, yielded: object): T => {
  const id = eventIds.get(yielded);
  if (id !== undefined) eventIds.set(made, id);
  return made;
};

type Versioned = { readonly id: string; readonly version: number };

/** Events for one reader. What it listens to begins before the first value is asked for. */
export type EventReader = {
  readonly events: AsyncIterableIterator<DomainEvent>;
  readonly close: () => void;
};

/** The reader's own reconnect knows better than the operation, which is sent again as it was. */
const afterOf = ({ lastEventId }: GraphqlContext, { afterId = null }: Source): string | null => lastEventId ?? afterId;

/**
 * Opens the stream for the caller of an operation. It throws unauthorized when the access token ends, and is over when
 * the gateway stops or close is called.
 */
const open = async (context: GraphqlContext, source: Source): Promise<EventReader> => {
  const { filter, scope } = source;
  const afterId = afterOf(context, source);
  const caller = await context.caller();
  const ending = new AbortController();
  let why: DomainError | null = null;
  const left = caller.expiresAt === undefined ? null : caller.expiresAt.getTime() - context.clock.now().getTime();
  const stopTimer =
    left === null
      ? undefined
      : context.clock.after(Math.min(Math.max(left, 0), LONGEST_TIMER_MS), () => {
          why = new DomainError('unauthorized', { detail: 'The access token has expired: get a new one.' });
          ending.abort();
        });
  const stream = context.services.events.stream(
    caller,
    { types: null, stationId: null, sessionId: null, locationId: null, objectId: null, ...filter },
    { afterId, scope, signal: AbortSignal.any([ending.signal, context.closing]) },
  );
  let primed: Promise<IteratorResult<DomainEvent>> | undefined = stream.next();
  // Whoever asks for the first value is told of its failure; until then it must not count as unhandled.
  primed.catch(() => undefined);
  const stopWatching = context.standing.watch(caller, (reason) => {
    why = reason;
    ending.abort();
  });
  const close = () => {
    stopTimer?.();
    stopWatching();
    ending.abort();
  };
  const events: AsyncIterableIterator<DomainEvent> = {
    [Symbol.asyncIterator]: () => events,
    next: async () => {
      const next = primed ?? stream.next();
      primed = undefined;
      const result = await next;
      if (result.done !== true) eventIds.set(result.value, result.value.id);
      if (result.done === true && why !== null) {
        // Once: who writes it out asks on, and would be told of it for ever.
        const told = why;
        why = null;
        throw told;
      }
      return result;
    },
    return: async () => {
      close();
      await stream.return?.();
      return { done: true, value: undefined };
    },
  };
  return { events, close };
};

/** An async generator can't be interrupted while it waits; this ends what it waits for first. */
export const interruptible = <T>(generator: AsyncGenerator<T>, interrupt: () => void): AsyncIterableIterator<T> => {
  const iterator: AsyncIterableIterator<T> = {
    [Symbol.asyncIterator]: () => iterator,
    next: () => generator.next(),
    return: async () => {
      interrupt();
      return generator.return(undefined);
    },
  };
  return iterator;
};

/** All events that fit, as they happen; with afterId, first all behind it. */
export const readEvents = async (
  context: GraphqlContext,
  source: Source,
): Promise<AsyncIterableIterator<DomainEvent>> => (await open(context, source)).events;

/**
 * Follows objects. current is read after the stream was opened, so that no change falls between; pick gives the object
 * that an event tells of, or null to pass it over. A version is delivered once, and never an older one. With afterId
 * the changes behind that event come first, in place of current.
 */
export const follow = async <T extends Versioned>(
  context: GraphqlContext,
  source: Source,
  current: () => Promise<T | null>,
  pick: (event: DomainEvent) => Promise<T | null> | T | null,
): Promise<AsyncIterableIterator<T>> => {
  const { events, close } = await open(context, source);
  const versions = new Map<string, number>();
  const isNew = ({ id, version }: T): boolean => {
    if (version <= (versions.get(id) ?? 0)) return false;
    // The last one told is the last to be forgotten: what is told twice comes close together.
    versions.delete(id);
    versions.set(id, version);
    if (versions.size > REMEMBERED_VERSIONS) versions.delete(versions.keys().next().value ?? id);
    return true;
  };
  // Who resumes has seen it, as it was at his event.
  const isResumed = afterOf(context, source) !== null;
  const first = await (isResumed ? Promise.resolve(null) : current()).catch((error: unknown) => {
    close();
    throw error;
  });
  const changes = async function* () {
    if (first !== null && isNew(first)) yield first;
    for await (const event of events) {
      const object = await pick(event);
      if (object === null || !isNew(object)) continue;
      eventIds.set(object, event.id);
      yield object;
    }
  };
  return interruptible(changes(), close);
};
