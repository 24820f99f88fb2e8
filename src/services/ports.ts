/** What the services need from outside. Adapters implement these; app.ts hands them in. */
import type { Client } from '../domain/access.ts';
import type { Command, CommandStatus, CommandType, StationAnswer } from '../domain/command.ts';
import type { DomainEvent, EventType, NewEvent } from '../domain/event.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Location } from '../domain/location.ts';
import type { StoredReading } from '../domain/meter.ts';
import type { Session, SessionStatus } from '../domain/session.ts';
import type { Station } from '../domain/station.ts';
import type { Token } from '../domain/token.ts';

// ---------------------------------------------------------------- time, ids, watching

export type Clock = {
  readonly now: () => Date;
  /** Calls back once after ms; the answer cancels. Timers never keep the process alive. */
  readonly after: (ms: number, callback: () => void) => () => void;
};

/** Sortable unique ids: 26 characters, Crockford base 32 (ULID). */
export type NewId = () => string;

/** Structured log: fields first, then the event's name, such as `command.completed`. */
export type Log = {
  readonly debug: (fields: Record<string, unknown>, message: string) => void;
  readonly info: (fields: Record<string, unknown>, message: string) => void;
  readonly warn: (fields: Record<string, unknown>, message: string) => void;
  readonly error: (fields: Record<string, unknown>, message: string) => void;
};

/** Names are declared once in observe/metrics.ts. */
export type Metrics = {
  readonly count: (name: string, labels?: Record<string, string>, by?: number) => void;
  readonly observe: (name: string, value: number, labels?: Record<string, string>) => void;
  /** Read when scraped. */
  readonly gauge: (name: string, read: () => number) => void;
};

// ---------------------------------------------------------------- the store

/**
 * One atomic, durable change: everything in it is stored, or nothing.
 *
 * Each document is put whole. A version of 1 must not be there yet; version n replaces n - 1.
 * Where that does not hold, the commit throws DomainError('conflict') and stores nothing.
 * Readings whose (sessionId, key) is stored already are passed over.
 */
export type Change = {
  readonly locations?: readonly Location[];
  readonly stations?: readonly Station[];
  readonly tokens?: readonly Token[];
  readonly sessions?: readonly Session[];
  readonly readings?: readonly StoredReading[];
  readonly commands?: readonly Command[];
  readonly clients?: readonly Client[];
  /** Stored once: a second put of (clientId, key) is a conflict. */
  readonly idempotency?: readonly IdempotencyRecord[];
  readonly events?: readonly NewEvent[];
};

export type Committer = {
  /** Resolves when the change is durable, with its events in their places. */
  readonly commit: (change: Change) => Promise<readonly DomainEvent[]>;
};

/** Position in a list ordered by (createdAt, id). */
export type Position = { readonly createdAt: Date; readonly id: string };

/** Only what lies in the grants; null: all. Pushed into the query, so that paging stays right. */
export type Scope = {
  readonly locationIds: readonly string[] | null;
  readonly tokenUids: readonly string[] | null;
  /** Only this driver's sessions, commands and tokens; null: all. */
  readonly driverId: string | null;
};

export type ListQuery = {
  readonly scope: Scope;
  readonly limit: number;
  readonly after: Position | null;
  readonly newestFirst: boolean;
  /** updatedAt: from inclusive, to exclusive. */
  readonly updatedFromAt: Date | null;
  readonly updatedToAt: Date | null;
};

/** items: up to limit. more: there are others behind the last. */
export type Slice<T> = { readonly items: readonly T[]; readonly more: boolean };

/**
 * How many there are in all, whatever the page. null: more than `upTo`, or so many would have to be looked through that
 * it would take longer the more is stored.
 */
export type Count<Query> = (query: Query, upTo: number) => Promise<number | null>;

export type LocationStore = {
  readonly location: (id: string) => Promise<Location | null>;
  readonly locationsById: (ids: readonly string[]) => Promise<readonly Location[]>;
  readonly locations: (query: ListQuery) => Promise<Slice<Location>>;
  readonly countLocations: Count<ListQuery>;
};

