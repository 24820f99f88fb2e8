/** The message log as callers see it. */
import type { Caller } from '../../domain/access.ts';
import type { OcppMessage } from '../../domain/ocpp-message.ts';
import { found, requireScope, sees } from '../access.ts';
import type { Messages, TracedMessage } from '../api/messages.ts';
import { isUnbound } from '../commands/permissions.ts';
import { decodeInstantCursor, encodeCursor, pageOf, requireLimit } from '../paging.ts';
import type { MessageLogStore } from '../ports/message-log.ts';
import type { Store } from '../ports/store.ts';
import { retiredStation } from '../retirement.ts';
import type { MessageRecorder } from './recorder.ts';

const ORDER = 'at';

/** Whether a caller may see frames at all; of which stations, their records say. */
export const seesMessages = (caller: Caller): boolean => caller.scopes.has('stations:read') && isUnbound(caller);

export type MessagesDependencies = {
  readonly store: Pick<Store, 'get' | 'station' | 'sessionByTransaction'>;
  readonly messageLog: Pick<MessageLogStore, 'messages'>;
  readonly recorder: Pick<MessageRecorder, 'flush'>;
};

/** Their sessions, looked up once for each transaction. */
export const traced = async (
  store: Pick<MessagesDependencies['store'], 'sessionByTransaction'>,
  messages: readonly OcppMessage[],
): Promise<readonly TracedMessage[]> => {
  const keyOf = ({ stationId, transactionId }: OcppMessage) => JSON.stringify([stationId, transactionId]);
  const transactions = new Map(
    messages.filter(({ transactionId }) => transactionId !== null).map((message) => [keyOf(message), message]),
  );
  const sessions = new Map(
    await Promise.all(
      [...transactions].map(async ([key, { stationId, transactionId }]) => {
        const session = await store.sessionByTransaction(stationId, transactionId ?? '');
        return [key, session?.id ?? null] as const;
      }),
    ),
  );
  return messages.map((message) => ({ ...message, sessionId: sessions.get(keyOf(message)) ?? null }));
};

export const createMessages = ({ store, messageLog, recorder }: MessagesDependencies): Messages => ({
  list: async (caller, stationId, page, { direction = null, action = null, commandId = null }) => {
    requireScope(caller, 'stations:read');
    found((await store.station(stationId)) ?? (await retiredStation(store, stationId)), sees(caller, 'stations'));
    requireLimit(page.limit);
    const cursor = page.cursor === null ? null : decodeInstantCursor(page.cursor, ORDER);
    if (!seesMessages(caller)) return { items: [], cursors: [], nextCursor: null, total: null };
    // What went a moment ago is asked for most.
    await recorder.flush();
    const rows = await messageLog.messages({
      stationId,
      direction,
      action,
      commandId,
      transactionId: null,
      fromAt: page.updatedFromAt,
      toAt: page.updatedToAt,
      after: cursor === null ? null : { at: cursor.value, id: cursor.id },
      descending: page.newestFirst,
      limit: page.limit + 1,
    });
    const items = await traced(store, rows.slice(0, page.limit));
    return pageOf(
      { items, more: rows.length > page.limit },
      (message) => encodeCursor(ORDER, { value: message.at, id: message.id }),
      null,
    );
  },
});
