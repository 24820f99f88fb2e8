/**
 * What the edges (GraphQL, REST, console, OCPI) call. Every function takes the caller first, checks scope and
 * grants itself, and throws DomainError only. What a caller may not see is not_found.
 */
import type { Caller, Client, Grants, Scope as OAuthScope } from '../domain/access.ts';
import type { Command, CommandParameters, CommandStatus, CommandType } from '../domain/command.ts';
import type { DomainEvent, EventType } from '../domain/event.ts';
import type { Location } from '../domain/location.ts';
import type { StoredReading } from '../domain/meter.ts';
import type { Session, SessionStatus } from '../domain/session.ts';
import type { SecurityProfile, Station, ValidationLevel } from '../domain/station.ts';
import type { Token } from '../domain/token.ts';

/** limit 1 to 1000. cursor: opaque, from a page before. */
export type PageInput = {
  readonly limit: number;
  readonly cursor: string | null;
  readonly newestFirst: boolean;
  readonly updatedFromAt: Date | null;
  readonly updatedToAt: Date | null;
  readonly withTotal: boolean;
};

/** cursors[i] stands behind items[i]. nextCursor null: this was the last page. total null: not asked for, or too many to count. */
export type Page<T> = {
  readonly items: readonly T[];
  readonly cursors: readonly string[];
  readonly nextCursor: string | null;
  readonly total: number | null;
};

/** Of two puts at once one wins; ifVersion makes the loser know (precondition_failed). created: it was not there before. */
export type Put<T> = { readonly object: T; readonly created: boolean };

export type LocationInput = Pick<
  Location,
  'id' | 'name' | 'address' | 'city' | 'postalCode' | 'country' | 'coordinates' | 'timeZone' | 'publish'
>;

export type StationInput = {
  readonly id: string;
  readonly locationId: string | null;
  readonly name: string | null;
  readonly registration: 'accepted' | 'pending' | 'rejected';
  readonly securityProfile: SecurityProfile;
  /** 16 to 40 bytes, as text or hex; undefined keeps the one there is, null takes it away. */
  readonly password?: string | null;
  readonly validation: ValidationLevel;
};

export type TokenInput = Omit<Token, 'version' | 'createdAt' | 'updatedAt'>;

/** stationId may be left out where the session names it. */
export type CommandRequest = {
  [T in CommandType]: {
    readonly type: T;
    readonly stationId: string | null;
    readonly parameters: CommandParameters[T];
    /** 1 to 86400 s; null: the type's own. */
    readonly expiresInS: number | null;
    readonly idempotencyKey: string | null;
  };
}[CommandType];

export type Locations = {
  readonly list: (caller: Caller, page: PageInput) => Promise<Page<Location>>;
  readonly get: (caller: Caller, id: string) => Promise<Location>;
  /** For batched look-ups of objects that the caller already sees; null for what is not there or not visible. */
  readonly byIds: (caller: Caller, ids: readonly string[]) => Promise<readonly (Location | null)[]>;
  readonly put: (caller: Caller, input: LocationInput, ifVersion: number | null) => Promise<Put<Location>>;
};

export type Stations = {
  readonly list: (
    caller: Caller,
    page: PageInput,
    filter: { readonly locationId: string | null; readonly online: boolean | null },
  ) => Promise<Page<Station>>;
  readonly get: (caller: Caller, id: string) => Promise<Station>;
  readonly byIds: (caller: Caller, ids: readonly string[]) => Promise<readonly (Station | null)[]>;
  readonly put: (caller: Caller, input: StationInput, ifVersion: number | null) => Promise<Put<Station>>;
};

export type Tokens = {
  readonly list: (caller: Caller, page: PageInput) => Promise<Page<Token>>;
  readonly get: (caller: Caller, uid: string) => Promise<Token>;
  readonly byUids: (caller: Caller, uids: readonly string[]) => Promise<readonly (Token | null)[]>;
  readonly put: (caller: Caller, input: TokenInput, ifVersion: number | null) => Promise<Put<Token>>;
};