export type StationQuery = ListQuery & { readonly locationId: string | null; readonly online: boolean | null };
export type StationStore = {
  readonly station: (id: string) => Promise<Station | null>;
  readonly stationsById: (ids: readonly string[]) => Promise<readonly Station[]>;
  readonly stations: (query: StationQuery) => Promise<Slice<Station>>;
  readonly countStations: Count<StationQuery>;
  /** Stations marked online; after a start all of ours that are not connected are set offline. */
  readonly onlineStationIds: () => Promise<readonly string[]>;
};

export type TokenStore = {
  /** uid without regard to case. */
  readonly token: (uid: string) => Promise<Token | null>;
  readonly tokensByUid: (uids: readonly string[]) => Promise<readonly Token[]>;
  readonly tokens: (query: ListQuery) => Promise<Slice<Token>>;
  readonly countTokens: Count<ListQuery>;
};

export type SessionQuery = ListQuery & {
  readonly stationId: string | null;
  readonly locationId: string | null;
  readonly tokenUid: string | null;
  readonly status: SessionStatus | null;
};
export type SessionStore = {
  readonly session: (id: string) => Promise<Session | null>;
  readonly sessionsById: (ids: readonly string[]) => Promise<readonly Session[]>;
  readonly sessions: (query: SessionQuery) => Promise<Slice<Session>>;
  readonly countSessions: Count<SessionQuery>;
  /** PENDING and ACTIVE ones: all of them, however many. */
  readonly countOpenSessions: () => Promise<number>;
  /** PENDING and ACTIVE ones of a station, oldest first. */
  readonly openSessionsOf: (stationId: string) => Promise<readonly Session[]>;
  /** PENDING and ACTIVE ones that this token began, over all stations. */
  readonly openSessionsOfToken: (tokenUid: string) => Promise<readonly Session[]>;
  readonly sessionByTransaction: (stationId: string, transactionId: string) => Promise<Session | null>;
  /** OCPP 1.6: the record of a StartTransaction that is retried. */
  readonly sessionByStartKey: (stationId: string, startKey: string) => Promise<Session | null>;
  /** Oldest first. */
  readonly readings: (
    sessionId: string,
    page: { readonly limit: number; readonly after: { readonly sampledAt: Date; readonly key: string } | null },
  ) => Promise<Slice<StoredReading>>;
};

export type CommandQuery = ListQuery & {
  readonly stationId: string | null;
  readonly sessionId: string | null;
  readonly type: CommandType | null;
  readonly status: CommandStatus | null;
  /** Only the ones that this client asked for; null: whatever the scope shows. */
  readonly clientId: string | null;
};
export type CommandStore = {
  readonly command: (id: string) => Promise<Command | null>;
  readonly commandsById: (ids: readonly string[]) => Promise<readonly Command[]>;
  readonly commands: (query: CommandQuery) => Promise<Slice<Command>>;
  readonly countCommands: Count<CommandQuery>;
  /** QUEUED, SENT or ACCEPTED, oldest first; of one station, or of all (for the reconciler). */
  readonly unsettledCommands: (stationId: string | null) => Promise<readonly Command[]>;
  readonly commandByNumber: (stationId: string, number: number) => Promise<Command | null>;
  /** Those of one type for a station made since then, newest first: cool-down, and the command behind an effect. */
  readonly recentCommands: <T extends CommandType>(
    stationId: string,
    type: T,
    sinceAt: Date,
  ) => Promise<readonly Command<T>[]>;
};

