/**
 * A kind of document, said once. From its declaration follow, in both stores, the table or collection with its indexes,
 * the commit, `get`, `getMany`, `list` and `count`, what a caller's grants show of it, and the copy between the stores.
 *
 * Adding a kind: its file beside this one, and its line in kinds.ts. See docs/recipes/kind.md.
 */
import type { Dimension } from '../visibility.ts';

/** What every document has. The version grows by one with each stored change. */
export type Document = { readonly version: number; readonly createdAt: Date; readonly updatedAt: Date };

type FieldOptions = {
  /** Lists are filtered by it: it has an index in each order. Fields that a scope asks for have one by that alone. */
  readonly filters?: true;
  /** Text is kept and looked for in lower case. */
  readonly ignoresCase?: true;
  /** Values that most documents have: looked for last. */
  readonly common?: readonly string[];
  /** The store keeps it beside the document, because another document decides it. `of` is what holds without that one. */
  readonly apart?: true;
};

/**
 * What is looked up, ordered or seen by. `of` must be pure: it is asked again when the field is new in a release, of what
 * is stored already. A method, so that a kind of one document is a kind.
 */
export type Field<D> = FieldOptions &
  (
    | { readonly type: 'text'; of(document: D): string | null }
    | { readonly type: 'number'; of(document: D): number | null }
    | { readonly type: 'flag'; of(document: D): boolean | null }
    | { readonly type: 'instant'; of(document: D): Date | null }
  );

type Fields<D> = Readonly<Record<string, Field<D>>>;

/** A list goes on behind a value: what a document may lack orders nothing. Say `name ?? ''` instead. */
export type OrderingField<F> =
  | 'updatedAt'
  | { [K in keyof F & string]: F[K] extends { of(document: never): string | number | Date } ? K : never }[keyof F &
      string];

/**
 * By what field a caller who is bound in a dimension sees a document of the kind. `open`: it sees it all the same, as
 * who is bound to tokens sees every location. A dimension that is not said is closed: who is bound in it sees none.
 */
type ScopeRules<Names extends string> = { readonly [D in Dimension]?: Names | 'open' };

/**
 * What the audit log keeps of a field. `verbatim`: whole, its keys as they are, because they are others' names. `secret`:
 * only whether there is one, and that it changed. `left_out`: what no caller sets.
 */
export type Audited = 'shown' | 'verbatim' | 'secret' | 'left_out';

type AuditedPart<V> = V extends Date | readonly unknown[] | string | number | boolean
  ? Audited
  : Audited | AuditedFields<V>;
/** Every field has its line: a new one does not compile until it is said whether it is a secret. */
export type AuditedFields<D> = { readonly [K in keyof D]-?: AuditedPart<NonNullable<D[K]>> };

/** How the audit log tells of writes of the kind: see docs/recipes/api-write.md. */
export type KindAudit<D> = {
  /** What one is called there. */
  readonly object: string;
  readonly fields: AuditedFields<D>;
  /** The document as it may be kept, where a field's name does not say what in it is secret. */
  clean?(document: D): D;
};

/** Documents go when the instant lies that many days back. The field must be one of the kind's orders. */
export type Retention<Orders extends string = string> = { readonly by: Orders; readonly days: number };

export type Kind<
  D extends Document,
  N extends string,
  K extends string,
  F extends Fields<D>,
  O extends string,
  R extends boolean = false,
> = {
  /** That of its table, its collection and its part of a Change. */
  readonly name: N;
  readonly key: { readonly name: K; of(document: D): string; readonly ignoresCase?: true };
  readonly fields: F;
  /** Beside `createdAt`, which every kind has. Each costs an index for itself and one for each filter. */
  readonly orders: readonly O[];
  /** Those of them that no face offers: the services read ranges of them. */
  readonly inwardOrders?: readonly NoInfer<O>[];
  readonly scope: ScopeRules<NoInfer<K> | (keyof NoInfer<F> & string)>;
  /** Fields that leave the fewest documents first. Default: as they are declared. */
  readonly leads?: readonly (keyof NoInfer<F> & string)[];
  /** It grows without end: what was updated lately is found among what was made lately, not among all. */
  readonly grows?: true;
  readonly retention: Retention<NoInfer<O> | 'createdAt'> | null;
  /** Whether a commit may take its documents away, see services/ports/commit.ts. Not said: it may not. */
  readonly removable?: R;
  /** null: nothing of it is a caller's to set, so that no entry tells of it. */
  readonly audit: KindAudit<NoInfer<D>> | null;
  /**
   * Gives a document that an earlier release wrote what this one adds to it. It is asked at every read: a document that
   * lacks nothing is answered as it is, at the cost of one look.
   */
  complete?(stored: D): D;
};

