import type { Caller } from '../../domain/access.ts';
import type { StoredReading } from '../../domain/meter.ts';
import type { Session, SessionStatus } from '../../domain/session.ts';
import type { Page, PageInput } from './paging.ts';

export type Sessions = {
  readonly list: (
    caller: Caller,
    page: PageInput,
    filter: {
      readonly stationId: string | null;
      readonly locationId: string | null;
      readonly tokenUid: string | null;
      readonly status: SessionStatus | null;
      readonly evseUid?: string | null;
    },
  ) => Promise<Page<Session>>;
  readonly get: (caller: Caller, id: string) => Promise<Session>;
  readonly byIds: (caller: Caller, ids: readonly string[]) => Promise<readonly (Session | null)[]>;
  readonly readings: (
    caller: Caller,
    sessionId: string,
    page: { readonly limit: number; readonly cursor: string | null },
  ) => Promise<Page<StoredReading>>;
  /** Ends a session whose station does not tell of it any more, from its last reading, once. */
  readonly close: (caller: Caller, id: string) => Promise<Session>;
};
