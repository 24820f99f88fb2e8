import type { Locks } from '../../src/services/ports/nodes.ts';
import type { ManualClock } from './manual-clock.ts';

/** Locks of several nodes, by the node's id; they end with the clock. */
export const createLeasedLocks = (clock: ManualClock): ((nodeId: string) => Locks) => {
  const holders = new Map<string, { readonly nodeId: string; readonly untilMs: number }>();
  return (nodeId) => ({
    tryHold: async (name, ttlMs) => {
      const holder = holders.get(name);
      const nowMs = clock.now().getTime();
      if (holder !== undefined && holder.untilMs > nowMs && holder.nodeId !== nodeId) return false;
      holders.set(name, { nodeId, untilMs: nowMs + ttlMs });
      return true;
    },
    letGo: async (name) => {
      if (holders.get(name)?.nodeId === nodeId) holders.delete(name);
    },
  });
};
