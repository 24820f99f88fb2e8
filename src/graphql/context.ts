/** What every resolver of one operation is given. */
import type { Caller } from '../domain/access.ts';
import type { Services } from '../services/api/services.ts';
import type { Standing } from '../services/api/standing.ts';
import type { Clock } from '../services/ports/time.ts';
import { createLoaders, type Loaders } from './loaders.ts';

/** Takes a place among the requests in work, see RequestGate; the answer gives it back. caller null: nobody known. */
export type Enter = (caller: Caller | null) => () => void;

export type GraphqlContext = {
  readonly services: Services;
  readonly standing: Pick<Standing, 'watch'>;
  readonly clock: Clock;
  /** Who calls; rejects with unauthorized. Asked when first needed: reading the schema needs no token. */
  readonly caller: () => Promise<Caller>;
  readonly loaders: Loaders;
  /** As the HTTP request says it; null: it says none, or the operation came over a WebSocket, which is no request. */
  readonly traceparent: string | null;
  /** Of a stream that is asked for again: all behind this event comes first, whatever `after` says. */
  readonly lastEventId: string | null;
  /** Aborts when the gateway stops. */
  readonly closing: AbortSignal;
  /** Takes a place for the caller. */
  readonly enter: () => Promise<() => void>;
};

export const createContext = ({
  services,
  standing,
  clock,
  closing,
  identify,
  enter,
  traceparent,
  lastEventId,
}: {
  readonly services: Services;
  readonly standing: Pick<Standing, 'watch'>;
  readonly clock: Clock;
  readonly closing: AbortSignal;
  readonly identify: () => Promise<Caller>;
  readonly enter: Enter;
  readonly traceparent: string | null;
  readonly lastEventId: string | null;
}): GraphqlContext => {
  let known: Promise<Caller> | undefined;
  const caller = () => {
    known ??= identify();
    return known;
  };
  return {
    services,
    standing,
    clock,
    caller,
    loaders: createLoaders(services, caller),
    traceparent,
    lastEventId,
    closing,
    enter: async () => enter(await caller().catch(() => null)),
  };
};
