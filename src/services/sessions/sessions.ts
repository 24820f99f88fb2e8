/** Sessions as callers see them. */
import { DomainError } from '../../domain/error.ts';
import { closeByOperator, isOpen } from '../../domain/session-rules.ts';
import { found, inOrder, requireScope, sees, visibilityOf } from '../access.ts';
import type { Sessions } from '../api/sessions.ts';
import { evseUidFilter } from '../evses/find-evse.ts';
import { decodeInstantCursor, encodeCursor, listPage, pageOf, requireLimit } from '../paging.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { Log, Metrics } from '../ports/observing.ts';
import type { SessionStore } from '../ports/session-store.ts';
import type { AuditedStationWriter } from '../stations/audited-station-writer.ts';
import type { SessionChanges } from './session-change.ts';

/** Readings are no kind: they have this order alone. */
const READINGS_ORDER = 'sampledAt';

export const createSessions = ({
  store,
  writer,
  changes,
  log,
  metrics,
}: {
  readonly store: SessionStore & Pick<DocumentStore, 'get'>;
  readonly writer: Pick<AuditedStationWriter, 'writeBy'>;
  readonly changes: SessionChanges;
  readonly log: Log;
  readonly metrics: Metrics;
}): Sessions => {
  const get: Sessions['get'] = async (caller, id) => {
    requireScope(caller, 'sessions:read');
    return found(await store.session(id), sees(caller, 'sessions'));
  };

  return {
    get,
    list: async (caller, page, filter) => {
      requireScope(caller, 'sessions:read');
      const limits = { ...filter, evseUid: await evseUidFilter(store, filter.evseUid) };
      return listPage({
        kind: 'sessions',
        page,
        scope: visibilityOf(caller),
        list: (query) => store.sessions({ ...query, ...limits }),
        count: (query, upTo) => store.countSessions({ ...query, ...limits }, upTo),
      });
    },
    byIds: async (caller, ids) => {
      requireScope(caller, 'sessions:read');
      const sessions = await store.sessionsById(ids);
      return inOrder(ids, sessions, (session) => session.id, sees(caller, 'sessions'));
    },
    readings: async (caller, sessionId, page) => {
      requireLimit(page.limit);
      await get(caller, sessionId);
      const after = page.cursor === null ? null : decodeInstantCursor(page.cursor, READINGS_ORDER);
      const slice = await store.readings(sessionId, {
        limit: page.limit,
        after: after === null ? null : { sampledAt: after.value, key: after.id },
      });
      return pageOf(
        slice,
        (reading) => encodeCursor(READINGS_ORDER, { value: reading.sampledAt, id: reading.key }),
        null,
      );
    },
    close: async (caller, id) => {
      requireScope(caller, 'sessions:control');
      const { stationId } = found(await store.session(id), sees(caller, 'sessions'));
      const closed = await writer.writeBy({ caller, operation: 'session.close' }, stationId, async (state) => {
        const open = state.sessions.find((session) => session.id === id);
        // Not among the open ones: it ended meanwhile, at the station's word or another operator's.
        if (open === undefined || !isOpen(open)) throw new DomainError('session_ended');
        const { change, session } = await changes.of(open, closeByOperator(open), []);
        return { change, answer: session };
      });
      metrics.count('sessions_total', { outcome: 'closed_by_operator' });
      log.info({ stationId, sessionId: id, clientId: caller.clientId, energyWh: closed.energyWh }, 'session.closed');
      return closed;
    },
  };
};
