/** /stations/{id}/messages */
import type { MessageDirection } from '../domain/ocpp-message.ts';
import type { TracedMessage } from '../services/api/messages.ts';
import { payloadOf } from '../services/messages/payload.ts';
import { fromDate } from './instant.ts';
import type { components } from './openapi.gen.ts';
import { pageInputOf, sendPage } from './paging.ts';
import { pathOf, queryOf, queryText, type RouteDependencies, type Routes } from './request.ts';

export const fromMessage = (message: TracedMessage): components['schemas']['OcppMessage'] => ({
  id: message.id,
  station_id: message.stationId,
  at: fromDate(message.at),
  direction: message.direction,
  kind: message.kind,
  ocpp_version: message.version,
  message_id: message.messageId,
  action: message.action,
  payload: payloadOf(message),
  text: message.text,
  cut: message.isCut,
  latency_ms: message.latencyMs,
  error_code: message.errorCode,
  command_id: message.commandId,
  session_id: message.sessionId,
  transaction_id: message.transactionId,
  dropped: message.dropped,
});

export const messageRoutes = ({ services: { messages }, publicUrl }: RouteDependencies): Routes => ({
  listStationMessages: async (request, response, caller) => {
    const input = pageInputOf(request);
    const page = await messages.list(caller, pathOf(request, 'id'), input, {
      direction: queryOf<MessageDirection>(request, 'direction'),
      action: queryText(request, 'action'),
      commandId: queryText(request, 'command_id'),
    });
    sendPage(request, response, { page, limit: input.limit, publicUrl }, (message) =>
      JSON.stringify(fromMessage(message)),
    );
  },
});