export type EventQuery = {
  readonly scope: Scope;
  /** null: all. */
  readonly types: readonly EventType[] | null;
  /** Only behind this event's id; null: from the oldest. Throws DomainError('not_found') when it is gone. */
  readonly afterId: string | null;
  readonly limit: number;
  readonly fromAt: Date | null;
  readonly toAt: Date | null;
  readonly sessionId: string | null;
  readonly stationId: string | null;
  readonly locationId: string | null;
  readonly objectId: string | null;
};
export type EventStore = {
  readonly events: (query: EventQuery) => Promise<Slice<DomainEvent>>;
  /**
   * For the bus between nodes: the events behind a place, oldest first, up to `limit`. No event of a lower seq than any
   * that is answered can still appear, whichever node commits.
   */
  readonly eventsBySeq: (afterSeq: number, limit: number) => Promise<readonly DomainEvent[]>;
  /** The seq of the newest event that eventsBySeq has ever been able to answer; 0: none yet. Pruning never takes it back. */
  readonly lastEventSeq: () => Promise<number>;
  readonly countEvents: Count<EventQuery>;
};

/** The first answer to a POST with an Idempotency-Key, kept 24 h. */
export type IdempotencyRecord = {
  readonly clientId: string;
  readonly key: string;
  /** SHA-256 of operation and body. */
  readonly requestHash: string;
  /** The command that the request made. */
  readonly commandId: string;
  readonly createdAt: Date;
};
export type IdempotencyStore = {
  readonly idempotencyRecord: (clientId: string, key: string) => Promise<IdempotencyRecord | null>;
  /** Resolves when what any node has committed by now can be read here. Throws DomainError('unavailable'). */
  readonly caughtUp: () => Promise<void>;
};

export type ClientStore = {
  readonly client: (id: string) => Promise<Client | null>;
  readonly clients: (query: ListQuery) => Promise<Slice<Client>>;
};

/** Names of the sequences; each gives positive int32, never one twice over all nodes. */
export type SequenceName = 'transaction' | 'command';
export type SequenceStore = { readonly nextNumber: (sequence: SequenceName) => Promise<number> };

/**
 * Records of the embedded OAuth issuer and of the gateway itself (keys), by kind and id.
 * A record behind its expiry is as good as gone.
 */
export type RecordStore = {
  readonly record: (kind: string, id: string) => Promise<JsonObject | null>;
  readonly putRecord: (
    kind: string,
    id: string,
    value: JsonObject,
    options: { readonly expiresAt: Date | null; readonly group?: string | null },
  ) => Promise<void>;
  /** Without an expiry, and only when there is none yet; false: there is one. Of many nodes one is first. */
  readonly addRecord: (kind: string, id: string, value: JsonObject) => Promise<boolean>;
  readonly deleteRecord: (kind: string, id: string) => Promise<void>;
  /** All of one group (an OAuth grant), whatever their kind. */
  readonly deleteRecordGroup: (group: string) => Promise<void>;
};

/** What grows old: events, idempotency records, expired records. Deletes in bounded steps; answers how many went. */
export type RetentionStore = {
  readonly prune: (before: {
    readonly eventsAt: Date;
    readonly idempotencyAt: Date;
    readonly nowAt: Date;
  }) => Promise<number>;
};

export type Store = Committer &
  LocationStore &
  StationStore &
  TokenStore &
  SessionStore &
  CommandStore &
  EventStore &
  IdempotencyStore &
  ClientStore &
  SequenceStore &
  RecordStore &
  RetentionStore & {
    /** Rejects when the store cannot take a write now. */
    readonly check: () => Promise<void>;
    /** Work in hand is finished first. */
    readonly close: () => Promise<void>;
  };

// ---------------------------------------------------------------- the queue

/**
 * A job carries ids, never the truth. Same id: added once, until it is done or has died.
 * Jobs of one lane (a station) run one at a time, in the order of their due times, then of adding.
 * A job that pauses before a retry keeps its place: the later jobs of its lane and name wait, so that no command is
 * overtaken by one that follows it; jobs of other names (expiry, deadlines) go past. A job whose next attempt would
 * come after its expiry is dropped at once.
 * Jobs of different lanes run beside each other, up to the adapter's bound.
 * Deliberately not in it: results, progress, priorities, parents, cancelling a running job.
 */
