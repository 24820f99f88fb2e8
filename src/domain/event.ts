import type { Command } from './command.ts';
import type { JsonObject } from './json.ts';
import type { Location } from './location.ts';
import type { Session } from './session.ts';
import type { ConnectorStatus, Station } from './station.ts';
import type { Token } from './token.ts';

/** What each event carries: the whole object as it is after the change. */
export type EventData = {
  'location.updated': { readonly location: Location };
  'station.online': { readonly station: Station };
  'station.offline': { readonly station: Station };
  'station.updated': { readonly station: Station };
  'station.faulted': { readonly station: Station; readonly errorCode: string | null };
  'station.recovered': { readonly station: Station };
  /** A message with no domain meaning here yet, as it came, after validation. */
  'station.message': { readonly action: string; readonly payload: JsonObject };
  /** Acknowledged to the station, but it fits nothing we know; kept for an operator. */
  'station.message_quarantined': { readonly action: string; readonly payload: JsonObject; readonly reason: string };
  'connector.status_changed': {
    readonly evseId: number;
    readonly connectorId: number;
    readonly status: ConnectorStatus;
    readonly errorCode: string | null;
  };
  'session.started': { readonly session: Session };
  'session.updated': { readonly session: Session };
  'session.ended': { readonly session: Session };
  'command.updated': { readonly command: Command };
  'token.updated': { readonly token: Token };
  'firmware.status_changed': { readonly status: string; readonly requestId: number | null };
  'security.event': { readonly type: string; readonly techInfo: string | null };
};

export type EventType = keyof EventData;

export const EVENT_TYPES = [
  'location.updated',
  'station.online',
  'station.offline',
  'station.updated',
  'station.faulted',
  'station.recovered',
  'station.message',
  'station.message_quarantined',
  'connector.status_changed',
  'session.started',
  'session.updated',
  'session.ended',
  'command.updated',
  'token.updated',
  'firmware.status_changed',
  'security.event',
] as const satisfies readonly EventType[];

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
      readonly data: EventData[T];
    }
  : never;

/** seq: place in the log, growing, with gaps. */
export type DomainEvent<T extends EventType = EventType> = NewEvent<T> & { readonly seq: number };
