/** The message log on the embedded database. */
import type { MessageDirection, MessageKind, OcppMessage } from '../../domain/ocpp-message.ts';
import type { OcppVersion } from '../../domain/station.ts';
import type { MessageLogStore } from '../../services/ports/message-log.ts';
import type { SqliteDatabase } from './database.ts';
import type { MessageRow, operations } from './messages-module.ts';

/** For openDatabase's `modules`. */
export const messagesModule: URL = new URL('./messages-module.ts', import.meta.url);

const rowOf = (message: OcppMessage): MessageRow => ({
  id: message.id,
  station_id: message.stationId,
  at: message.at.getTime(),
  direction: message.direction,
  kind: message.kind,
  version: message.version,
  message_id: message.messageId,
  action: message.action,
  text: message.text,
  is_cut: message.isCut ? 1 : 0,
  latency_ms: message.latencyMs,
  error_code: message.errorCode,
  command_id: message.commandId,
  transaction_id: message.transactionId,
  dropped: message.dropped,
});

const messageOf = (row: MessageRow): OcppMessage => ({
  id: row.id,
  stationId: row.station_id,
  at: new Date(row.at),
  // As rowOf wrote them.
  direction: row.direction as MessageDirection | null,
  kind: row.kind as MessageKind,
  version: row.version as OcppVersion | null,
  messageId: row.message_id,
  action: row.action,
  text: row.text,
  isCut: row.is_cut === 1,
  latencyMs: row.latency_ms,
  errorCode: row.error_code,
  commandId: row.command_id,
  transactionId: row.transaction_id,
  dropped: row.dropped,
});

/** On a database that was opened with `messagesModule` among its modules. */
export const createSqliteMessageLog = (database: SqliteDatabase): MessageLogStore => {
  const call = database.client<typeof operations>('messages');
  const read = database.reader<typeof operations>('messages');
  return {
    appendMessages: (messages) => call('append', messages.map(rowOf)),
    messages: async ({ fromAt, toAt, after, ...query }) => {
      const rows = await read('page', {
        ...query,
        fromMs: fromAt?.getTime() ?? null,
        toMs: toAt?.getTime() ?? null,
        after: after === null ? null : { ms: after.at.getTime(), id: after.id },
      });
      return rows.map(messageOf);
    },
    pruneMessages: (before, limit) => call('prune', { before: before.getTime(), limit }),
  };
};
