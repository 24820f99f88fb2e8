/** Who asked, when, under which trace of theirs; and from where, for those who read the audit log. */
import type { Command } from '../../domain/command.ts';
import type { JsonObject } from '../../domain/json.ts';
import { visibilityOf } from '../access.ts';
import { knowsWhoAsked } from '../commands/permissions.ts';
import { OLDEST_FIRST } from '../list-pages.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import { sliced, type TraceSource, type TraceSubject } from './source.ts';

export const requests = ({ store }: { readonly store: Pick<DocumentStore, 'list'> }): TraceSource => {
  const originOf = async ({ caller }: TraceSubject, { id, type }: Command): Promise<JsonObject> => {
    if (!caller.scopes.has('audit:read')) return {};
    const { items } = await store.list('auditEntries', {
      ...OLDEST_FIRST,
      scope: visibilityOf(caller),
      where: { objectId: id, operation: type },
      limit: 1,
    });
    const [entry] = items;
    if (entry === undefined) return {};
    const { address, face, requestId, userAgent } = entry.from;
    return { address, face, requestId, userAgent };
  };

  return {
    read: async (subject, slice) => {
      const entries = subject.commands.map(async (command) => {
        const { id, type, createdAt, sessionId, requestedBy, traceparent = null, idempotencyKey = null } = command;
        const asker = knowsWhoAsked(subject.caller, command)
          ? { clientId: requestedBy.clientId, userId: requestedBy.userId, traceparent, idempotencyKey }
          : {};
        return {
          at: createdAt,
          id: `0-${id}`,
          source: 'request',
          kind: type,
          commandId: id,
          sessionId,
          data: { ...asker, ...(await originOf(subject, command)) },
          payload: null,
        };
      });
      return sliced(await Promise.all(entries), slice);
    },
  };
};
