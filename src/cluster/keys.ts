/** Names in Redis. The braces keep all of one gateway in one slot, which its scripts need on a Redis cluster. */
export type ClusterKeys = {
  /** Hash: station → `EPOCH NODE`. */
  readonly owners: string;
  /** Sorted set: every node that was not seen to end well, by its start. */
  readonly nodes: string;
  /** Before a node's id: its lease, a key that expires. */
  readonly lease: string;
  /** Before a node's id: the channel on which it hears what was taken from it. */
  readonly taken: string;
  readonly lock: (name: string) => string;
};

export const clusterKeys = (prefix: string): ClusterKeys => ({
  owners: `{${prefix}}:owners`,
  nodes: `{${prefix}}:nodes`,
  lease: `{${prefix}}:node:`,
  taken: `{${prefix}}:taken:`,
  lock: (name) => `{${prefix}}:lock:${name}`,
});
