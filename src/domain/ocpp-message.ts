/** A frame of OCPP as the message log keeps it: what went between a station and the gateway, whatever became of it. */
import type { OcppVersion } from './station.ts';

export const MESSAGE_DIRECTIONS = ['IN', 'OUT'] as const;
/** IN: from the station. */
export type MessageDirection = (typeof MESSAGE_DIRECTIONS)[number];

export const MESSAGE_KINDS = ['CALL', 'RESULT', 'ERROR', 'SEND', 'RESULT_ERROR', 'UNREADABLE', 'GAP'] as const;
/** GAP: so many frames were not kept, because the log could not take them at the time. */
export type MessageKind = (typeof MESSAGE_KINDS)[number];

export type OcppMessage = {
  /** A ULID: of one instant the earlier is the less. */
  readonly id: string;
  readonly stationId: string;
  readonly at: Date;
  /** null: a gap. */
  readonly direction: MessageDirection | null;
  readonly kind: MessageKind;
  readonly version: OcppVersion | null;
  readonly messageId: string | null;
  /** Of an answer: that of its call. null: it cannot be read, or nobody asked. */
  readonly action: string | null;
  /** The frame, without secrets; null: binary, or a gap. */
  readonly text: string | null;
  /** The frame was longer. */
  readonly isCut: boolean;
  /** Of an answer: since its call. */
  readonly latencyMs: number | null;
  readonly errorCode: string | null;
  /** The command that it was sent for, or that it answers. */
  readonly commandId: string | null;
  /** OCPP's id of the transaction that it is about. */
  readonly transactionId: string | null;
  /** Of a gap. */
  readonly dropped: number;
};
