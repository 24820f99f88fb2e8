/** A node's lease: a key in Redis that the node renews, and what the node itself knows of it. */
import type { Redis } from 'ioredis';
import { onRedis } from '../redis/connection.ts';
import type { Log } from '../services/ports/observing.ts';
import type { Clock } from '../services/ports/time.ts';
import type { ClusterKeys } from './keys.ts';
import { RENEW } from './owner-scripts.ts';

export type LeaseOptions = {
  /** The node itself holds its lease for so long after a renewal; the others wait half as long again. Default 6 s. */
  readonly leaseMs: number;
};

export type Lease = {
  /** Between two renewals. */
  readonly everyMs: number;
  readonly isLeased: () => boolean;
  /** Redis has answered for a whole lease without a break: whoever lives has renewed meanwhile. */
  readonly isSteady: () => boolean;
  /** What Redis' clock says now, as far as known, in microseconds. */
  readonly redisMicros: () => number;
  /** Something may have been missed: what is held has to be said again before the lease counts. */
  readonly doubt: () => void;
  readonly close: () => Promise<void>;
};

/** How far Redis' clock is from this process' own, as one renewal showed it. */
type ClockSample = { readonly roundTripMs: number; readonly offsetMicros: number };
/** So few that clocks which drift do no harm. */
const CLOCK_SAMPLES = 10;

/** Times are measured by the process' own steady clock: one that is set back or forward does no harm. */
const steadyMs = (): number => performance.now();

/**
 * Resolves when the node has its lease; throws DomainError('unavailable') when Redis gives no answer.
 * `back` says again what is held, after the lease or Redis was lost; the lease counts again when it resolves, and then
 * `regained` is called.
 */
export const openLease = async (
  {
    redis,
    keys,
    nodeId,
    clock,
    log,
  }: {
    readonly redis: Redis;
    readonly keys: ClusterKeys;
    readonly nodeId: string;
    readonly clock: Pick<Clock, 'after'>;
    readonly log: Log;
  },
  { leaseMs }: LeaseOptions,
  { back, regained }: { readonly back: () => Promise<void>; readonly regained: () => void },
): Promise<Lease> => {
  const everyMs = leaseMs / 3;
  const leaseKey = `${keys.lease}${nodeId}`;
  let leasedUntilMs = 0;
  let steadySinceMs = Number.POSITIVE_INFINITY;
  let doubted = false;
  let told = false;
  let closed = false;
  let cancel = (): void => undefined;
  let renewing: Promise<void> | null = null;
  const clockSamples: ClockSample[] = [];

  const renew = async (): Promise<void> => {
    const askedMs = steadyMs();
    const [stood, micros] = (await onRedis(() =>
      redis.eval(RENEW, 2, leaseKey, keys.nodes, nodeId, Math.round(leaseMs * 1.5)),
    )) as [number, string];
    const answeredMs = steadyMs();
    clockSamples.push({
      roundTripMs: answeredMs - askedMs,
      // The most that it can be: what happens here counts as behind all that Redis had written down before.
      offsetMicros: Number(micros) - askedMs * 1000,
    });
    if (clockSamples.length > CLOCK_SAMPLES) clockSamples.shift();
    const first = leasedUntilMs === 0;
    const lost = !first && (stood === 0 || answeredMs >= leasedUntilMs);
    if (lost || doubted) {
      steadySinceMs = answeredMs;
      doubted = false;
      try {
        await back();
      } catch (error) {
        doubted = true;
        throw error;
      }
      // What was doubted meanwhile is said again by the next renewal.
      leasedUntilMs = askedMs + leaseMs;
      if (told) log.info({ nodeId }, 'cluster.lease_regained');
      told = false;
      regained();
      return;
    }
    if (first) steadySinceMs = answeredMs;
    leasedUntilMs = askedMs + leaseMs;
  };

  const failed = (err: unknown): void => {
    doubted = true;
    steadySinceMs = Number.POSITIVE_INFINITY;
    if (!told) log.warn({ nodeId, err }, 'cluster.lease_not_renewed');
    told = true;
  };

  const plan = (ms: number): void => {
    cancel();
    if (!closed) cancel = clock.after(ms, () => void renewAndPlan());
  };

  const renewAndPlan = async (): Promise<void> => {
    if (closed) return;
    if (renewing !== null) return renewing;
    renewing = renew()
      .then(
        () => plan(doubted ? 0 : everyMs),
        (error: unknown) => {
          if (!closed) failed(error);
          plan(Math.min(leaseMs / 6, 500));
        },
      )
      .finally(() => {
        renewing = null;
      });
    return renewing;
  };

  const lostConnection = (): void => {
    doubted = true;
    steadySinceMs = Number.POSITIVE_INFINITY;
  };
  const ready = (): void => void renewAndPlan();

  await renew();
  redis.on('close', lostConnection);
  redis.on('ready', ready);
  plan(everyMs);

  return {
    everyMs,
    isLeased: () => !closed && steadyMs() < leasedUntilMs,
    isSteady: () => steadyMs() - steadySinceMs >= leaseMs,
    redisMicros: () => {
      // The quickest answer says it best: the slow ones waited somewhere on their way.
      const best = clockSamples.reduce((one, other) => (other.roundTripMs < one.roundTripMs ? other : one));
      return Math.round(steadyMs() * 1000 + best.offsetMicros);
    },
    doubt: () => {
      doubted = true;
      void renewAndPlan();
    },
    close: async () => {
      closed = true;
      cancel();
      redis.off('close', lostConnection);
      redis.off('ready', ready);
      await renewing;
      await onRedis(() => redis.multi().del(leaseKey).zrem(keys.nodes, nodeId).exec());
    },
  };
};
