/** The audit log as callers read it. */
import type { AuditEntry } from '../../domain/audit.ts';
import { DomainError } from '../../domain/error.ts';
import type { JsonObject, JsonValue } from '../../domain/json.ts';
import type { PartyNames } from '../../domain/party.ts';
import { found, requireScope, sees, visibilityOf } from '../access.ts';
import type { AuditFilter, AuditLog } from '../api/audit-log.ts';
import { listPage } from '../paging.ts';
import type { DocumentStore } from '../ports/document-store.ts';

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Ids of parties are for the gateway alone; the faces show codes and names. */
const withNames = (object: string | null, document: JsonObject, names: PartyNames): JsonObject => {
  const { updatedAt, ...rest } = document;
  const named: JsonObject = updatedAt === undefined ? rest : { ...rest, lastUpdated: updatedAt };
  if (object === 'party') return { ...named, id: names.nameOf(String(document.id)) };
  const { grants, partyId } = document;
  if (isObject(grants) && Array.isArray(grants.partyIds)) {
    const parties = grants.partyIds.map((id) => names.nameOf(String(id)));
    return { ...named, grants: { ...grants, partyIds: parties } };
  }
  if (typeof partyId !== 'string') return named;
  const codes = names.codesOf(partyId);
  return { ...named, countryCode: codes.countryCode, partyId: codes.partyId };
};

export const createAuditLog = ({
  store,
  names,
}: {
  readonly store: Pick<DocumentStore, 'get' | 'list' | 'count'>;
  readonly names: PartyNames;
}): AuditLog => {
  const shown = (entry: AuditEntry): AuditEntry => {
    const { object, objectId, before, after } = entry;
    return {
      ...entry,
      objectId: object === 'party' && objectId !== null ? names.nameOf(objectId) : objectId,
      before: before === null ? null : withNames(object, before, names),
      after: after === null ? null : withNames(object, after, names),
    };
  };

  const partyIdOf = (name: string): string => {
    const id = names.idOf(name);
    if (id !== null) return id;
    const detail = 'A party is named by its country code and party id, such as NL-VGT.';
    throw new DomainError('invalid_request', { detail, faults: [{ pointer: '/party', detail }] });
  };

  const whereOf = ({ party, ...filter }: AuditFilter) => ({
    ...filter,
    objectId:
      filter.object === 'party' && filter.objectId !== null
        ? (names.idOf(filter.objectId) ?? filter.objectId)
        : filter.objectId,
    partyId: party === null ? null : partyIdOf(party),
  });

  return {
    list: async (caller, page, filter) => {
      requireScope(caller, 'audit:read');
      const where = whereOf(filter);
      const entries = await listPage({
        kind: 'auditEntries',
        page,
        scope: visibilityOf(caller),
        list: (query) => store.list('auditEntries', { ...query, where }),
        count: (query, upTo) => store.count('auditEntries', { ...query, where }, upTo),
      });
      return { ...entries, items: entries.items.map(shown) };
    },
    get: async (caller, id) => {
      requireScope(caller, 'audit:read');
      return shown(found(await store.get('auditEntries', id), sees(caller, 'auditEntries')));
    },
  };
};
