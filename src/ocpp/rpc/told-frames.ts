/** Tells the message log of the frames of one connection: what they are about is known here, where they have been read already. */
import type { JsonObject } from '../../domain/json.ts';
import type { MessageKind } from '../../domain/ocpp-message.ts';
import { objectOf, textOf } from '../payload.ts';
import type { RpcEdge } from './edge.ts';
import type { ErrorFrame, ResultFrame } from './frame.ts';
import type { InboundMessage } from './inbound-messages.ts';
import type { AnsweredCall, OutboundCall } from './outbound-calls.ts';

type Where = { readonly edge: RpcEdge; readonly stationId: string };

/** 1.6: transactionId; 2.x: transactionInfo.transactionId, and transactionId in what is asked of a station. */
const transactionOf = (payload: JsonObject): string | null =>
  textOf(payload.transactionId) ?? textOf(objectOf(payload.transactionInfo).transactionId);

/** An answer of ours, of which only what is not plain is read again. */
const readAnswer = (
  action: string,
  answer: string,
): { readonly kind: MessageKind; readonly code: string | null; readonly transactionId: string | null } => {
  const isError = answer.startsWith('[4');
  if (!isError && action !== 'StartTransaction') return { kind: 'RESULT', code: null, transactionId: null };
  const parts: readonly unknown[] = JSON.parse(answer);
  if (isError) return { kind: 'ERROR', code: textOf(parts[2]), transactionId: null };
  // OCPP 1.6: the transaction's id is in the answer to its start.
  return { kind: 'RESULT', code: null, transactionId: textOf(objectOf(parts[2]).transactionId) };
};

/** A message of the station with what it was answered; null: it was not. */
export const tellMessage = ({ edge, stationId }: Where, message: InboundMessage, answer: string | null): void => {
  if (!edge.frames.isOn) return;
  const { frame, text, receivedAt } = message;
  const answered = answer === null ? null : readAnswer(frame.action, answer);
  const common = {
    stationId,
    version: edge.protocol.version,
    messageId: frame.id,
    action: frame.action,
    commandId: null,
    transactionId: answered?.transactionId ?? transactionOf(frame.payload),
  };
  edge.frames.frame({
    ...common,
    at: receivedAt,
    direction: 'IN',
    kind: frame.kind === 'send' ? 'SEND' : 'CALL',
    text,
    latencyMs: null,
    errorCode: null,
  });
  if (answered === null) return;
  const now = edge.clock.now();
  edge.frames.frame({
    ...common,
    at: now,
    direction: 'OUT',
    kind: answered.kind,
    text: answer,
    latencyMs: Math.max(0, now.getTime() - receivedAt.getTime()),
    errorCode: answered.code,
  });
};

/** A call of ours, as it is written. */
export const tellCall = ({ edge, stationId }: Where, call: OutboundCall, text: string): void => {
  if (!edge.frames.isOn) return;
  edge.frames.frame({
    stationId,
    at: edge.clock.now(),
    direction: 'OUT',
    kind: 'CALL',
    version: edge.protocol.version,
    messageId: call.id,
    action: call.action,
    text,
    latencyMs: null,
    errorCode: null,
    commandId: call.commandId ?? null,
    transactionId: transactionOf(call.payload as JsonObject),
  });
};

const KINDS = { result: 'RESULT', error: 'ERROR', result_error: 'RESULT_ERROR' } as const;

/** An answer of the station. asked null: nobody asked for it. */
export const tellAnswer = (
  { edge, stationId }: Where,
  { frame, text }: { readonly frame: ResultFrame | ErrorFrame; readonly text: string },
  asked: AnsweredCall | null,
): void => {
  if (!edge.frames.isOn) return;
  const now = edge.clock.now();
  edge.frames.frame({
    stationId,
    at: now,
    direction: 'IN',
    kind: KINDS[frame.kind],
    version: edge.protocol.version,
    messageId: frame.id,
    action: asked?.call.action ?? null,
    text,
    latencyMs: asked === null ? null : Math.max(0, now.getTime() - asked.sentAtMs),
    errorCode: frame.kind === 'result' ? null : frame.code,
    commandId: asked?.call.commandId ?? null,
    transactionId: asked === null ? null : transactionOf(asked.call.payload as JsonObject),
  });
};

/** What cannot be read, and what else is written as an answer to it. */
export const tellOther = (
  { edge, stationId }: Where,
  news: {
    readonly direction: 'IN' | 'OUT';
    readonly kind: MessageKind;
    readonly messageId: string | null;
    readonly text: string | null;
    readonly errorCode: string | null;
  },
): void => {
  if (!edge.frames.isOn) return;
  const of = { stationId, at: edge.clock.now(), version: edge.protocol.version, action: null };
  edge.frames.frame({ ...of, ...news, latencyMs: null, commandId: null, transactionId: null });
};
