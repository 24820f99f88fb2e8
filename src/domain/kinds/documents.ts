/** What follows from the table of kinds for whoever names one of them. */
import type { AnyKind, Document, OrderingField, Value } from './kind.ts';
import * as table from './kinds.ts';

type Table = typeof table;
export type KindName = keyof Table;

/** Under its own name, and in the order of fields that no document lacks: else it does not compile. */
type Sound<K extends KindName> = AnyKind & {
  readonly name: K;
  readonly orders: readonly OrderingField<Table[K]['fields']>[];
};
const declared: { readonly [K in KindName]: Sound<K> } = table;

export const KINDS: Readonly<Record<KindName, AnyKind>> = declared;
export const KIND_NAMES = Object.keys(KINDS) as readonly KindName[];

export type DocumentOf<K extends KindName> = Table[K] extends { readonly key: { of(document: infer D): string } }
  ? D & Document
  : never;

/** Those whose documents a commit may take away. */
export type RemovableKind = { [K in KindName]: true extends Table[K]['removable'] ? K : never }[KindName];

type FieldsOf<K extends KindName> = Table[K]['fields'];
type Filtered<F> = F extends { of(document: never): infer V }
  ? V extends Value | null
    ? Exclude<V, null>
    : never
  : never;

/** What a list may be limited to, by the fields that are declared for it; null or not said: not limited. */
export type Where<K extends KindName> = {
  readonly [F in keyof FieldsOf<K> as FieldsOf<K>[F] extends { readonly filters: true } ? F : never]?: Filtered<
    FieldsOf<K>[F]
  > | null;
};

export type OrderOf<K extends KindName> = 'createdAt' | Table[K]['orders'][number];
