/** The envelope and data of each event, the same in the log, in its stream and in webhooks. */
import { type DomainEvent, type EVENTS, type EventType, type EventTypeOf, isEventType } from '../domain/event.ts';
import type { Location } from '../domain/location.ts';
import type { PartyNames } from '../domain/party.ts';
import { isSandboxParty } from '../domain/sandbox.ts';
import type { Session } from '../domain/session.ts';
import type { Station } from '../domain/station.ts';
import { errorOfCode } from '../domain/station-error.ts';
import type { Token } from '../domain/token.ts';
import { fromCommand } from './command.ts';
import { fromDate } from './instant.ts';
import { fromLocation } from './location.ts';
import type { components } from './openapi.gen.ts';
import { fromOwner } from './party.ts';
import { fromSession } from './session.ts';
import { fromProblem, fromStation } from './station.ts';
import { fromStationError } from './station-error.ts';
import { fromToken } from './token.ts';
import { fromDisabled } from './webhook-disabled.ts';

type Schemas = components['schemas'];

/** Where a station's event is about, when the station itself is not in it. */
const place = ({ stationId, locationId }: DomainEvent) => ({ station_id: stationId, location_id: locationId });

const station = (event: { readonly data: { readonly station: Station } }, names: PartyNames) =>
  ({ station: fromStation(event.data.station, names) }) satisfies Schemas['StationEventData'];

const location = (event: { readonly data: { readonly location: Location } }, names: PartyNames) =>
  ({ location: fromLocation(event.data.location, names) }) satisfies Schemas['LocationEventData'];

const session = (event: { readonly data: { readonly session: Session } }, names: PartyNames) =>
  ({ session: fromSession(event.data.session, names) }) satisfies Schemas['SessionEventData'];

const token = (event: { readonly data: { readonly token: Token } }, names: PartyNames) =>
  ({ token: fromToken(event.data.token, names) }) satisfies Schemas['TokenEventData'];

const webhookEndpoint = ({ data: { webhookEndpoint: news } }: DomainEvent<EventTypeOf<'webhookEndpoint'>>) =>
  ({
    webhook_endpoint: {
      id: news.id,
      version: news.version,
      client_id: news.clientId,
      user_id: news.userId,
      origin: news.origin,
      description: news.description,
      enabled: news.disabled === null,
      disabled: fromDisabled(news.disabled),
      deleted: news.deleted,
    },
  }) satisfies Schemas['WebhookEndpointEventData'];

type DataOf<T extends EventType> = (event: DomainEvent<T>, names: PartyNames) => Schemas[(typeof EVENTS)[T]['schema']];

const DATA: { readonly [T in EventType]: DataOf<T> } = {
  'location.updated': location,
  'location.removed': location,
  'station.online': station,
  'station.offline': station,
  'station.updated': station,
  'station.removed': station,
  'station.recovered': station,
  'station.faulted': ({ data }, names) =>
    ({
      station: fromStation(data.station, names),
      error_code: data.errorCode,
      error: fromStationError(data.error ?? errorOfCode(data.errorCode)),
    }) satisfies Schemas['StationFaultedEventData'],
  'station.replaced': ({ data }, names) =>
    ({
      station: fromStation(data.station, names),
      evses: data.evses.map(({ uid, evseId, replacementEvseId }) => ({
        uid,
        evse: evseId,
        replacement_evse: replacementEvseId,
      })),
    }) satisfies Schemas['StationReplacedEventData'],
  'station.problem': ({ data }, names) =>
    ({
      station: fromStation(data.station, names),
      problem: fromProblem(data.problem, data.station),
    }) satisfies Schemas['StationProblemEventData'],
  'station.message': (event) =>
    ({
      ...place(event),
      action: event.data.action,
      payload: event.data.payload,
    }) satisfies Schemas['StationMessageEventData'],
  'station.message_quarantined': (event) =>
    ({
      ...place(event),
      action: event.data.action,
      payload: event.data.payload,
      reason: event.data.reason,
      message_id: event.data.messageId ?? null,
    }) satisfies Schemas['StationMessageQuarantinedEventData'],
  'connector.status_changed': (event) =>
    ({
      ...place(event),
      evse_id: event.data.evseId,
      evse_uid: event.data.evseUid,
      connector_id: event.data.connectorId,
      status: event.data.status,
      error_code: event.data.errorCode,
      error: fromStationError(event.data.error ?? errorOfCode(event.data.errorCode)),
    }) satisfies Schemas['ConnectorStatusEventData'],
  'session.started': session,
  'session.updated': session,
  'session.ended': session,
  'command.updated': ({ data }, names) =>
    ({ command: fromCommand(data.command, names) }) satisfies Schemas['CommandEventData'],
  'token.updated': token,
  'token.removed': token,
  'firmware.status_changed': (event) =>
    ({
      ...place(event),
      status: event.data.status,
      request_id: event.data.requestId,
    }) satisfies Schemas['FirmwareStatusEventData'],
  'security.event': (event) =>
    ({
      ...place(event),
      type: event.data.type,
      tech_info: event.data.techInfo,
    }) satisfies Schemas['SecurityEventData'],
  'webhook.endpoint_updated': webhookEndpoint,
  'webhook.endpoint_disabled': webhookEndpoint,
  'webhook.endpoint_deleted': webhookEndpoint,
  'webhook.test': webhookEndpoint,
};

/** The data of a type that this release does not know is nobody's to show: its envelope alone is told. */
const dataOf = (event: DomainEvent, names: PartyNames): object =>
  // The table holds each type's own mapper; the pair is lost on the union.
  isEventType(event.type) ? (DATA[event.type] as (event: DomainEvent, names: PartyNames) => object)(event, names) : {};

export const fromEvent = (event: DomainEvent, names: PartyNames): Schemas['Event'] => ({
  id: event.id,
  type: event.type,
  occurred_at: fromDate(event.occurredAt),
  object_id: event.objectId,
  version: event.objectVersion,
  ...fromOwner(event, names),
  ...(isSandboxParty(event.partyId) ? { sandbox: true as const } : {}),
  data: { ...dataOf(event, names) },
});
