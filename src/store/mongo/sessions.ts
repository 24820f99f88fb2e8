/** Sessions and their readings. */
import type { StoredReading } from '../../domain/meter.ts';
import type { Session } from '../../domain/session.ts';
import type { SessionQuery, SessionStore } from '../../services/ports.ts';
import { decode, uidKey, uidKeys } from '../sqlite/json.ts';
import { onMongo } from './connection.ts';
import type { Models } from './models.ts';
import {
  allOf,
  countSelected,
  type Filter,
  OLDEST_FIRST,
  readAll,
  readByIds,
  readFirst,
  readOne,
  readPage,
  type Selection,
} from './page.ts';

const selection = (query: SessionQuery): Selection => ({
  collection: 'sessions',
  equal: [
    ['d.tokenUid', query.tokenUid === null ? null : uidKey(query.tokenUid)],
    ['d.driverId', query.scope.driverId],
    ['d.stationId', query.stationId],
    ['d.locationId', query.locationId],
    ['d.status', query.status],
  ],
  within: [
    ['d.tokenUid', uidKeys(query.scope.tokenUids)],
    ['d.locationId', query.scope.locationIds],
  ],
});

const OPEN: Filter = { 'd.status': { $in: ['PENDING', 'ACTIVE'] } };

/** Newest first: a station that lost its memory may count from the start again. */
const newestOf = (models: Models, filter: Filter) =>
  readFirst<Session>(models, 'sessions', filter, { 'd.createdAt': -1 });

type FoundReading = { readonly json: string };

const readingsBehind = (after: Parameters<SessionStore['readings']>[1]['after']): readonly Filter[] =>
  after === null
    ? []
    : [
        { sampledAt: { $gte: after.sampledAt } },
        { $or: [{ sampledAt: { $gt: after.sampledAt } }, { sampledAt: after.sampledAt, key: { $gt: after.key } }] },
      ];

export const createSessionStore = (models: Models): SessionStore => ({
  session: (id) => readOne<Session>(models, 'sessions', { _id: id }),
  sessionsById: (ids) => readByIds<Session>(models, 'sessions', ids),
  sessions: (query) => readPage<Session>(models, selection(query), query),
  countSessions: (query, upTo) => countSelected(models, selection(query), query, upTo),
  countOpenSessions: () => onMongo(() => models.sessions.countDocuments(OPEN)),
  openSessionsOf: (stationId) =>
    readAll<Session>(models, 'sessions', { 'd.stationId': stationId, ...OPEN }, OLDEST_FIRST),
  openSessionsOfToken: (uid) =>
    readAll<Session>(models, 'sessions', { 'd.tokenUid': uidKey(uid), ...OPEN }, OLDEST_FIRST),
  sessionByTransaction: (stationId, id) => newestOf(models, { 'd.stationId': stationId, 'd.transactionId': id }),
  sessionByStartKey: (stationId, key) => newestOf(models, { 'd.stationId': stationId, 'd.startKey': key }),
  readings: async (sessionId, { limit, after }) => {
    const found = await onMongo(() =>
      models.readings
        .find(allOf([{ sessionId }, ...readingsBehind(after)]), { json: 1 })
        .sort({ sampledAt: 1, key: 1 })
        .limit(limit + 1)
        .lean<FoundReading[]>(),
    );
    return {
      items: found.slice(0, limit).map(({ json }) => decode<StoredReading>(json)),
      more: found.length > limit,
    };
  },
});
