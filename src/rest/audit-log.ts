/** /audit_log */
import type { AuditEntry, AuditOutcome } from '../domain/audit.ts';
import { mergePatchOf } from '../domain/audit.ts';
import { spelled } from '../domain/audit-rules.ts';
import type { JsonObject } from '../domain/json.ts';
import type { PartyNames } from '../domain/party.ts';
import { sendVersioned } from './etags.ts';
import { fromDate } from './instant.ts';
import type { components } from './openapi.gen.ts';
import { pageInputOf, sendPage } from './paging.ts';
import { fromOwner } from './party.ts';
import { pathOf, queryOf, queryText, type RouteDependencies, type Routes } from './request.ts';
import { snakeCase } from './snake-case.ts';

type EntryJson = components['schemas']['AuditEntry'];

const fromEntry = (entry: AuditEntry, names: PartyNames): EntryJson => {
  const { object, partyId, from } = entry;
  const form = (document: JsonObject | null) => (document === null ? null : spelled(object, document, snakeCase));
  const [before, after] = [form(entry.before), form(entry.after)];
  return {
    id: entry.id,
    version: entry.version,
    outcome: entry.outcome,
    operation: entry.operation,
    client_id: entry.clientId,
    user_id: entry.userId,
    object,
    object_id: entry.objectId,
    ...(partyId === null ? { country_code: null, party_id: null } : fromOwner({ partyId }, names)),
    before,
    after,
    changes: after === null ? null : mergePatchOf(before ?? {}, after),
    reason: entry.reason,
    attempts: entry.attempts,
    from: {
      face: from.face,
      address: from.address,
      request_id: from.requestId,
      traceparent: from.traceparent,
      user_agent: from.userAgent,
    },
    created_at: fromDate(entry.createdAt),
    last_updated: fromDate(entry.updatedAt),
  };
};

export const auditLogRoutes = ({
  services: {
    auditLog,
    parties: { names },
  },
  publicUrl,
}: RouteDependencies): Routes => ({
  listAuditLog: async (request, response, caller) => {
    const input = { ...pageInputOf(request), newestFirst: queryText(request, 'order') !== 'oldest_first' };
    const page = await auditLog.list(caller, input, {
      clientId: queryText(request, 'client_id'),
      userId: queryText(request, 'user_id'),
      object: queryText(request, 'object'),
      objectId: queryText(request, 'object_id'),
      operation: queryText(request, 'operation'),
      outcome: queryOf<AuditOutcome>(request, 'outcome'),
      party: queryText(request, 'party'),
    });
    sendPage(request, response, { page, limit: input.limit, publicUrl }, (entry) =>
      JSON.stringify(fromEntry(entry, names)),
    );
  },
  getAuditEntry: async (request, response, caller) => {
    const entry = await auditLog.get(caller, pathOf(request, 'id'));
    sendVersioned(response, entry, fromEntry(entry, names));
  },
});
