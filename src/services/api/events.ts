import type { Caller, Scope as OAuthScope } from '../../domain/access.ts';
import type { DomainEvent, EventType } from '../../domain/event.ts';
import type { Page } from './paging.ts';

export type EventFilter = {
  readonly types: readonly EventType[] | null;
  readonly stationId: string | null;
  readonly sessionId: string | null;
  readonly locationId: string | null;
  /** Only events of this object. */
  readonly objectId: string | null;
};

/** Events for one reader, in order. */
export type EventReading = AsyncIterableIterator<DomainEvent> & {
  /** What can be had without waiting, at most so many: for who writes several at once. */
  readonly atHand: (most: number) => readonly DomainEvent[];
};

/**
 * What a caller gets lies within its grants, and is of objects that its scopes open. A type that it asks for by its name
 * and of which its scopes open nothing: DomainError('insufficient_scope').
 */
export type Events = {
  readonly list: (
    caller: Caller,
    page: {
      readonly limit: number;
      /** Of a page in the same order. */
      readonly cursor: string | null;
      /** By their places in the log. */
      readonly newestFirst: boolean;
      readonly fromAt: Date | null;
      readonly toAt: Date | null;
      readonly withTotal: boolean;
    },
    filter: EventFilter,
  ) => Promise<Page<DomainEvent>>;
  readonly get: (caller: Caller, id: string) => Promise<DomainEvent>;
  /**
   * What happens from now on, or from behind an event's id on, in order, each once. A reader that falls 10,000 behind
   * is ended with DomainError('unavailable'): it resumes from its last id. Ends when the iterator is returned or on abort.
   * scope is what the caller must hold beside what opens the events: a stream of sessions needs sessions:read only. null:
   * nothing, as where the caller's own is open to it whatever its scopes.
   */
  readonly stream: (
    caller: Caller,
    filter: EventFilter,
    options: { readonly afterId: string | null; readonly scope: OAuthScope | null; readonly signal?: AbortSignal },
  ) => EventReading;
};