type AnyFields = { readonly [name: string]: Audited | AnyFields };

export type AnyAudit = {
  readonly object: string;
  readonly fields: AnyFields;
  clean?(document: Document): Document;
};

/** A kind whose document is not known here. */
export type AnyKind = {
  readonly name: string;
  readonly key: { readonly name: string; of(document: Document): string; readonly ignoresCase?: true };
  readonly fields: Fields<Document>;
  readonly orders: readonly string[];
  readonly inwardOrders?: readonly string[];
  readonly scope: ScopeRules<string>;
  readonly leads?: readonly string[];
  readonly grows?: true;
  readonly retention: Retention | null;
  readonly removable?: boolean;
  readonly audit: AnyAudit | null;
  complete?(stored: Document): Document;
};

/** `kindOf<Location>()({ … })`: the document is named, the rest is inferred. documents.ts checks the orders. */
export const kindOf =
  <D extends Document>() =>
  <
    const N extends string,
    const K extends string,
    const F extends Fields<D>,
    const O extends string = never,
    const R extends boolean = false,
  >(
    kind: Kind<D, N, K, F, O, R>,
  ): Kind<D, N, K, F, O, R> =>
    kind;

/** Text as it is looked for where case does not matter (OCPI CiString, OCPP IdToken). */
export const withoutCase = (text: string): string => text.toLowerCase();

export const keyOf = ({ key }: AnyKind, document: Document): string => storedKey({ key }, key.of(document));

export const storedKey = ({ key }: Pick<AnyKind, 'key'>, text: string): string =>
  key.ignoresCase === true ? withoutCase(text) : text;

export type Value = string | number | boolean | Date;

const own: Fields<Document> = {
  createdAt: { type: 'instant', of: ({ createdAt }) => createdAt },
  updatedAt: { type: 'instant', of: ({ updatedAt }) => updatedAt },
};

/** The field of a name; those that every document has are among them, and the key. Throws for one that is not declared. */
export const fieldOf = ({ key, fields }: AnyKind, name: string): Field<Document> => {
  const field = fields[name] ?? own[name];
  if (field !== undefined) return field;
  if (name !== key.name) throw new Error(`The kind has no field ${name}.`);
  return { type: 'text', of: (document) => key.of(document), ...(key.ignoresCase ? { ignoresCase: true } : {}) };
};

/** A value as it is stored and looked for. */
export const storedValue = <V extends Value | null>(field: Pick<FieldOptions, 'ignoresCase'>, value: V): V | string =>
  field.ignoresCase === true && typeof value === 'string' ? withoutCase(value) : value;

/** A field's value as it is stored. */
export const heldBy = (kind: AnyKind, name: string, document: Document): Value | null => {
  const field = fieldOf(kind, name);
  return storedValue(field, field.of(document));
};

const DAY_MS = 86_400_000;

/** What lies before it goes. */
export const agedOutAt = ({ days }: Retention, nowAt: Date): Date => new Date(nowAt.getTime() - days * DAY_MS);

/** The orders that a kind can be listed in. */
export const ordersOf = ({ orders }: AnyKind): readonly string[] => ['createdAt', ...orders];

/** Those of them that callers may ask for. */
export const offeredOrdersOf = (kind: AnyKind): readonly string[] =>
  ordersOf(kind).filter((order) => kind.inwardOrders?.includes(order) !== true);

/** Where a list in that order goes on behind a document: the value, and the key as it is shown. */
export const positionOf = (
  kind: AnyKind,
  order: string,
  document: Document,
): { readonly value: string | number | Date; readonly id: string } => {
  const value = heldBy(kind, order, document);
  if (value === null || typeof value === 'boolean') throw new Error(`${kind.name} are not ordered by ${order}.`);
  return { value, id: kind.key.of(document) };
};

/** Fields that a list may be limited by, the one that leaves the fewest first. */
export const filtersOf = ({ key, fields, scope, leads = [] }: AnyKind): readonly string[] => {
  const inScopes = Object.values(scope).filter((name) => name !== 'open' && name !== key.name);
  const names = Object.keys(fields).filter((name) => fields[name]?.filters === true || inScopes.includes(name));
  return [...leads, ...names.filter((name) => !leads.includes(name))];
};
