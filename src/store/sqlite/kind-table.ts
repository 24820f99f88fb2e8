/** The table of a kind and the row of a document, from the kind's declaration. */
import { KIND_NAMES, KINDS, type KindName } from '../../domain/kinds/documents.ts';
import { type AnyKind, type Document, type Field, keyOf, storedValue, type Value } from '../../domain/kinds/kind.ts';
import type { SqlValue } from './connection.ts';
import type { DocumentRow, DocumentTable } from './documents.ts';
import { encode } from './json.ts';

/** `locationId`: `location_id`. */
export const columnOf = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Instants are milliseconds since 1970. */
export const sqlValue = (value: Value | null): SqlValue =>
  value instanceof Date ? value.getTime() : typeof value === 'boolean' ? Number(value) : value;

const namesOf = ({ fields }: AnyKind, apart: boolean): readonly string[] =>
  Object.keys(fields).filter((name) => (fields[name]?.apart === true) === apart);

/** `putSession` reads a session's token from its place in the row: new fields come behind those of today. */
export const tableOf = (kind: AnyKind): DocumentTable => ({
  name: kind.name,
  key: columnOf(kind.key.name),
  columns: [
    columnOf(kind.key.name),
    'version',
    ...namesOf(kind, false).map(columnOf),
    'created_at',
    'updated_at',
    'doc',
    ...namesOf(kind, true).map(columnOf),
  ],
});

/** Makes the values of the columns but those kept apart. Fields are looked up once, not for each document. */
export const rowMakerOf = (kind: AnyKind): ((document: Document) => DocumentRow) => {
  const fields = namesOf(kind, false).flatMap((name): readonly Field<Document>[] => {
    const field = kind.fields[name];
    return field === undefined ? [] : [field];
  });
  return (document) => [
    keyOf(kind, document),
    document.version,
    ...fields.map((field) => sqlValue(storedValue(field, field.of(document)))),
    document.createdAt.getTime(),
    document.updatedAt.getTime(),
    encode(document),
  ];
};

export const ofEachKind = <T>(make: (kind: AnyKind) => T): Readonly<Record<KindName, T>> =>
  Object.fromEntries(KIND_NAMES.map((name) => [name, make(KINDS[name])])) as Record<KindName, T>;

export const TABLES = ofEachKind(tableOf);
export const rowOf = ofEachKind(rowMakerOf);
