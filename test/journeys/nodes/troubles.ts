/** What can happen to one of several nodes, or to what they all stand on. Each is over, and mended, when it resolves. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Server } from '../../../scripts/services/process.ts';
import type { Node } from '../../faults/gateway/node.ts';
import type { Relay } from '../../support/relay.ts';

export type WiredNode = { readonly node: Node; readonly toRedis: Relay; readonly toMongo: Relay };

export type Place = {
  readonly nodes: readonly WiredNode[];
  readonly redis: Server;
  readonly mongo: Server;
  /** At least 0, less than 1. */
  readonly random: () => number;
};

type Trouble = { readonly name: string; readonly weight: number; readonly run: (place: Place) => Promise<void> };

const SHORT_MS = [100, 2000] as const;
/** Over a lease, and over the time after which the others take its holder for dead. */
const LONG_MS = [7000, 12_000] as const;
/** Over the time after which the store's log has forgotten where this node stands. */
const LONGER_MS = [20_000, 30_000] as const;

export const between = (random: () => number, [least, most]: readonly [number, number]): number =>
  least + random() * (most - least);

export const oneOf = <T>(random: () => number, all: readonly T[]): T => {
  const one = all[Math.floor(random() * all.length)];
  if (one === undefined) throw new RangeError('none to choose from');
  return one;
};

/** A start may be refused: the store gives no answer in time, or somebody has the port for a moment. */
const START_WITHIN_MS = 60_000;
const START_AGAIN_MS = 500;

/** Started again until it stands, as whatever runs a gateway does. */
const launched = async (node: Node): Promise<void> => {
  const untilMs = performance.now() + START_WITHIN_MS;
  while (!(await node.launch())) {
    if (performance.now() > untilMs) throw new Error(`a node did not start again: ${node.process().said()}`);
    await pause(START_AGAIN_MS);
  }
};

const cut = (which: 'toRedis' | 'toMongo', lengthMs: readonly [number, number]): Trouble['run'] => {
  return async ({ nodes, random }) => {
    const wire = oneOf(random, nodes)[which];
    wire.cut();
    await pause(between(random, lengthMs));
    wire.mend();
  };
};

const nodeFrozen = (lengthMs: readonly [number, number]): Trouble['run'] => {
  return async ({ nodes, random }) => {
    const { node } = oneOf(random, nodes);
    node.process().signal('SIGSTOP');
    await pause(between(random, lengthMs));
    node.process().signal('SIGCONT');
  };
};

const frozen = (which: 'redis' | 'mongo', lengthMs: readonly [number, number]): Trouble['run'] => {
  return async ({ random, [which]: server }) => {
    server.freeze();
    await pause(between(random, lengthMs));
    server.thaw();
  };
};

const restarted = (which: 'redis' | 'mongo'): Trouble['run'] => {
  return async ({ random, [which]: server }) => {
    await server.kill();
    await pause(between(random, SHORT_MS));
    await server.startAgain();
  };
};

/** NODES_TROUBLES: only those whose name it matches. */
const ONLY = new RegExp(process.env.NODES_TROUBLES ?? '');

const ALL_TROUBLES: readonly Trouble[] = [
  {
    name: 'node killed',
    weight: 3,
    run: async ({ nodes, random }) => {
      const { node } = oneOf(random, nodes);
      await node.kill();
      await pause(between(random, SHORT_MS));
      await launched(node);
    },
  },
  {
    name: 'node closed',
    weight: 3,
    run: async ({ nodes, random }) => {
      const { node } = oneOf(random, nodes);
      node.process().signal('SIGTERM');
      // One whose store gives no answer just then ends by its own time limit.
      await node.process().ended;
      await launched(node);
    },
  },
  { name: 'node frozen', weight: 2, run: nodeFrozen(SHORT_MS) },
  { name: 'node long frozen', weight: 1, run: nodeFrozen(LONG_MS) },
  { name: 'node longer frozen', weight: 0.4, run: nodeFrozen(LONGER_MS) },
  { name: 'node without Redis', weight: 3, run: cut('toRedis', SHORT_MS) },
  { name: 'node long without Redis', weight: 1, run: cut('toRedis', LONG_MS) },
  { name: 'node without MongoDB', weight: 2, run: cut('toMongo', SHORT_MS) },
  { name: 'Redis frozen', weight: 2, run: frozen('redis', SHORT_MS) },
  { name: 'Redis long frozen', weight: 0.5, run: frozen('redis', LONG_MS) },
  { name: 'Redis killed', weight: 2, run: restarted('redis') },
  { name: 'MongoDB frozen', weight: 2, run: frozen('mongo', SHORT_MS) },
  { name: 'MongoDB killed', weight: 1, run: restarted('mongo') },
];

const TROUBLES = ALL_TROUBLES.filter(({ name }) => ONLY.test(name));

/** One by its weight. */
export const anyTrouble = (random: () => number): Trouble => {
  let left = random() * TROUBLES.reduce((sum, { weight }) => sum + weight, 0);
  for (const trouble of TROUBLES) {
    left -= trouble.weight;
    if (left < 0) return trouble;
  }
  return oneOf(random, TROUBLES);
};
