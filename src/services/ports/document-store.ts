import type { DocumentOf, KindName, OrderOf, Where } from '../../domain/kinds/documents.ts';
import type { ListQuery, Slice } from './list.ts';

/** A list of one kind. `where`: fields and what they must hold; null or not said: whatever. */
export type DocumentQuery<K extends KindName> = ListQuery<OrderOf<K>> & { readonly where: Where<K> };

/** What every kind of document can be asked, by its declaration alone. */
export type DocumentStore = {
  readonly get: <K extends KindName>(kind: K, key: string) => Promise<DocumentOf<K> | null>;
  /** Those that are there, each once, in no order. */
  readonly getMany: <K extends KindName>(kind: K, keys: readonly string[]) => Promise<readonly DocumentOf<K>[]>;
  readonly list: <K extends KindName>(kind: K, query: DocumentQuery<K>) => Promise<Slice<DocumentOf<K>>>;
  /** @see Count */
  readonly count: <K extends KindName>(kind: K, query: DocumentQuery<K>, upTo: number) => Promise<number | null>;
};
