/** What the rpc core must know of a protocol version, and the shape of a message's file. */
import type { Lesson, StationKnowledge } from '../domain/abilities.ts';
import type { StationAnswer } from '../domain/command.ts';
import type { CommandType } from '../domain/commands/commands.ts';
import type { JsonObject } from '../domain/json.ts';
import type { ConfiguredKey } from '../domain/meter-public-key.ts';
import type { OcppVersion, Registration } from '../domain/station.ts';
import type { ToldPlug } from '../domain/told-plugs.ts';
import type { StationInbox } from '../services/inbox.ts';
import type { Log } from '../services/ports/observing.ts';
import type { ConfigurationAsked, ConfigurationTold, StationOrder } from '../services/ports/station-links.ts';
import type { Coerced } from './schema/coerce.ts';

/** What went wrong with a frame or a call, whatever the version calls it. */
export type RpcFault =
  | 'not_implemented' // unknown action
  | 'not_supported' // known, but not from a station, or not here
  | 'internal'
  | 'protocol'
  | 'security'
  | 'format' // payload is not what the schema asks for in form
  | 'property' // a value is out of its range
  | 'occurrence' // a required property is missing, or there are too many
  | 'type' // a value is of the wrong type
  | 'message_type' // message type number unknown
  | 'framework' // the frame itself cannot be read
  | 'generic';

/** One way in which a payload fails its schema. */
export type SchemaFault = {
  /** JSON pointer into the payload, as the validator tells it: of a missing property that of the object. */
  readonly pointer: string;
  /** JSON pointer of the property itself. */
  readonly place: string;
  /** JSON Schema keyword that failed. */
  readonly keyword: string;
  readonly detail: string;
  readonly fault: 'format' | 'property' | 'occurrence' | 'type';
};

/** Checks one payload without changing it; empty: it is right. */
export type PayloadCheck = (payload: unknown) => readonly SchemaFault[];

/** Reads one payload as it was meant. See schema/coerce.ts. */
export type PayloadCoercion = (payload: JsonObject) => Coerced;

/** What a station is, as it told at its last boot; vendor quirks are chosen by it (quirks.ts). */
export type StationProduct = {
  readonly vendor: string | null;
  readonly model: string | null;
  readonly firmwareVersion: string | null;
};

export type InboundContext = {
  readonly stationId: string;
  readonly receivedAt: Date;
  readonly inbox: StationInbox;
  readonly log: Log;
  /** From the station's record, then from its BootNotification; absent or null: not known yet. */
  readonly product?: StationProduct | null;
  /** BootNotification tells the connection what it decided, and what the station is. */
  readonly registered: (registration: Registration, product?: StationProduct) => void;
};

/** Answers one message of a station. The request has passed its check (at the station's level). Throwing answers InternalError. */
export type Inbound<Request = never, Response extends object = object> = (
  request: Request,
  context: InboundContext,
) => Promise<Response>;

export type CallOutcome =
  | { readonly kind: 'result'; readonly payload: JsonObject }
  | { readonly kind: 'error'; readonly errorCode: string; readonly description: string }
  /** lost: the socket closed before an answer; what the station does by it may be its answer. */
  | { readonly kind: 'timeout'; readonly lost?: true };

/**
 * Sends one CALL and waits for its end. Throws DomainError station_offline or station_busy only when nothing was sent;
 * a socket that closes after the frame was written gives {kind: 'timeout', lost: true}.
 */
export type SendCall = (action: string, payload: object) => Promise<CallOutcome>;

/** What an order may ask of its station beside its calls, and teach of it. knowledge: the same each time in one order. */
export type StationTalk = {
  readonly knowledge: () => Promise<StationKnowledge>;
  readonly learnt: (lesson: Lesson) => void;
};

/** Says one order to a station, in one call or more, and understands the answer. */
export type Outbound<T extends CommandType = CommandType> = (
  order: Extract<StationOrder, { readonly command: { readonly type: T } }>,
  call: SendCall,
  talk: StationTalk,
) => Promise<StationAnswer>;

/** Reads what matters of a station's configuration, in as many calls as it takes. Throws what its first call throws. */
export type ReadConfiguration = (asked: ConfigurationAsked, call: SendCall) => Promise<ConfigurationTold>;

/** By action: finds the public keys of meters in its payload, see told.ts. */
export type KeysTold = ReadonlyMap<string, (payload: JsonObject) => readonly ConfiguredKey[]>;

/** By action: finds what a payload tells of plugs, see told.ts. */
export type PlugsTold = ReadonlyMap<string, (payload: JsonObject) => readonly ToldPlug[]>;

/** A message of another version's shape as one of this version, and what to tell of that; null: it is not of such a shape. */
export type Reshape = (
  action: string,
  payload: JsonObject,
) => { readonly payload: JsonObject; readonly detail: string } | null;

export type OcppProtocol = {
  readonly version: OcppVersion;
  /** Name in Sec-WebSocket-Protocol. */
  readonly subprotocol: string;
  /** This version's own CALLERROR code for each fault. */
  readonly errorCodes: Readonly<Record<RpcFault, string>>;
  /** Id of a CALLERROR for a frame whose id cannot be read; null: such a frame gets no answer (1.6). */
  readonly unreadableId: string | null;
  /** permessage-deflate is offered (OCPP 2.0.1 part 4, 3.3). */
  readonly compression: boolean;
  /** 2.1: SEND (6) and CALLRESULTERROR (5). */
  readonly sendMessages: boolean;
  readonly resultErrors: boolean;
  /** Every action that the version knows, in either direction. */
  readonly actions: ReadonlySet<string>;
  /** What a station may call; an action that is known but not here gets NotSupported. */
  readonly inbound: ReadonlyMap<string, Inbound<never, object>>;
  /** Inbound actions that are allowed before the registration is accepted. */
  readonly beforeAccepted: ReadonlySet<string>;
  /** For whoever is not held to the schema strictly; absent: there is none. */
  readonly reshape?: Reshape;
  /** What a station can be asked to send, by its OCPP name. */
  readonly triggers: readonly string[];
  readonly outbound: { readonly [T in CommandType]?: Outbound<T> };
  readonly readConfiguration: ReadConfiguration;
  /** In the station's messages and in its answers. */
  readonly keysTold: KeysTold;
  readonly plugsTold: PlugsTold;
  /** null: the version has no schema for it. Compiled at first use. */
  readonly requestCheck: (action: string) => PayloadCheck | null;
  readonly responseCheck: (action: string) => PayloadCheck | null;
  readonly requestCoercion: (action: string) => PayloadCoercion | null;
  readonly responseCoercion: (action: string) => PayloadCoercion | null;
  /** Properties of the station's messages without which a handler can make nothing of them, by action. */
  readonly essential: ReadonlyMap<string, readonly string[]>;
};
