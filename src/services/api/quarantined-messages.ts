import type { Caller } from '../../domain/access.ts';
import type { QuarantinedMessage, QuarantineStatus } from '../../domain/quarantined-message.ts';
import type { Page, PageInput } from './paging.ts';

export type QuarantineFilter = {
  readonly stationId?: string | null;
  readonly locationId?: string | null;
  readonly status?: QuarantineStatus | null;
  /** OCPP's name of the message. */
  readonly action?: string | null;
};

/** They can name anybody's token: who is bound to tokens or is a driver sees none. */
export type QuarantinedMessages = {
  /** In the order in which they came first. */
  readonly list: (caller: Caller, page: PageInput, filter: QuarantineFilter) => Promise<Page<QuarantinedMessage>>;
  readonly get: (caller: Caller, id: string) => Promise<QuarantinedMessage>;
  /**
   * Has it handled as if it came now at the station's present level, with its own time of receipt; its station need not be
   * connected. applied false: it is refused still, and the message says why. Throws DomainError conflict when it was
   * applied already, or its station is gone; not_supported for what tells of no transaction and no meter.
   */
  readonly apply: (
    caller: Caller,
    id: string,
  ) => Promise<{ readonly applied: boolean; readonly message: QuarantinedMessage }>;
  /** Sets an open one aside. Throws DomainError conflict when it is settled already. */
  readonly dismiss: (caller: Caller, id: string, note: string | null) => Promise<QuarantinedMessage>;
};