export type Sessions = {
  readonly list: (
    caller: Caller,
    page: PageInput,
    filter: {
      readonly stationId: string | null;
      readonly locationId: string | null;
      readonly tokenUid: string | null;
      readonly status: SessionStatus | null;
    },
  ) => Promise<Page<Session>>;
  readonly get: (caller: Caller, id: string) => Promise<Session>;
  readonly byIds: (caller: Caller, ids: readonly string[]) => Promise<readonly (Session | null)[]>;
  readonly readings: (
    caller: Caller,
    sessionId: string,
    page: { readonly limit: number; readonly cursor: string | null },
  ) => Promise<Page<StoredReading>>;
  /** Ends a session whose station does not tell of it any more, from its last reading, once. */
  readonly close: (caller: Caller, id: string) => Promise<Session>;
};

export type Commands = {
  /** Stored and queued when it resolves. repeated: the idempotency key was seen before, this is the first answer. */
  readonly request: (
    caller: Caller,
    request: CommandRequest,
  ) => Promise<{ readonly command: Command; readonly repeated: boolean }>;
  readonly get: (caller: Caller, id: string) => Promise<Command>;
  readonly byIds: (caller: Caller, ids: readonly string[]) => Promise<readonly (Command | null)[]>;
  readonly list: (
    caller: Caller,
    page: PageInput,
    filter: {
      readonly stationId: string | null;
      readonly sessionId: string | null;
      readonly type: CommandType | null;
      readonly status: CommandStatus | null;
    },
  ) => Promise<Page<Command>>;
  /** Waits until it is settled or the time is over (0 to 60 s), then answers it as it is. signal ends the wait early. */
  readonly wait: (caller: Caller, id: string, waitMs: number, signal?: AbortSignal) => Promise<Command>;
  readonly cancel: (caller: Caller, id: string) => Promise<Command>;
};

export type EventFilter = {
  readonly types: readonly EventType[] | null;
  readonly stationId: string | null;
  readonly sessionId: string | null;
  readonly locationId: string | null;
  /** Only events of this object. */
  readonly objectId: string | null;
};

export type Events = {
  readonly list: (
    caller: Caller,
    page: {
      readonly limit: number;
      readonly cursor: string | null;
      readonly fromAt: Date | null;
      readonly toAt: Date | null;
      readonly withTotal: boolean;
    },
    filter: EventFilter,
  ) => Promise<Page<DomainEvent>>;
  /**
   * What happens from now on, or from behind an event's id on, in order, each once. A reader that falls 10,000 behind
   * is ended with DomainError('unavailable'): it resumes from its last id. Ends when the iterator is returned or on abort.
   * scope is what the caller must hold: a stream of sessions needs sessions:read only.
   */
  readonly stream: (
    caller: Caller,
    filter: EventFilter,
    options: { readonly afterId: string | null; readonly scope: OAuthScope; readonly signal?: AbortSignal },
  ) => AsyncIterableIterator<DomainEvent>;
};

export type ClientInput = {
  readonly id: string;
  readonly name: string;
  readonly issuer: string | null;
  readonly scopes: readonly OAuthScope[];
  readonly grants: Grants;
  /** Makes a new secret, shown once in the answer; null jwks with false keeps the one there is. */
  readonly rotateSecret: boolean;
  readonly jwks: Client['jwks'];
};

export type Clients = {
  readonly list: (caller: Caller, page: PageInput) => Promise<Page<Client>>;
  readonly get: (caller: Caller, id: string) => Promise<Client>;
  /** secret: in clear when one was made by this call. */
  readonly put: (caller: Caller, input: ClientInput) => Promise<Put<Client> & { readonly secret: string | null }>;
};

export type Services = {
  readonly locations: Locations;
  readonly stations: Stations;
  readonly tokens: Tokens;
  readonly sessions: Sessions;
  readonly commands: Commands;
  readonly events: Events;
  readonly clients: Clients;
};

/** Answers who calls from an Authorization header; throws DomainError('unauthorized'). Implemented by oauth/. */
export type Authenticate = (request: {
  readonly authorization: string | null;
  readonly url: string;
  readonly method: string;
  readonly dpop: string | null;
}) => Promise<Caller>;
