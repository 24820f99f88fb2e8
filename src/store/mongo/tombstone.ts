/**
 * What a removed document leaves: a **tombstone** under its key, with the next version, so that an entry that is applied
 * late or again does not bring the document back. Readers pass over it; it goes a day later, when no node can still be
 * about to apply what came before.
 */
import { KIND_NAMES, KINDS, type KindName, type RemovableKind } from '../../domain/kinds/documents.ts';
import { storedKey } from '../../domain/kinds/kind.ts';
import type { Removal, Removals } from '../../services/ports/commit.ts';
import type { Filter } from './find.ts';
import type { Row } from './kind-collection.ts';

export const TOMBSTONE_KEPT_MS = 86_400_000;

/** No tombstone. */
export const LIVING: Filter = { 'd.goneAt': null };

export const hasTombstones = (name: string): boolean =>
  Object.hasOwn(KINDS, name) && KINDS[name as KindName].removable === true;

/** Its version is the one that it ends; decide.ts puts the next one in its place. */
export const tombstoneRow = (name: RemovableKind, { key, version }: Removal, goneAt: Date): Row<KindName> => ({
  collection: name,
  document: { _id: storedKey(KINDS[name], key), d: { v: version + 1, goneAt, json: '' } },
});

export const tombstoneRows = (removed: Removals, goneAt: Date): readonly Row<KindName>[] =>
  KIND_NAMES.filter((name): name is RemovableKind => hasTombstones(name)).flatMap((name) =>
    (removed[name] ?? []).map((removal) => tombstoneRow(name, removal, goneAt)),
  );

export const isTombstone = ({ document }: Row): boolean => document.d.goneAt !== undefined;
