/** Bounds how long one message's handler may hold up the station's lane. */
import type { Clock, Log, Metrics } from '../../services/ports.ts';
import { withinTime } from '../../services/time-limit.ts';

export type HandlerTime = {
  /** Settles as the work does, or rejects with DomainError('unavailable') when its time is up; then its end is logged. */
  readonly within: <T>(who: { readonly stationId: string; readonly action: string }, work: Promise<T>) => Promise<T>;
  /** Works that were given up and have not settled yet. */
  readonly abandoned: () => number;
};

/** labelOf: the action as it may stand in a metric. */
export const createHandlerTime = (
  { clock, log, metrics }: { readonly clock: Clock; readonly log: Log; readonly metrics: Metrics },
  {
    version,
    limitMs,
    labelOf,
  }: { readonly version: string; readonly limitMs: number; readonly labelOf: (action: string) => string },
): HandlerTime => {
  let abandoned = 0;
  return {
    within: (who, work) =>
      withinTime(clock, limitMs, work, () => {
        abandoned += 1;
        metrics.count('ocpp_handlers_timed_out_total', { version, action: labelOf(who.action) });
        work
          .then(
            () => log.warn(who, 'message.settled_late'),
            (error: unknown) => log.warn({ ...who, err: error }, 'message.failed_late'),
          )
          .finally(() => {
            abandoned -= 1;
          });
      }),
    abandoned: () => abandoned,
  };
};
