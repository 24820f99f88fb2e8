/** Bounds how long one message's handler may hold up the station's lane. */
import type { DomainError } from '../../domain/error.ts';
import type { Log, Metrics } from '../../services/ports/observing.ts';
import type { Clock } from '../../services/ports/time.ts';
import { tookTooLong } from '../../services/time-limit.ts';

type Who = { readonly stationId: string; readonly action: string };

export type HandlerTime = {
  /** Settles as the work does, or rejects with DomainError('unavailable') when its time is up; then its end is logged. */
  readonly within: <T>(who: Who, work: Promise<T>) => Promise<T>;
  /** Works that were given up and have not settled yet. */
  readonly abandoned: () => number;
};

type InWork = {
  readonly who: Who;
  readonly work: Promise<unknown>;
  readonly begunInTick: number;
  readonly giveUp: (error: DomainError) => void;
};

/**
 * The time is counted in so many ticks of one clock for all, and so a work may get up to a tick less: a timer for each
 * message costs more.
 */
const TICKS = 10;

/** labelOf: the action as it may stand in a metric. */
export const createHandlerTime = (
  { clock, log, metrics }: { readonly clock: Clock; readonly log: Log; readonly metrics: Metrics },
  {
    version,
    limitMs,
    labelOf,
  }: { readonly version: string; readonly limitMs: number; readonly labelOf: (action: string) => string },
): HandlerTime => {
  /** In the order of their begin. */
  const inWork = new Set<InWork>();
  let tick = 0;
  let ticking = false;
  let abandoned = 0;

  const abandon = ({ who, work, giveUp }: InWork): void => {
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
    giveUp(tookTooLong());
  };

  const onTick = (): void => {
    tick += 1;
    for (const one of inWork) {
      if (tick - one.begunInTick < TICKS) break;
      inWork.delete(one);
      abandon(one);
    }
    ticking = inWork.size > 0;
    if (ticking) clock.after(limitMs / TICKS, onTick);
  };

  return {
    within: (who, work) =>
      new Promise((resolve, reject) => {
        const one: InWork = { who, work, begunInTick: tick, giveUp: reject };
        inWork.add(one);
        if (!ticking) {
          ticking = true;
          clock.after(limitMs / TICKS, onTick);
        }
        work.then(
          (value) => {
            inWork.delete(one);
            resolve(value);
          },
          (error: unknown) => {
            inWork.delete(one);
            reject(error);
          },
        );
      }),
    abandoned: () => abandoned,
  };
};
