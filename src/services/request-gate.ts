/**
 * How much of the APIs' callers is in work at the same time, in three bulkheads: bodies that are still on their way,
 * requests in work, and requests that only wait for something to happen. Each is bounded in all, and for each client
 * and each network in it, so that none of them can take the others' places.
 */
import { type Caller, callerKey } from '../domain/access.ts';
import { DomainError } from '../domain/error.ts';
import type { Metrics } from './ports/observing.ts';
import { networkOf } from './request-address.ts';

export type Asker = {
  readonly face: 'rest' | 'graphql' | 'oauth' | 'mcp';
  readonly address: string | null;
  /** null: not known yet, or nobody that is known. */
  readonly caller: Pick<Caller, 'clientId' | 'userId' | 'accountId'> | null;
};

/** `ofStranger`: of one network, without a caller that is known. */
export type Bounds = {
  readonly inAll: number;
  readonly ofClient: number;
  readonly ofNetwork: number;
  readonly ofStranger: number;
};

/** Where 256 KiB each are held, at most. */
export const READING: Bounds = { inAll: 2000, ofClient: 100, ofNetwork: 200, ofStranger: 100 };
/** Each waits for the store most of its time. */
export const IN_WORK: Bounds = { inAll: 1000, ofClient: 200, ofNetwork: 500, ofStranger: 100 };
/** Each hears every event. */
export const WAITING: Bounds = { inAll: 1000, ofClient: 100, ofNetwork: 500, ofStranger: 0 };

export type RequestGate = {
  /**
   * Each answers what gives the place back, once however often it is called, and throws unavailable when all places are
   * taken, rate_limited when all that this asker may have are.
   */
  readonly read: (asker: Asker) => () => void;
  readonly enter: (asker: Asker) => () => void;
  readonly wait: (asker: Asker) => () => void;
};

const DETAILS = {
  reading: 'requests are being read',
  work: 'requests are in work',
  waiting: 'requests wait',
} as const;

const createBulkhead = (what: keyof typeof DETAILS, bounds: Bounds, metrics: Metrics) => {
  /** By whom they are held; empty entries are removed. */
  const held = new Map<string, number>();
  let inside = 0;

  const refuse = (face: Asker['face'], by: 'all' | 'client' | 'address'): DomainError => {
    metrics.count('api_requests_refused_total', { face, what, by });
    return by === 'all'
      ? new DomainError('unavailable', { detail: `Too many ${DETAILS[what]}.`, retryAfterS: 1 })
      : new DomainError('rate_limited', { detail: `Too many ${DETAILS[what]} for this ${by}.`, retryAfterS: 1 });
  };

  const take = ({ face, address, caller }: Asker): (() => void) => {
    const network = `network ${networkOf(address)}`;
    const shares: { readonly key: string; readonly most: number; readonly by: 'client' | 'address' }[] =
      caller === null
        ? [{ key: `stranger ${network}`, most: bounds.ofStranger, by: 'address' }]
        : [{ key: `caller ${callerKey(caller)}`, most: bounds.ofClient, by: 'client' }];
    shares.push({ key: network, most: bounds.ofNetwork, by: 'address' });
    if (inside >= bounds.inAll) throw refuse(face, 'all');
    for (const { key, most, by } of shares) if ((held.get(key) ?? 0) >= most) throw refuse(face, by);
    inside += 1;
    for (const { key } of shares) held.set(key, (held.get(key) ?? 0) + 1);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      inside -= 1;
      for (const { key } of shares) {
        const rest = (held.get(key) ?? 1) - 1;
        if (rest === 0) held.delete(key);
        else held.set(key, rest);
      }
    };
  };
  return { take, inside: () => inside };
};

export const createRequestGate = ({
  metrics,
  reading = READING,
  inWork = IN_WORK,
  waiting = WAITING,
}: {
  readonly metrics: Metrics;
  readonly reading?: Bounds;
  readonly inWork?: Bounds;
  readonly waiting?: Bounds;
}): RequestGate => {
  const bulkheads = {
    reading: createBulkhead('reading', reading, metrics),
    work: createBulkhead('work', inWork, metrics),
    waiting: createBulkhead('waiting', waiting, metrics),
  };
  metrics.gauge('api_requests_being_read', bulkheads.reading.inside);
  metrics.gauge('api_requests_in_work', bulkheads.work.inside);
  metrics.gauge('api_requests_waiting', bulkheads.waiting.inside);
  return { read: bulkheads.reading.take, enter: bulkheads.work.take, wait: bulkheads.waiting.take };
};
