/** What every kind of document can be asked. */
import { type DocumentOf, KINDS, type KindName } from '../../domain/kinds/documents.ts';
import { limitsOf } from '../../domain/kinds/in-scope.ts';
import { fieldOf, storedKey, storedValue, type Value } from '../../domain/kinds/kind.ts';
import type { DocumentQuery, DocumentStore } from '../../services/ports/document-store.ts';
import { decodeOf } from '../stored-text.ts';
import { createById, type Filter } from './find.ts';
import { eachKind, pathOf } from './kind-collection.ts';
import type { Models } from './models.ts';
import { countUpTo, readByIds, readPage } from './page.ts';
import { hasTombstones, LIVING } from './tombstone.ts';

const updatedWithin = ({ updatedFromAt, updatedToAt }: DocumentQuery<KindName>): readonly Filter[] => [
  ...(updatedFromAt === null ? [] : [{ 'd.updatedAt': { $gte: updatedFromAt } }]),
  ...(updatedToAt === null ? [] : [{ 'd.updatedAt': { $lt: updatedToAt } }]),
];

/** null: the scope shows nothing of the kind. */
const conditionsOf = (name: KindName, query: DocumentQuery<KindName>): readonly Filter[] | null => {
  const kind = KINDS[name];
  const limits = limitsOf(kind, query.scope);
  if (limits === null) return null;
  const wanted: Readonly<Record<string, Value | null | undefined>> = query.where;
  return [
    ...Object.entries(wanted).flatMap(([field, value]) =>
      value === null || value === undefined
        ? []
        : [{ [pathOf(kind, field)]: storedValue(fieldOf(kind, field), value) }],
    ),
    ...limits.map(({ field, values }) => ({
      [pathOf(kind, field)]: values.length === 1 ? values[0] : { $in: values },
    })),
    ...updatedWithin(query),
  ];
};

export const createDocumentStore = (models: Models): DocumentStore => {
  const byKey = eachKind((kind) =>
    createById<unknown>(models, kind.name as KindName, (text) => decodeOf(kind.name as KindName, text)),
  );
  return {
    get: async <K extends KindName>(kind: K, key: string) =>
      // What lies in a kind's collection is of the kind.
      (await byKey[kind](storedKey(KINDS[kind], key))) as DocumentOf<K> | null,
    getMany: <K extends KindName>(kind: K, keys: readonly string[]) =>
      readByIds(
        models,
        kind,
        keys.map((key) => storedKey(KINDS[kind], key)),
      ),
    list: async <K extends KindName>(name: K, query: DocumentQuery<K>) => {
      const conditions = conditionsOf(name, query);
      if (conditions === null) return { items: [], more: false };
      const kind = KINDS[name];
      const { order, descending, after, until, limit } = query;
      const selection = {
        collection: name,
        conditions: hasTombstones(name) ? [...conditions, LIVING] : conditions,
        order: pathOf(kind, order),
        descending,
        after: after === null ? null : { value: after.value, key: storedKey(kind, after.id) },
        until,
      };
      return readPage(models, selection, limit);
    },
    count: async (name, query, upTo) => {
      const conditions = conditionsOf(name, query);
      return conditions === null ? 0 : countUpTo(models, name, conditions, upTo);
    },
  };
};
