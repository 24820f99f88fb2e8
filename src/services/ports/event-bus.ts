/** Events between parts and nodes. */
import type { DomainEvent } from '../../domain/event.ts';

export type EventBus = {
  /** To every subscriber, in order; never waits for a slow one. */
  readonly publish: (events: readonly DomainEvent[]) => void;
  /** The answer ends the subscription. Listeners must not throw and must not block. */
  readonly subscribe: (listener: (event: DomainEvent) => void) => () => void;
};
