import type { Caller } from '../../domain/access.ts';
import type { PersistedOperation } from '../../domain/persisted-operation.ts';
import type { Page, PageInput } from './paging.ts';

/** clientId null: for every client. */
export type PersistedOperationInput = { readonly document: string; readonly clientId: string | null };

export type PersistedOperations = {
  /** clientId: of that client alone; null: all. */
  readonly list: (caller: Caller, page: PageInput, clientId: string | null) => Promise<Page<PersistedOperation>>;
  readonly get: (caller: Caller, id: string) => Promise<PersistedOperation>;
  /** The same again answers the one that is there. */
  readonly register: (
    caller: Caller,
    input: PersistedOperationInput,
  ) => Promise<{ readonly object: PersistedOperation; readonly created: boolean }>;
  /** Answers it as it was. */
  readonly remove: (caller: Caller, id: string) => Promise<PersistedOperation>;
  /** The text that a client may run under a hash: its own, or everybody's; null: none. caller null: nobody known. */
  readonly documentFor: (caller: Caller | null, sha256: string) => Promise<string | null>;
};
