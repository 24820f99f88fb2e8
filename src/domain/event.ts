import type { Scope } from './access.ts';
import type { Command } from './command.ts';
import type { JsonObject } from './json.ts';
import type { Location } from './location.ts';
import type { Session } from './session.ts';
import type { ConnectorStatus, Station } from './station.ts';
import type { StationError } from './station-error.ts';
import type { StationProblem } from './station-problem.ts';
import type { Token } from './token.ts';
import type { WebhookEndpointNews } from './webhook-news.ts';

/** What each event carries: the whole object as it is after the change. */
export type EventData = {
  'location.updated': { readonly location: Location };
  /** Deleted. `retiredAt` is set, as it is in what else was removed. */
  'location.removed': { readonly location: Location };
  'station.online': { readonly station: Station };
  'station.offline': { readonly station: Station };
  'station.updated': { readonly station: Station };
  /** Deleted: nothing is asked of it any more, and it may not connect. */
  'station.removed': { readonly station: Station };
  'station.faulted': {
    readonly station: Station;
    readonly errorCode: string | null;
    /** Absent: of a release that kept the code alone. */
    readonly error?: StationError | null;
  };
  'station.recovered': { readonly station: Station };
  /** Its EVSEs went to the station that replacedBy names; replacementEvseId null: no hardware has it any more. */
  'station.replaced': {
    readonly station: Station;
    readonly evses: readonly {
      readonly uid: string;
      readonly evseId: number;
      readonly replacementEvseId: number | null;
    }[];
  };
  /** Seen for the first time; what comes later only counts in the station's record. */
  'station.problem': { readonly station: Station; readonly problem: StationProblem };
  /** A message with no domain meaning here yet, as it came, after validation. */
  'station.message': { readonly action: string; readonly payload: JsonObject };
  /** It was refused, or acknowledged though it fits nothing we know; kept for an operator. Not for its repetitions. */
  'station.message_quarantined': {
    readonly action: string;
    readonly payload: JsonObject;
    readonly reason: string;
    /** Of its record; absent: from before there were any. */
    readonly messageId?: string;
  };
  'connector.status_changed': {
    readonly evseId: number;
    readonly evseUid: string;
    readonly connectorId: number;
    readonly status: ConnectorStatus;
    readonly errorCode: string | null;
    /** Absent: of a release that kept the code alone. */
    readonly error?: StationError | null;
  };
  'session.started': { readonly session: Session };
  'session.updated': { readonly session: Session };
  'session.ended': { readonly session: Session };
  'command.updated': { readonly command: Command };
  'token.updated': { readonly token: Token };
  /** Deleted: it is valid nowhere any more. */
  'token.removed': { readonly token: Token };
  'firmware.status_changed': { readonly status: string; readonly requestId: number | null };
  'security.event': { readonly type: string; readonly techInfo: string | null };
  'webhook.endpoint_updated': { readonly webhookEndpoint: WebhookEndpointNews };
  /** By the gateway itself; `disabled` says why. */
  'webhook.endpoint_disabled': { readonly webhookEndpoint: WebhookEndpointNews };
  'webhook.endpoint_deleted': { readonly webhookEndpoint: WebhookEndpointNews };
  /** Sent to the endpoint that asked for it alone; in no log. */
  'webhook.test': { readonly webhookEndpoint: WebhookEndpointNews };
};

export type EventType = keyof EventData;

/** What an event's objectId names. */
export type EventObject = 'location' | 'station' | 'session' | 'command' | 'token' | 'webhookEndpoint';

/**
 * Whom a type of event is for; event-visibility.ts says what that asks of a caller's grants.
 * place: whoever may see the place. personal: of these, whoever may see the token and the driver, too.
 * raw: it can name anybody's token, so whoever sees the place and is bound to no tokens and no driver.
 * operator: whoever is bound by no grant at all.
 */
export type Audience = 'place' | 'personal' | 'raw' | 'operator';

/** Any of the sets opens; of a set, all are needed. */
export type ScopeSets = readonly (readonly Scope[])[];

/** Whose an event can be: the client's, and where people have such objects of their own, a person's. */
export type EventOwner = {
  readonly clientId: string;
  readonly userId: string | null;
  readonly accountId?: string | null;
};

type Declaration<Data> = {
  readonly object: EventObject;
  /** By which scopes its object is read: without them its events are not told either, on no face. See event-scopes.ts. */
  readonly readBy: ScopeSets;
  /** Whoever lacks those reads what is its own by these. */
  readonly own?: { readonly readBy: ScopeSets; readonly ownerOf: (data: Data) => EventOwner };
  /** Whether it tells that the object has changed, so that whoever follows the object must hear it. */
  readonly isChange: boolean;
  /** Of its data as the outside sees it, by its name in openapi/voltgate.yaml. */
  readonly schema: string;
} & (
  | { readonly audience: 'place' | 'raw' | 'operator' }
  /** driverOf: whose it is (the driver of its session or token, or the user who asked for its command); null: nobody's. */
  | { readonly audience: 'personal'; readonly driverOf: (data: Data) => string | null }
);

const OF_STATION = { object: 'station', readBy: [['stations:read']] } as const;
const STATION = { ...OF_STATION, audience: 'place', isChange: true } as const;
const SESSION = {
  object: 'session',
  readBy: [['sessions:read']],
  audience: 'personal',
  isChange: true,
  schema: 'SessionEventData',
  driverOf: ({ session }: EventData['session.updated']) => session.driverId,
} as const;

