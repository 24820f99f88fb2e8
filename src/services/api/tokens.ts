import type { Caller } from '../../domain/access.ts';
import type { Token } from '../../domain/token.ts';
import type { BulkAnswered, BulkPut } from './bulk.ts';
import type { Page, PageInput, Put, PutHow, Removed, RetiredFilter } from './paging.ts';

export type TokenInput = Omit<Token, 'version' | 'createdAt' | 'updatedAt' | 'partyId'> & {
  /** Whose it is, as `NL-VGT`; left out: see services/parties/ownership.ts. */
  readonly party?: string | null;
};

export type Tokens = {
  readonly list: (caller: Caller, page: PageInput, filter?: RetiredFilter) => Promise<Page<Token>>;
  /** Also one that is retired. */
  readonly get: (caller: Caller, uid: string) => Promise<Token>;
  /** For who changes it: needs the scope of the put alone. */
  readonly current: (caller: Caller, uid: string) => Promise<Token>;
  readonly byUids: (caller: Caller, uids: readonly string[]) => Promise<readonly (Token | null)[]>;
  readonly put: (caller: Caller, input: TokenInput, ifVersion: number | null, how?: PutHow) => Promise<Put<Token>>;
  /** Throws DomainError('not_found') for one that is not in use. */
  readonly remove: (caller: Caller, uid: string, ifVersion: number | null) => Promise<Removed<Token>>;
  /** Up to 1,000, each with its own result. */
  readonly putMany: (caller: Caller, request: BulkPut<TokenInput>) => Promise<BulkAnswered>;
};