export type Job = {
  /** At most 120 of [A-Za-z0-9._-]. */
  readonly id: string;
  readonly name: JobName;
  readonly lane: string;
  readonly data: JsonObject;
};
export type JobName = 'command.send' | 'command.expire' | 'command.effect_deadline';

export type JobOptions = {
  /** Not before this long from now. */
  readonly delayMs?: number;
  /** Not started after this instant: it is dropped (and counted). */
  readonly expiresAt?: Date;
  /** Tries in all, default 5. */
  readonly attempts?: number;
  /** First pause before a retry, doubled each time up to a minute, of that between half and all; default 1000. */
  readonly backoffMs?: number;
};

/** attempt counts from 1. Throwing means: try again, until the attempts are used up; then the job is dead. */
export type JobHandler = (job: Job & { readonly attempt: number }) => Promise<void>;

export type Queue = {
  /** Durable when it resolves. false: a job of that id is there already. Throws DomainError invalid_request, unavailable. */
  readonly add: (job: Job, options?: JobOptions) => Promise<boolean>;
  /** All or none; passes over ids that are there already. */
  readonly addAll: (jobs: readonly { readonly job: Job; readonly options?: JobOptions }[]) => Promise<void>;
  /** Takes a job that is not running away; false when it is running or not there. */
  readonly remove: (id: string) => Promise<boolean>;
  /**
   * Starts working. Once for each queue. A job that ran when the process died runs again, attempt counted;
   * it is dead when that was its last.
   */
  readonly work: (handlers: Record<JobName, JobHandler>) => void;
  readonly stats: () => Promise<{
    readonly waiting: number;
    readonly delayed: number;
    readonly running: number;
    readonly dead: number;
  }>;
  /** Waits for running jobs up to the time given, starts no others; those that run may still add. */
  readonly close: (withinMs: number) => Promise<void>;
};

// ---------------------------------------------------------------- many nodes

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

// ---------------------------------------------------------------- how much is asked

/** Requests counted for each key in windows of time. */
export type RateLimiter = {
  readonly quota: number;
  readonly windowS: number;
  /** Counts one request. `resetS`: until the window ends. */
  readonly take: (
    key: string,
  ) => Promise<{ readonly allowed: boolean; readonly remaining: number; readonly resetS: number }>;
};

/** What may happen once only, over all nodes. */
export type OnceOnly = {
  /**
   * true: the key comes for the first time within ttlMs; it is remembered. When that cannot be told it throws
   * DomainError('unavailable'): what protects against a replay must not give way.
   */
  readonly firstTime: (key: string, ttlMs: number) => Promise<boolean>;
};

// ---------------------------------------------------------------- events between parts and nodes

export type EventBus = {
  /** To every subscriber, in order; never waits for a slow one. */
  readonly publish: (events: readonly DomainEvent[]) => void;
  /** The answer ends the subscription. Listeners must not throw and must not block. */
  readonly subscribe: (listener: (event: DomainEvent) => void) => () => void;
};

// ---------------------------------------------------------------- the stations

/** One request for a station, with what the OCPP folders need to say it. */
export type StationOrder = {
  [T in CommandType]: {
    readonly command: Command<T>;
    /** For what names a session: its OCPP transaction. */
    readonly transactionId: string | null;
    readonly sessionEvseId: number | null;
  };
}[CommandType];

export type { StationAnswer };

/** The way out to the stations that are connected. */
export type StationLinks = {
  readonly isConnected: (stationId: string) => boolean;
  /** Whether the station is connected and may be told this now: until its boot is accepted, only what configures it. */
  readonly isReady: (stationId: string, type: CommandType) => boolean;
  /**
   * Sends an order. Throws DomainError before anything was sent: station_offline, station_busy, conflict (it has not
   * booted yet), station_rejected, not_supported (the station's version does not know it). After it was sent it never throws.
   */
  readonly send: (order: StationOrder) => Promise<StationAnswer>;
  /** Closes the station's socket; true when there was one. */
  readonly disconnect: (stationId: string, code: number, reason: string) => boolean;
};
