/** What sessions have beside what every kind has, and their readings. */
import type { StoredReading } from '../../domain/meter.ts';
import { SESSIONS_OF_ONE_ID, type SessionStore } from '../../services/ports/session-store.ts';
import type { SessionExtras } from '../session-extras.ts';
import { decode, uidKey } from '../sqlite/json.ts';
import { onMongo } from './connection.ts';
import { createNewestOfStation, type Filter, find } from './find.ts';
import type { Models } from './models.ts';
import { allOf, OLDEST_FIRST, readAll } from './page.ts';

const OPEN: Filter = { 'd.status': { $in: ['PENDING', 'ACTIVE'] } };

type FoundReading = { readonly json: string };

const readingsBehind = (after: Parameters<SessionStore['readings']>[1]['after']): readonly Filter[] =>
  after === null
    ? []
    : [
        { sampledAt: { $gte: after.sampledAt } },
        { $or: [{ sampledAt: { $gt: after.sampledAt } }, { sampledAt: after.sampledAt, key: { $gt: after.key } }] },
      ];

export const createSessionExtras = (models: Models): SessionExtras => {
  // The newest: a station that lost its memory may count from the start again.
  const byTransaction = createNewestOfStation(models, 'sessions', 'transactionId');
  const byStartKey = createNewestOfStation(models, 'sessions', 'startKey');
  return {
    countOpenSessions: () => onMongo(() => models.sessions.countDocuments(OPEN)),
    openSessionsOf: (stationId) => readAll(models, 'sessions', { 'd.stationId': stationId, ...OPEN }, OLDEST_FIRST),
    openSessionsOfToken: (uid) => readAll(models, 'sessions', { 'd.tokenUid': uidKey(uid), ...OPEN }, OLDEST_FIRST),
    sessionByTransaction: (stationId, id) => byTransaction({ stationId, value: id }),
    sessionsByTransaction: (stationId, id) =>
      readAll(
        models,
        'sessions',
        { 'd.stationId': stationId, 'd.transactionId': id },
        { 'd.createdAt': -1 },
        SESSIONS_OF_ONE_ID,
      ),
    sessionByStartKey: (stationId, key) => byStartKey({ stationId, value: key }),
    readings: async (sessionId, { limit, after }) => {
      const found = await find<FoundReading>(models, 'readings', allOf([{ sessionId }, ...readingsBehind(after)]), {
        fields: { json: 1 },
        order: { sampledAt: 1, key: 1 },
        limit: limit + 1,
      });
      return {
        items: found.slice(0, limit).map(({ json }) => decode<StoredReading>(json)),
        more: found.length > limit,
      };
    },
  };
};
