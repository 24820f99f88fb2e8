import type { DomainEvent, EventType } from '../../domain/event.ts';
import type { EventReads } from '../../domain/event-scopes.ts';
import type { Visibility } from '../../domain/visibility.ts';
import type { Count, Slice } from './list.ts';

export type EventQuery = {
  readonly scope: Visibility;
  readonly reads: EventReads;
  /** null: all. */
  readonly types: readonly EventType[] | null;
  /** From the newest; else from the oldest. */
  readonly descending: boolean;
  /** Only behind this event's id, as the list goes; null: from its beginning. Throws DomainError('not_found') when it is gone. */
  readonly afterId: string | null;
  readonly limit: number;
  readonly fromAt: Date | null;
  readonly toAt: Date | null;
  readonly sessionId: string | null;
  readonly stationId: string | null;
  readonly locationId: string | null;
  readonly objectId: string | null;
};

export type EventStore = {
  readonly events: (query: EventQuery) => Promise<Slice<DomainEvent>>;
  /** An event's place in the log. Throws DomainError('not_found') when it is gone. */
  readonly eventSeq: (id: string) => Promise<number>;
  /**
   * For the bus between nodes: the events behind a place, oldest first, up to `limit`. No event of a lower seq than any
   * that is answered can still appear, whichever node commits.
   */
  readonly eventsBySeq: (afterSeq: number, limit: number) => Promise<readonly DomainEvent[]>;
  /** The seq of the newest event that eventsBySeq has ever been able to answer; 0: none yet. Pruning never takes it back. */
  readonly lastEventSeq: () => Promise<number>;
  readonly countEvents: Count<EventQuery>;
};
