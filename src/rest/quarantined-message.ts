/** /quarantined_messages */
import type { PartyNames } from '../domain/party.ts';
import { goesAt } from '../domain/quarantine-rules.ts';
import type { QuarantinedMessage, QuarantineStatus } from '../domain/quarantined-message.ts';
import { sendVersioned } from './etags.ts';
import { fromDate } from './instant.ts';
import type { components } from './openapi.gen.ts';
import { pageInputOf, sendPage } from './paging.ts';
import { fromOwner } from './party.ts';
import { pathOf, queryOf, queryText, type RouteDependencies, type Routes } from './request.ts';
import { textOnce } from './text-once.ts';

type Schemas = components['schemas'];

const fromSettlement = ({
  settlement,
}: Pick<QuarantinedMessage, 'settlement'>): Schemas['QuarantinedMessage']['settlement'] =>
  settlement === null
    ? null
    : {
        settled_at: fromDate(settlement.settledAt),
        client_id: settlement.clientId,
        user_id: settlement.userId,
        note: settlement.note,
        session_id: settlement.sessionId,
      };

const fromMessage = (message: QuarantinedMessage, names: PartyNames): Schemas['QuarantinedMessage'] => ({
  id: message.id,
  version: message.version,
  ...fromOwner(message, names),
  station_id: message.stationId,
  location_id: message.locationId,
  protocol: message.protocol,
  action: message.action,
  reason: message.reason,
  property: message.property,
  error_code: message.errorCode,
  // No change to strict takes more than there was taken before.
  level: message.level === 'strict' ? null : message.level,
  received_at: fromDate(message.receivedAt),
  last_received_at: fromDate(message.lastAt),
  count: message.count,
  status: message.status,
  settlement: fromSettlement(message),
  goes_at: message.settlement === null ? null : fromDate(goesAt(message)),
  created_at: fromDate(message.createdAt),
  last_updated: fromDate(message.updatedAt),
});

/** A payload may be as large as a frame: a page of them would be too much. */
const fromWhole = (message: QuarantinedMessage, names: PartyNames): Schemas['QuarantinedMessage'] => ({
  ...fromMessage(message, names),
  payload: message.payload,
});

const textOfMessage = textOnce(fromMessage);

export const quarantinedMessageRoutes = ({
  services: {
    quarantinedMessages,
    parties: { names },
  },
  publicUrl,
}: RouteDependencies): Routes => ({
  listQuarantinedMessages: async (request, response, caller) => {
    const input = pageInputOf(request);
    const page = await quarantinedMessages.list(caller, input, {
      stationId: queryText(request, 'station_id'),
      locationId: queryText(request, 'location_id'),
      status: queryOf<QuarantineStatus>(request, 'status'),
      action: queryText(request, 'action'),
    });
    sendPage(request, response, { page, limit: input.limit, publicUrl }, (message) => textOfMessage(message, names));
  },
  getQuarantinedMessage: async (request, response, caller) => {
    const message = await quarantinedMessages.get(caller, pathOf(request, 'id'));
    sendVersioned(response, message, fromWhole(message, names));
  },
  applyQuarantinedMessage: async (request, response, caller) => {
    const { applied, message } = await quarantinedMessages.apply(caller, pathOf(request, 'id'));
    response.json({ applied, message: fromWhole(message, names) } satisfies Schemas['QuarantineResult']);
  },
  dismissQuarantinedMessage: async (request, response, caller) => {
    const { note = null } = (request.body ?? {}) as Schemas['QuarantineDismiss'];
    const message = await quarantinedMessages.dismiss(caller, pathOf(request, 'id'), note);
    sendVersioned(response, message, fromWhole(message, names));
  },
});
