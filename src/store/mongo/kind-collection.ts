/** The collection of a kind, its indexes and the document of a document, from the kind's declaration. */
import type { IndexDefinition, SchemaDefinition } from 'mongoose';
import { KIND_NAMES, KINDS, type KindName } from '../../domain/kinds/documents.ts';
import {
  type AnyKind,
  type Document,
  type Field,
  filtersOf,
  keyOf,
  ordersOf,
  storedValue,
  type Value,
} from '../../domain/kinds/kind.ts';
import { encode } from '../sqlite/json.ts';
import type { StoredDocument } from './stored-document.ts';

export type Row<C extends string = string> = { readonly collection: C; readonly document: StoredDocument };

/** Where a field lies. What is kept apart has the version of what decides it beside it, see commands' `t`. */
export const pathOf = ({ key, fields }: AnyKind, name: string): string =>
  name === key.name ? '_id' : fields[name]?.apart === true ? 't.uid' : `d.${name}`;

/** Fields that lie under `d`. */
export const keptFieldsOf = ({ fields }: AnyKind): readonly string[] =>
  Object.keys(fields).filter((name) => fields[name]?.apart !== true);

const TYPES: Readonly<Record<Field<Document>['type'], SchemaDefinition[string]>> = {
  text: String,
  number: Number,
  flag: Boolean,
  instant: Date,
};

/** As mongoose needs it; `v` first and the text last, see models.ts. */
export const definitionOf = (kind: AnyKind): SchemaDefinition => ({
  createdAt: Date,
  updatedAt: Date,
  base: Number,
  goneAt: Date,
  ...Object.fromEntries(keptFieldsOf(kind).map((name) => [name, TYPES[kind.fields[name]?.type ?? 'text']])),
});

const ascending = (...paths: readonly string[]): IndexDefinition =>
  Object.fromEntries(paths.map((path) => [path, 1 as const]));

/** For each order one, and one for each filter in it. */
export const indexesOf = (kind: AnyKind): readonly IndexDefinition[] => {
  const inOrders = ordersOf(kind).flatMap((name) => {
    const order = pathOf(kind, name);
    const filtered = filtersOf(kind).flatMap((filter) =>
      filter === name ? [] : [ascending(pathOf(kind, filter), order, '_id')],
    );
    return [ascending(order, '_id'), ...filtered];
  });
  return [
    ...inOrders,
    ...(kind.grows === true ? [ascending('d.updatedAt')] : []),
    ...(kind.removable === true ? [ascending('d.goneAt')] : []),
  ];
};

/** The fields of a document that queries need. */
export const fieldsOf = (kind: AnyKind, document: Document): Readonly<Record<string, Value | null>> =>
  Object.fromEntries(
    keptFieldsOf(kind).map((name) => {
      const field = kind.fields[name];
      return [name, field === undefined ? null : storedValue(field, field.of(document))];
    }),
  );

export const rowOf = <K extends KindName>(name: K, document: Document): Row<K> => {
  const kind = KINDS[name];
  return {
    collection: name,
    document: {
      _id: keyOf(kind, document),
      d: {
        v: document.version,
        createdAt: document.createdAt,
        updatedAt: document.updatedAt,
        ...fieldsOf(kind, document),
        json: encode(document),
      },
    },
  };
};

export const eachKind = <T>(make: (kind: AnyKind) => T): Readonly<Record<KindName, T>> =>
  Object.fromEntries(KIND_NAMES.map((name) => [name, make(KINDS[name])])) as Record<KindName, T>;
