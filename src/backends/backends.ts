/** What the gateway stands on. embedded.ts: one process on its own files. shared.ts: one of many nodes, on MongoDB and Redis. */
import type { Config } from '../config.ts';
import type { Chore } from '../services/chores.ts';
import type { DeliveryStore } from '../services/ports/delivery-store.ts';
import type { EventBus } from '../services/ports/event-bus.ts';
import type { FailureCounter, OnceOnly, RateLimiter } from '../services/ports/limits.ts';
import type { MessageLogStore } from '../services/ports/message-log.ts';
import type { Locks, StationOwners } from '../services/ports/nodes.ts';
import type { Log, Metrics } from '../services/ports/observing.ts';
import type { Queue } from '../services/ports/queue.ts';
import type { Store } from '../services/ports/store.ts';
import type { Clock, NewId } from '../services/ports/time.ts';

export type Backends = {
  readonly store: Store;
  readonly queue: Queue;
  readonly deliveryStore: DeliveryStore;
  readonly messageLog: MessageLogStore;
  /** The events of all nodes. */
  readonly bus: EventBus;
  /** Only those of this node's commits: for what is counted. */
  readonly ownEvents: Pick<EventBus, 'subscribe'>;
  /** Only those of other nodes' commits; null: there are no others. */
  readonly foreignEvents: Pick<EventBus, 'subscribe'> | null;
  readonly owners: StationOwners;
  readonly locks: Locks;
  readonly onceOnly: OnceOnly;
  readonly rateLimiter: (limits: { readonly quota: number; readonly windowS: number }) => RateLimiter;
  /** Random, and the same on all nodes: see services/quota-keys.ts. */
  readonly quotaKey: Uint8Array;
  /** name: tells counters apart. */
  readonly failureCounter: (input: { readonly name: string; readonly windowS: number }) => FailureCounter;
  /**
   * Mends what processes that died have left, and sees to what becomes of this node's stations at others; before the queue
   * is worked. The answer ends that.
   */
  readonly mend: (mending: Mending) => Promise<() => void>;
  /** What one node does for all. */
  readonly chores: (mending: Mending) => readonly Chore[];
  /** By what is asked at /health/ready: each rejects when it is not there. */
  readonly checks: Readonly<Record<string, () => Promise<boolean>>>;
};

/** How the services mend. */
export type Mending = {
  /** Sets stations offline that a dead process left online. */
  readonly recoverStations: () => Promise<void>;
  /** Reports what was SENT by a dead process, and gives what waits its jobs again. */
  readonly recoverCommands: () => Promise<void>;
  /** Gives what waits its jobs again, and reports nothing. */
  readonly requeue: () => Promise<void>;
  /** Marks the stations again that are connected here. */
  readonly stillHere: () => Promise<void>;
  /** Another node has this station now. */
  readonly takenOver: (stationId: string) => void;
};

export type Surroundings = {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly newId: NewId;
};