/** Other endpoints of its client get them all the same, see services/webhooks/entitlement.ts. */
const WEBHOOK_ENDPOINT = {
  object: 'webhookEndpoint',
  readBy: [['webhooks:manage', 'clients:manage']],
  own: {
    readBy: [['webhooks:manage']],
    ownerOf: ({ webhookEndpoint }: EventData['webhook.test']): EventOwner => webhookEndpoint,
  },
  audience: 'operator',
  isChange: true,
  schema: 'WebhookEndpointEventData',
} as const;

/** Every type of event. What the stream, the log of both stores, REST and GraphQL show, and to whom, follows from it. */
export const EVENTS = {
  'location.updated': {
    object: 'location',
    readBy: [['locations:read']],
    audience: 'place',
    isChange: true,
    schema: 'LocationEventData',
  },
  'location.removed': {
    object: 'location',
    readBy: [['locations:read']],
    audience: 'place',
    isChange: true,
    schema: 'LocationEventData',
  },
  'station.online': { ...STATION, schema: 'StationEventData' },
  'station.offline': { ...STATION, schema: 'StationEventData' },
  'station.updated': { ...STATION, schema: 'StationEventData' },
  'station.removed': { ...STATION, schema: 'StationEventData' },
  'station.faulted': { ...STATION, schema: 'StationFaultedEventData' },
  'station.recovered': { ...STATION, schema: 'StationEventData' },
  'station.replaced': { ...STATION, schema: 'StationReplacedEventData' },
  'station.problem': { ...STATION, schema: 'StationProblemEventData' },
  'station.message': { ...OF_STATION, audience: 'raw', isChange: false, schema: 'StationMessageEventData' },
  'station.message_quarantined': {
    ...OF_STATION,
    audience: 'raw',
    isChange: false,
    schema: 'StationMessageQuarantinedEventData',
  },
  'connector.status_changed': { ...STATION, schema: 'ConnectorStatusEventData' },
  'session.started': SESSION,
  'session.updated': SESSION,
  'session.ended': SESSION,
  'command.updated': {
    object: 'command',
    readBy: [['stations:read'], ['sessions:read']],
    // Whoever asked for it reads it, whatever else it may do.
    own: {
      readBy: [[]],
      ownerOf: ({ command }: EventData['command.updated']): EventOwner => command.requestedBy,
    },
    audience: 'personal',
    isChange: true,
    schema: 'CommandEventData',
    driverOf: ({ command }: EventData['command.updated']) => command.requestedBy.userId,
  },
  'token.updated': {
    object: 'token',
    readBy: [['tokens:read']],
    audience: 'personal',
    isChange: true,
    schema: 'TokenEventData',
    driverOf: ({ token }: EventData['token.updated']) => token.driverId,
  },
  'token.removed': {
    object: 'token',
    readBy: [['tokens:read']],
    audience: 'personal',
    isChange: true,
    schema: 'TokenEventData',
    driverOf: ({ token }: EventData['token.removed']) => token.driverId,
  },
  'firmware.status_changed': {
    ...OF_STATION,
    audience: 'place',
    isChange: false,
    schema: 'FirmwareStatusEventData',
  },
  'security.event': { ...OF_STATION, audience: 'raw', isChange: false, schema: 'SecurityEventData' },
  'webhook.endpoint_updated': WEBHOOK_ENDPOINT,
  'webhook.endpoint_disabled': WEBHOOK_ENDPOINT,
  'webhook.endpoint_deleted': WEBHOOK_ENDPOINT,
  'webhook.test': { ...WEBHOOK_ENDPOINT, isChange: false },
} as const satisfies { readonly [T in EventType]: Declaration<EventData[T]> };

export const EVENT_TYPES = Object.keys(EVENTS) as readonly EventType[];

/** False for what a newer release has written into the log. */
export const isEventType = (type: string): type is EventType => Object.hasOwn(EVENTS, type);

/** The types that tell of objects of a kind. */
export type EventTypeOf<O extends EventObject> = {
  [T in EventType]: (typeof EVENTS)[T]['object'] extends O ? T : never;
}[EventType];

/** The types that whoever follows objects of a kind must hear. */
export const changesOf = (object: EventObject): readonly EventType[] =>
  EVENT_TYPES.filter((type) => EVENTS[type].object === object && EVENTS[type].isChange);

/** An event before the store gave it its place in the log. The ids decide who may see it. */
export type NewEvent<T extends EventType = EventType> = T extends EventType
  ? {
      readonly id: string;
      readonly type: T;
      readonly occurredAt: Date;
      /** The object that it tells of, and that object's version: a receiver can order and drop. */
      readonly objectId: string;
      readonly objectVersion: number;
      readonly locationId: string | null;
      readonly stationId: string | null;
      readonly sessionId: string | null;
      readonly tokenUid: string | null;
      /** Whose object it is, see party.ts. */
      readonly partyId: string;
      /** Group of the station that it is about; null: it has none, or it is about no station. */
      readonly stationGroupId: string | null;
      readonly data: EventData[T];
    }
  : never;

/** seq: place in the log, growing, with gaps. */
export type DomainEvent<T extends EventType = EventType> = NewEvent<T> & { readonly seq: number };
