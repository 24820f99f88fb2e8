import type { Caller } from '../../domain/access.ts';
import type { MessageDirection, OcppMessage } from '../../domain/ocpp-message.ts';
import type { Page, PageInput } from './paging.ts';

export type MessageFilter = {
  readonly direction?: MessageDirection | null;
  /** OCPP's name of the message. */
  readonly action?: string | null;
  readonly commandId?: string | null;
};

/** A frame with the session whose transaction it is about; null: none is known. */
export type TracedMessage = OcppMessage & { readonly sessionId: string | null };

/** They name anybody's tokens: who is bound to tokens or is a driver sees none. */
export type Messages = {
  /** Of one station, by when they went; `updatedFromAt` and `updatedToAt` of the page bound that. */
  readonly list: (
    caller: Caller,
    stationId: string,
    page: PageInput,
    filter: MessageFilter,
  ) => Promise<Page<TracedMessage>>;
};
