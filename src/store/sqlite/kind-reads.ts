/** What every kind of document can be asked. */
import { KINDS, type KindName } from '../../domain/kinds/documents.ts';
import { limitsOf } from '../../domain/kinds/in-scope.ts';
import { type AnyKind, fieldOf, filtersOf, storedKey, storedValue, type Value } from '../../domain/kinds/kind.ts';
import type { DocumentQuery, DocumentStore } from '../../services/ports/document-store.ts';
import type { Position } from '../../services/ports/list.ts';
import { decodeAllOf, decodeOf, decodeOfOrNull } from '../stored-text.ts';
import type { Connection } from './connection.ts';
import type { SqliteDatabase } from './database.ts';
import { readDocument, readDocumentsByKey } from './documents.ts';
import { changedLateIndex } from './kind-schema.ts';
import { columnOf, sqlValue, TABLES } from './kind-table.ts';
import { createKnownDocuments } from './known-documents.ts';
import type { Counted, Filter, Selection } from './list-plan.ts';
import { countUpTo, readPage, type StampedPage } from './page.ts';
import { createRestingReads } from './resting-reads.ts';
import { listStamped } from './stamped-list.ts';

type OfKind<K extends KindName = KindName> = { readonly kind: K };
type Query<K extends KindName = KindName> = OfKind<K> & { readonly query: DocumentQuery<K> };

const positioned = (kind: AnyKind, after: Position | null): Selection['after'] =>
  after === null ? null : { value: sqlValue(after.value), key: storedKey(kind, after.id) };

/** null: the scope shows nothing of the kind. */
const selectionOf = ({ kind: name, query }: Query): Selection | null => {
  const kind = KINDS[name];
  const where: Readonly<Record<string, Value | null | undefined>> = query.where;
  const limits = limitsOf(kind, query.scope);
  if (limits === null) return null;
  const filters: Filter[] = [];
  const last: Filter[] = [];
  const flags: string[] = [];
  for (const filter of new Set([...filtersOf(kind), ...Object.keys(where), kind.key.name])) {
    const field = fieldOf(kind, filter);
    const column = columnOf(filter);
    const wanted = where[filter] ?? null;
    if (wanted !== null) {
      const value = sqlValue(storedValue(field, wanted));
      // A literal: a parameter would not let SQLite see that the partial index holds.
      if (field.type === 'flag') flags.push(`${column} = ${value}`);
      else (field.common?.includes(String(value)) ? last : filters).push([column, [value]]);
    }
    const limit = limits.find((each) => each.field === filter);
    if (limit !== undefined) filters.push([column, limit.values]);
  }
  return {
    table: TABLES[name],
    order: columnOf(query.order),
    descending: query.descending,
    after: positioned(kind, query.after),
    until: query.until === undefined ? null : sqlValue(query.until),
    filters: [...filters, ...last],
    condition: flags.length === 0 ? null : flags.join(' AND '),
    changedLate: kind.grows === true ? changedLateIndex(kind) : null,
    updatedFromMs: query.updatedFromAt?.getTime() ?? null,
    updatedToMs: query.updatedToAt?.getTime() ?? null,
  };
};

const EMPTY: StampedPage = { rows: [], more: false };

export const kindOperations = {
  get: (connection: Connection, { kind, key }: OfKind & { readonly key: string }) => {
    const table = TABLES[kind];
    return readDocument(
      connection,
      `SELECT doc FROM ${table.name} WHERE ${table.key} = ?`,
      storedKey(KINDS[kind], key),
    );
  },
  getMany: (connection: Connection, { kind, keys }: OfKind & { readonly keys: readonly string[] }) =>
    readDocumentsByKey(
      connection,
      TABLES[kind],
      keys.map((key) => storedKey(KINDS[kind], key)),
    ),
  list: (connection: Connection, asked: Query & { readonly has: ReadonlySet<string> | null }): StampedPage => {
    const selection = selectionOf(asked);
    return selection === null ? EMPTY : readPage(connection, selection, { limit: asked.query.limit, has: asked.has });
  },
  count: (connection: Connection, { kind, query, upTo }: OfKind & Counted<DocumentQuery<KindName>>): number | null => {
    const selection = selectionOf({ kind, query });
    return selection === null ? 0 : countUpTo(connection, selection, upTo);
  },
};

export const createDocumentStore = (database: SqliteDatabase): DocumentStore => {
  const call = database.reader<typeof kindOperations>('store');
  const find = database.lookUp<typeof kindOperations>('store');
  const known = createKnownDocuments();
  const resting = createRestingReads(database.moves);
  return {
    get: async <K extends KindName>(kind: K, key: string) => decodeOfOrNull(kind, await find('get', { kind, key })),
    getMany: async <K extends KindName>(kind: K, keys: readonly string[]) =>
      decodeAllOf(kind, await call('getMany', { kind, keys })),
    list: <K extends KindName>(kind: K, query: DocumentQuery<K>) =>
      listStamped({
        kind,
        known,
        ask: (has) => {
          const ask = () => call('list', { kind, query, has });
          return has === null ? resting(['list', kind, query], ask) : ask();
        },
        decode: (text) => decodeOf(kind, text),
      }),
    count: (kind, query, upTo) => resting(['count', kind, query, upTo], () => call('count', { kind, query, upTo })),
  };
};
