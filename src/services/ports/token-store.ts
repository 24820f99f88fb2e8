import type { OrderOf } from '../../domain/kinds/documents.ts';
import type { Token } from '../../domain/token.ts';
import type { Count, ListQuery, Slice } from './list.ts';

export type TokenStore = {
  /** uid without regard to case. */
  readonly token: (uid: string) => Promise<Token | null>;
  readonly tokensByUid: (uids: readonly string[]) => Promise<readonly Token[]>;
  readonly tokens: (query: ListQuery<OrderOf<'tokens'>>) => Promise<Slice<Token>>;
  readonly countTokens: Count<ListQuery<OrderOf<'tokens'>>>;
};
