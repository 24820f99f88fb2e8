/** One Queue over many nodes: what is for a station goes to the node that holds its socket, the rest to whoever is free. */

import type { StationOwners } from '../services/ports/nodes.ts';
import type { JobOptions, JobToAdd, Queue } from '../services/ports/queue.ts';

/** Where other nodes' jobs are added; nothing is worked there. */
export type QueueProducer = Pick<Queue, 'add' | 'addAll'> & { readonly close: () => Promise<void> };

/** Nodes come and go: the queues of so many others are kept open at the same time. */
const OPEN_PRODUCERS = 64;

/** The lane of such a job is its station. */
const isForStation = ({ atStation = false }: JobOptions = {}): boolean => atStation;

/**
 * A job for a station that no live node holds is passed over, and nothing is lost by it: the command that it is for is in
 * the store before it is added here, and whoever takes the station claims it before it reads there what waits. Either
 * the claim came first, then the owner is found here; or it comes later, and then it finds the command.
 * `remove` looks in this node's queue and in the shared one.
 */
export const createRoutedQueue = ({
  own,
  shared,
  queueOf,
  owners,
}: {
  /** This node's; others add to it, and only this node works it. */
  readonly own: Queue;
  /** Worked by all nodes. */
  readonly shared: Queue;
  /** Opens the queue of another node. */
  readonly queueOf: (nodeId: string) => QueueProducer;
  readonly owners: Pick<StationOwners, 'nodeId' | 'ownerOf' | 'ownersOf'>;
}): Queue => {
  const producers = new Map<string, QueueProducer>();
  const closing = new Set<Promise<void>>();

  const producerOf = (nodeId: string): Pick<Queue, 'add' | 'addAll'> => {
    if (nodeId === owners.nodeId) return own;
    const known = producers.get(nodeId);
    const producer = known ?? queueOf(nodeId);
    producers.delete(nodeId);
    producers.set(nodeId, producer);
    const [oldest] = producers;
    if (producers.size > OPEN_PRODUCERS && oldest !== undefined) {
      producers.delete(oldest[0]);
      const closed = oldest[1].close().finally(() => closing.delete(closed));
      closing.add(closed);
    }
    return producer;
  };

  const addAll: Queue['addAll'] = async (jobs) => {
    const others = jobs.filter(({ options }) => !isForStation(options));
    const sends = jobs.filter(({ options }) => isForStation(options));
    // First: an expiry must not be missing because the owner's queue could not be reached.
    if (others.length > 0) await shared.addAll(others);
    if (sends.length === 0) return;
    const found = await owners.ownersOf([...new Set(sends.map(({ job }) => job.lane))]);
    const byNode = new Map<string, JobToAdd[]>();
    for (const send of sends) {
      const node = found.get(send.job.lane);
      if (node !== undefined) byNode.set(node, [...(byNode.get(node) ?? []), send]);
    }
    for (const [node, list] of byNode) await producerOf(node).addAll(list);
  };

  return {
    add: async (job, options = {}) => {
      if (!isForStation(options)) return shared.add(job, options);
      const node = await owners.ownerOf(job.lane);
      return node === null || producerOf(node).add(job, options);
    },
    addAll,
    remove: async (id) => (await own.remove(id)) || shared.remove(id),
    work: (handlers) => {
      own.work(handlers);
      shared.work(handlers);
    },
    stats: async () => {
      const [mine, all] = await Promise.all([own.stats(), shared.stats()]);
      return {
        waiting: mine.waiting + all.waiting,
        delayed: mine.delayed + all.delayed,
        running: mine.running + all.running,
        dead: mine.dead + all.dead,
      };
    },
    close: async (withinMs) => {
      await Promise.all([own.close(withinMs), shared.close(withinMs)]);
      await Promise.all([...producers.values()].map((producer) => producer.close()));
      await Promise.all(closing);
    },
  };
};
