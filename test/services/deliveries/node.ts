/** A node that works subscribers over a store, with short times; and subscribers that a test directs. */
import type { DomainEvent } from '../../../src/domain/event.ts';
import { createInProcessBus } from '../../../src/events/in-process-bus.ts';
import { systemClock } from '../../../src/observe/clock.ts';
import { createCommitter } from '../../../src/services/commit.ts';
import { createDeliveries, type DeliveriesOptions } from '../../../src/services/deliveries/deliveries.ts';
import type { DeliveryInput, Gap, Note, Subscriber, Verdict } from '../../../src/services/deliveries/subscriber.ts';
import type { DeliveryStore } from '../../../src/services/ports/delivery-store.ts';
import type { Locks } from '../../../src/services/ports/nodes.ts';
import { aMessageEvent } from '../../conformance/documents.ts';
import { createRecordedMetrics } from '../../support/recorded-metrics.ts';
import { silentLog } from '../../support/silent-log.ts';
import type { OpenPlace } from './places.ts';

export const SHORT: Partial<DeliveriesOptions> = { leaseMs: 400, renewMs: 50, flushMs: 10, closeMs: 200 };

/** Locks of nodes in one test; a lease ends by itself, as Redis's do. */
export const createLeases = () => {
  const held = new Map<string, { readonly nodeId: string; readonly untilMs: number }>();
  const cut = new Set<string>();
  return {
    of: (nodeId: string): Locks => ({
      tryHold: async (name, ttlMs) => {
        if (cut.has(nodeId)) throw new Error('cut off');
        const lease = held.get(name);
        if (lease !== undefined && lease.nodeId !== nodeId && lease.untilMs > Date.now()) return false;
        held.set(name, { nodeId, untilMs: Date.now() + ttlMs });
        return true;
      },
      letGo: async (name) => {
        if (held.get(name)?.nodeId === nodeId) held.delete(name);
      },
    }),
    /** The node's lease cannot be renewed any more. */
    cut: (nodeId: string) => cut.add(nodeId),
    /** The next one gets it now, though whoever has it believes that it has it still. */
    expire: () => held.clear(),
  };
};

export const startNode = (
  { store, deliveryStore }: Pick<OpenPlace, 'store'> & { readonly deliveryStore: DeliveryStore },
  locks: Locks = createLeases().of('alone'),
  options: Partial<DeliveriesOptions> = {},
) => {
  const bus = createInProcessBus({ log: silentLog });
  const committer = createCommitter({ store, bus });
  const metrics = createRecordedMetrics();
  let reads = 0;
  const deliveries = createDeliveries(
    {
      store: deliveryStore,
      events: {
        eventsBySeq: (seq, limit) => {
          reads += 1;
          return store.eventsBySeq(seq, limit);
        },
        eventSeq: store.eventSeq,
        lastEventSeq: store.lastEventSeq,
      },
      bus,
      locks,
      clock: systemClock,
      leaseClock: systemClock,
      log: silentLog,
      metrics,
    },
    { ...SHORT, ...options },
  );
  return {
    ...deliveries,
    metrics,
    reads: () => reads,
    /** Commits events of these names; `A:1` is of the object A. */
    say: async (...ids: readonly string[]): Promise<readonly DomainEvent[]> => {
      const events = await committer.commit({
        events: ids.map((id) => aMessageEvent(id, { objectId: id.split(':')[0] ?? id })),
      });
      return events;
    },
  };
};

export type Receiver = {
  readonly subscriber: Subscriber;
  /** Ids in the order in which they were tried. */
  readonly tried: string[];
  readonly done: string[];
  readonly inputs: DeliveryInput[];
  readonly gaps: Gap[];
  readonly gone: Note[];
  /** From here on. */
  readonly answer: (
    next: (id: string, input: DeliveryInput, signal: AbortSignal) => Promise<Verdict> | Verdict,
  ) => void;
};

/** In order for each object; everything is done at once, unless it is told otherwise. */
export const createReceiver = (name: string, changes: Partial<Subscriber> = {}): Receiver => {
  const tried: string[] = [];
  const done: string[] = [];
  const inputs: DeliveryInput[] = [];
  const gaps: Gap[] = [];
  const gone: Note[] = [];
  let answer: Parameters<Receiver['answer']>[0] = () => ({ kind: 'done' });
  return {
    tried,
    done,
    inputs,
    gaps,
    gone,
    answer: (next) => {
      answer = next;
    },
    subscriber: {
      name,
      accepts: () => true,
      orderKey: ({ objectId }) => objectId,
      deliver: async (input, signal) => {
        const ids = input.events.map(({ id }) => id);
        tried.push(...ids);
        inputs.push(input);
        const verdict = await answer(ids[0] ?? '', input, signal);
        if (verdict.kind === 'done') done.push(...ids);
        return verdict;
      },
      onGone: async (note) => {
        gone.push(note);
      },
      onGap: async (gap) => {
        gaps.push(gap);
      },
      ...changes,
    },
  };
};

export const retryIn = (ms: number, note?: Note): Verdict => ({
  kind: 'retry',
  at: new Date(Date.now() + ms),
  ...(note === undefined ? {} : { note }),
});

export const never = (): Promise<Verdict> => new Promise(() => undefined);

/** The first times each was done, of one object, in their order. */
export const firstsOf = (ids: readonly string[], object: string): readonly string[] => [
  ...new Set(ids.filter((id) => id.startsWith(`${object}:`))),
];
