/**
 * Frames of OCPP, appended and paged. Mass data: no kind of document, outside the order of commits, with its own retention.
 * What is lost here is a line of a log; no part of the gateway decides by it.
 */
import type { MessageDirection, OcppMessage } from '../../domain/ocpp-message.ts';

export type MessagePosition = { readonly at: Date; readonly id: string };

export type MessageQuery = {
  readonly stationId: string;
  readonly direction: MessageDirection | null;
  readonly action: string | null;
  readonly commandId: string | null;
  readonly transactionId: string | null;
  /** Inclusive. */
  readonly fromAt: Date | null;
  /** Exclusive. */
  readonly toAt: Date | null;
  readonly after: MessagePosition | null;
  readonly descending: boolean;
  readonly limit: number;
};

/** Throws DomainError('unavailable') when the store gives no answer. */
export type MessageLogStore = {
  /** Not durable when it resolves: a crash may take the last of them. */
  readonly appendMessages: (messages: readonly OcppMessage[]) => Promise<void>;
  /** In the order of `at` and `id`. */
  readonly messages: (query: MessageQuery) => Promise<readonly OcppMessage[]>;
  /** Takes away the oldest from before then, up to `limit`; answers how many went. */
  readonly pruneMessages: (before: Date, limit: number) => Promise<number>;
};
