import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KIND_NAMES, KINDS } from '../../../src/domain/kinds/documents.ts';
import { type AnyKind, type Document, kindOf } from '../../../src/domain/kinds/kind.ts';
import { type OwnConnection, openConnection } from '../../../src/store/sqlite/connection.ts';
import { putDocument } from '../../../src/store/sqlite/documents.ts';
import { indexesOf, prepareKinds } from '../../../src/store/sqlite/kind-schema.ts';
import { rowMakerOf, tableOf } from '../../../src/store/sqlite/kind-table.ts';
import { migrate } from '../../../src/store/sqlite/migrate.ts';
import * as storeModule from '../../../src/store/sqlite/store-module.ts';
import { at } from '../../conformance/documents.ts';
import { temporaryFolder } from './temporary-store.ts';

type Note = Document & { readonly id: string; readonly rank: number; readonly dueAt: Date | null };

const first = kindOf<Note>()({
  name: 'notes',
  key: { name: 'id', of: ({ id }) => id },
  fields: {},
  orders: [],
  scope: {},
  retention: null,
  audit: null,
});
const second: AnyKind = kindOf<Note>()({
  ...first,
  fields: {
    rank: { type: 'number', of: ({ rank }: Note) => rank, filters: true },
    dueAt: { type: 'instant', of: ({ dueAt }: Note) => dueAt },
  },
  orders: ['rank'],
});

const notes: readonly Note[] = Array.from({ length: 2500 }, (_, n) => ({
  id: `n-${n}`,
  version: 1,
  rank: n / 4,
  dueAt: n % 2 === 0 ? null : at(n),
  createdAt: at(n),
  updatedAt: at(n),
}));

describe('the tables of the kinds', () => {
  let folder = '';
  let connection: OwnConnection | null = null;
  const own = (): OwnConnection => {
    if (connection === null) throw new Error('The database is not open.');
    return connection;
  };
  beforeEach(async () => {
    folder = await temporaryFolder();
    connection = openConnection(join(folder, 'store.sqlite'));
  });
  afterEach(async () => {
    connection?.close();
    await rm(folder, { recursive: true });
  });

  const indexes = () => own().all("SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name");

  it('get the columns of new fields, filled from the documents, and the indexes of new orders', () => {
    prepareKinds(own(), [first]);
    const [table, rowOf] = [tableOf(first), rowMakerOf(first)];
    for (const note of notes) putDocument(own(), table, rowOf(note));
    prepareKinds(own(), [second]);
    const rows = own().all('SELECT rank, due_at FROM notes ORDER BY created_at');
    expect(rows).toEqual(notes.map(({ rank, dueAt }) => ({ rank, due_at: dueAt?.getTime() ?? null })));
    const plan = own().all<{ detail: string }>('EXPLAIN QUERY PLAN SELECT doc FROM notes ORDER BY rank, id');
    expect(plan.map(({ detail }) => detail)).toEqual(['SCAN notes USING INDEX notes_by_rank']);
  });

  it('written by a newer release are refused, and stay as they are', () => {
    prepareKinds(own(), [second]);
    expect(() => prepareKinds(own(), [first])).toThrow(/newer release: its table "notes" .*\(rank, due_at\)/);
  });

  it('stay as they are at the next start', () => {
    migrate(own(), storeModule);
    const before = indexes();
    prepareKinds(own());
    expect(indexes()).toEqual(before);
  });

  it('of a store of today keep their indexes: none is made a second time', () => {
    const { name, operations, migrations } = storeModule;
    migrate(own(), { name, operations, migrations });
    const count = (table: string) =>
      own().get<{ n: number }>(
        "SELECT count(*) AS n FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
        table,
      )?.n ?? 0;
    const isThere = (table: string) =>
      own().get("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", table) !== undefined;
    // Kinds that came later have no table yet.
    const there = KIND_NAMES.filter(isThere);
    expect(there).toEqual(expect.arrayContaining(['stations', 'sessions', 'commands']));
    const before = Object.fromEntries(there.map((kind) => [kind, count(kind)]));
    prepareKinds(own());
    // Of the tables that grow all are there but those of a column that came later; the others get those of the order by
    // updated_at.
    const LATER = ['updated_at', 'cell', 'evse_uid', 'party_id', 'group_id', 'station_group_id', 'batch_id'];
    for (const kind of there) {
      const made = indexesOf(KINDS[kind]).filter(
        ({ columns, where }) =>
          columns.slice(0, 2).some((column) => LATER.includes(column)) || where?.startsWith('has_problems') === true,
      );
      expect([kind, count(kind) - (before[kind] ?? 0)]).toEqual([kind, made.length]);
    }
  });
});
