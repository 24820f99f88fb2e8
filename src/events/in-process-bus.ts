import type { DomainEvent } from '../domain/event.ts';
import type { EventBus } from '../services/ports/event-bus.ts';
import type { Log } from '../services/ports/observing.ts';

type Listener = (event: DomainEvent) => void;

/**
 * The bus of a gateway that is one process. Listeners are called before `publish` returns, each event to all of them
 * before the next one. What a listener itself publishes comes after what is being told, so everyone sees one order.
 * A listener that throws is logged; the others hear the event all the same.
 */
export const createInProcessBus = ({ log }: { readonly log: Log }): EventBus => {
  /** One key for each subscription: the same function may subscribe twice. */
  const listeners = new Map<symbol, Listener>();
  let untold: { readonly event: DomainEvent; readonly to: readonly symbol[] }[] = [];
  let telling = false;

  const tell = (event: DomainEvent, key: symbol): void => {
    // Gone when it unsubscribed while an earlier event was told.
    const listener = listeners.get(key);
    if (listener === undefined) return;
    try {
      listener(event);
    } catch (error) {
      log.error({ eventId: event.id, type: event.type, err: error }, 'events.listener_failed');
    }
  };

  return {
    publish: (events) => {
      const to = [...listeners.keys()];
      for (const event of events) untold.push({ event, to });
      if (telling) return;
      telling = true;
      try {
        while (untold.length > 0) {
          const batch = untold;
          untold = [];
          for (const { event, to: keys } of batch) for (const key of keys) tell(event, key);
        }
      } finally {
        telling = false;
      }
    },
    subscribe: (listener) => {
      const key = Symbol('subscription');
      listeners.set(key, listener);
      return () => {
        listeners.delete(key);
      };
    },
  };
};
