/** The frames of OCPP that went for a command, or about the transaction of a session. */
import { seesMessages, traced } from '../messages/messages.ts';
import { payloadOf } from '../messages/payload.ts';
import type { MessageRecorder } from '../messages/recorder.ts';
import type { MessageLogStore, MessageQuery } from '../ports/message-log.ts';
import type { Store } from '../ports/store.ts';
import { compareEntries, type TraceSource } from './source.ts';

export const messages = ({
  store,
  messageLog,
  recorder,
}: {
  readonly store: Pick<Store, 'sessionByTransaction' | 'station'>;
  readonly messageLog: Pick<MessageLogStore, 'messages'>;
  readonly recorder: Pick<MessageRecorder, 'flush'>;
}): TraceSource => ({
  read: async ({ caller, stationId, commands, session, wholeSession }, { after, limit }) => {
    if (!seesMessages(caller)) return [];
    await recorder.flush();
    const all = { stationId, direction: null, action: null, toAt: null, after, descending: false, limit } as const;
    const queries: MessageQuery[] = commands.map(({ id, createdAt }) => ({
      ...all,
      commandId: id,
      transactionId: null,
      fromAt: createdAt,
    }));
    if (wholeSession && session !== null) {
      // A station that lost its memory uses ids again: what went before the session is of another one.
      const { id: transactionId } = session.transaction;
      const fromAt = new Date(Math.min(session.createdAt.getTime(), session.startedAt.getTime()) - 60_000);
      queries.push({ ...all, commandId: null, transactionId, fromAt });
    }
    const found = (await Promise.all(queries.map(messageLog.messages))).flat();
    const once = [...new Map(found.map((message) => [message.id, message])).values()];
    const first = once.toSorted(compareEntries).slice(0, limit);
    return (await traced(store, first)).map((message) => ({
      at: message.at,
      id: message.id,
      source: 'ocpp',
      kind: message.action ?? message.kind,
      commandId: message.commandId,
      sessionId: message.sessionId,
      data: {
        direction: message.direction,
        frame: message.kind,
        messageId: message.messageId,
        latencyMs: message.latencyMs,
        errorCode: message.errorCode,
      },
      payload: payloadOf(message),
    }));
  },
});
