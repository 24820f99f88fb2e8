/** /commands/{id}/trace and /sessions/{id}/trace */
import type { Page } from '../services/api/paging.ts';
import type { TraceEntry, TracePage } from '../services/api/traces.ts';
import { fromDate } from './instant.ts';
import type { components } from './openapi.gen.ts';
import { limitOf, sendPage } from './paging.ts';
import { type Handle, pathOf, queryText, type RouteDependencies, type Routes } from './request.ts';
import { snakeCaseKeys } from './snake-case.ts';

export const fromTraceEntry = (entry: TraceEntry): components['schemas']['TraceEntry'] => ({
  at: fromDate(entry.at),
  source: entry.source,
  kind: entry.kind,
  command_id: entry.commandId,
  session_id: entry.sessionId,
  data: snakeCaseKeys(entry.data),
  payload: entry.payload,
});

export const traceRoutes = ({ services: { traces }, publicUrl }: RouteDependencies): Routes => {
  const sending =
    (read: (caller: Parameters<Handle>[2], id: string, page: TracePage) => Promise<Page<TraceEntry>>): Handle =>
    async (request, response, caller) => {
      const limit = limitOf(request);
      const page = await read(caller, pathOf(request, 'id'), { limit, cursor: queryText(request, 'cursor') });
      sendPage(request, response, { page, limit, publicUrl }, (entry) => JSON.stringify(fromTraceEntry(entry)));
    };
  return { getCommandTrace: sending(traces.ofCommand), getSessionTrace: sending(traces.ofSession) };
};
