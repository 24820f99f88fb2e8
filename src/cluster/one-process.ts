/** The many-nodes ports of a gateway that is one process: it holds what is connected, and every lock. */
import type { Locks, StationOwners } from '../services/ports/nodes.ts';

export const createOneProcessOwners = ({ nodeId }: { readonly nodeId: string }): StationOwners => {
  const held = new Set<string>();
  const never = () => () => undefined;
  return {
    nodeId,
    isLeased: () => true,
    claim: async (stationId) => {
      held.add(stationId);
    },
    release: async (stationId) => {
      held.delete(stationId);
      return true;
    },
    ownerOf: async (stationId) => (held.has(stationId) ? nodeId : null),
    ownersOf: async (stationIds) => new Map(stationIds.filter((id) => held.has(id)).map((id) => [id, nodeId])),
    liveNodes: async () => new Set([nodeId]),
    deadNodes: async () => [],
    forget: async () => undefined,
    onTaken: never,
    onRegained: never,
    close: async () => held.clear(),
  };
};

export const createOneProcessLocks = (): Locks => ({
  tryHold: async () => true,
  letGo: async () => undefined,
});
