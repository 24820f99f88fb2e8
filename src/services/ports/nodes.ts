/** Many nodes: who holds a station, and work that one node does for all. */

/**
 * Which node holds a station's socket. A node is one process from its start to its end; it is live while it renews its lease.
 *
 * The newest connection of a station wins: a claim takes the station from whoever had it, and nothing that the former
 * owner says later takes it back. What cannot be told because the nodes' meeting place gives no answer is
 * DomainError('unavailable').
 */
export type StationOwners = {
  /** Another one at each start. */
  readonly nodeId: string;
  /** false: this node could not renew its lease in time, and others may take it for dead. It must send nothing to a station. */
  readonly isLeased: () => boolean;
  /**
   * The station's newest socket is here. Never rejects: while the meeting place is away the claim is this node's own
   * word, told as soon as it is back, and then the newest one wins.
   */
  readonly claim: (stationId: string) => Promise<void>;
  /**
   * This node's socket is gone. true: no other node holds the station. false: one does, or it cannot be told now; then
   * the sweep finds it out. Only what this node itself claimed is given up.
   */
  readonly release: (stationId: string) => Promise<boolean>;
  /** The live node that holds the station; null: none does. Throws unavailable. */
  readonly ownerOf: (stationId: string) => Promise<string | null>;
  /** The same for many at once: those that a live node holds. Throws unavailable. */
  readonly ownersOf: (stationIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Throws unavailable also while the meeting place is only just back, and live nodes may not have renewed yet. */
  readonly liveNodes: () => Promise<ReadonlySet<string>>;
  /** Nodes that ended without a word, until they are forgotten. Throws unavailable as liveNodes does. */
  readonly deadNodes: () => Promise<readonly string[]>;
  /** What a dead node held is put in order: nothing of it is kept any more. */
  readonly forget: (nodeId: string) => Promise<void>;
  /** A newer connection at another node took a station that this node held: its socket here has to be closed. */
  readonly onTaken: (listener: (stationId: string) => void) => () => void;
  /** The lease is back after it was lost, and what is still this node's is claimed again. */
  readonly onRegained: (listener: () => void) => () => void;
  /** Gives up the lease and all that is held. */
  readonly close: () => Promise<void>;
};

/** Work that one node does for all. A lock is a lease: it ends by itself when its holder dies. */
export type Locks = {
  /** true: this node holds the lock for ttlMs from now on; holding it already, it renews it. Throws unavailable. */
  readonly tryHold: (name: string, ttlMs: number) => Promise<boolean>;
  /** Gives it up at once, when it is this node's. Throws unavailable. */
  readonly letGo: (name: string) => Promise<void>;
};
