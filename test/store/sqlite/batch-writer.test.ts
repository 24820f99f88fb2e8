import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OperationTable } from '../../../src/store/sqlite/batch.ts';
import {
  type BatchWriter,
  createBatchWriter,
  DEFAULT_BATCH_WRITER_OPTIONS,
} from '../../../src/store/sqlite/batch-writer.ts';
import { type OwnConnection, openConnection, openReadOnlyConnection } from '../../../src/store/sqlite/connection.ts';
import type { Call } from '../../../src/store/sqlite/database-wire.ts';
import { migrations, operations } from './probe-module.ts';
import { temporaryFolder } from './temporary-store.ts';

const table: OperationTable = new Map(Object.entries(operations)) as OperationTable;
const batch = (...calls: readonly (readonly [operation: string, input: unknown])[]): Uint8Array =>
  serialize(calls.map(([operation, input]): Call => ({ operation, input })));

/** Never by itself. */
const options = { ...DEFAULT_BATCH_WRITER_OPTIONS, commitAfterMs: 1_000_000_000 };

describe('batch writer', () => {
  let folder = '';
  const opened: { readonly writer: BatchWriter; readonly connection: OwnConnection }[] = [];

  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(async () => {
    for (const { writer } of opened.splice(0)) writer.close();
    await rm(folder, { recursive: true });
  });

  const openAt = (place: string, more: Partial<typeof options> & { readonly journalBytes?: number } = {}) => {
    const file = join(place, 'db.sqlite');
    const connection = openConnection(file);
    for (const sql of migrations) connection.exec(sql.replace('CREATE TABLE', 'CREATE TABLE IF NOT EXISTS'));
    const writer = createBatchWriter({ connection, operations: table, file }, { ...options, ...more });
    opened.push({ writer, connection });
    return writer;
  };
  const notesOf = (writer: BatchWriter): unknown => {
    const [outcome] = writer.run(batch(['read', null]));
    return outcome?.ok === true ? outcome.output : outcome;
  };
  /** The files as they are now, as a killed process would leave them. */
  const asLeftBehind = async (): Promise<string> => {
    const copy = join(folder, `copy-${opened.length}`);
    await mkdir(copy);
    for (const name of ['db.sqlite', 'db.sqlite-wal', 'db.sqlite-journal0', 'db.sqlite-journal1'])
      await cp(join(folder, name), join(copy, name));
    return copy;
  };

  it('has everything that it answered after a crash, though nothing was committed', async () => {
    const writer = openAt(folder);
    for (const text of ['a', 'b', 'c']) writer.run(batch(['write', text]));
    expect(writer.isAhead()).toBe(true);
    expect(notesOf(openAt(await asLeftBehind()))).toEqual(['a', 'b', 'c']);
  });

  it('does nothing twice when some of it was committed', async () => {
    const writer = openAt(folder);
    writer.run(batch(['write', 'a'], ['write', 'b']));
    expect(writer.commit()).toBe(true);
    expect(writer.isAhead()).toBe(false);
    writer.run(batch(['write', 'c']));
    expect(notesOf(openAt(await asLeftBehind()))).toEqual(['a', 'b', 'c']);
  });

  it('does not do again what it has refused, nor what only read', async () => {
    const writer = openAt(folder);
    const outcomes = writer.run(
      batch(['write', 'a'], ['writeAndFail', 'b'], ['read', null], ['write', 'a'], ['write', 'c']),
    );
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true, false, true]);
    expect(notesOf(openAt(await asLeftBehind()))).toEqual(['a', 'c']);
  });

  it('shows the connection that reads what is committed, and only that', () => {
    const writer = openAt(folder);
    writer.run(batch(['write', 'a']));
    const reading = openReadOnlyConnection(join(folder, 'db.sqlite'));
    expect(operations.read(reading, null)).toEqual([]);
    expect(writer.commit()).toBe(true);
    expect(operations.read(reading, null)).toEqual(['a']);
    reading.close();
  });

  it('takes up again what it had answered when SQLite loses the transaction', () => {
    const writer = openAt(folder);
    writer.run(batch(['write', 'a']));
    writer.run(batch(['loseTransaction', null]));
    expect(notesOf(writer)).toEqual(['a']);
    expect(writer.commit()).toBe(true);
    expect(notesOf(writer)).toEqual(['a']);
  });

  it('writes no journal for a batch that only reads, and leaves no transaction open', () => {
    const writer = openAt(folder);
    notesOf(writer);
    expect(writer.isAhead()).toBe(false);
    expect(opened.at(-1)?.connection.inTransaction()).toBe(false);
  });

  it('commits by itself after so many calls', async () => {
    const writer = openAt(folder, { commitAfterCalls: 3 });
    writer.run(batch(['write', 'a'], ['write', 'b']));
    writer.run(batch(['write', 'c']));
    await new Promise((resolve) => setImmediate(resolve));
    expect(writer.isAhead()).toBe(false);
  });

  it('waits for the medium when its journal is full, and tells so', () => {
    const writer = openAt(folder, { journalBytes: 1_000 });
    const fill = (round: number) => {
      for (let index = 0; index < 100; index += 1) writer.run(batch(['write', `${round} ${index} ${'x'.repeat(100)}`]));
    };
    fill(1);
    expect(writer.journal()).toMatchObject({ waits: 0, bytes: expect.any(Number) });
    expect(writer.journal().bytes).toBeGreaterThan(10_000);
    // The other file was empty: nothing had to be waited for.
    writer.commit();
    expect(writer.journal()).toEqual({ waits: 0, bytes: 0 });
    fill(2);
    writer.commit();
    expect(writer.journal()).toEqual({ waits: 1, bytes: 0 });
  });

  it('keeps everything over many rounds of a small journal, wherever it is killed', async () => {
    const writer = openAt(folder, { journalBytes: 2_000 });
    const written: string[] = [];
    for (let round = 0; round < 40; round += 1) {
      for (let index = 0; index < 10; index += 1) {
        const text = `${round}-${index}-${'x'.repeat(20 * index)}`;
        expect(writer.run(batch(['write', text]))).toEqual([{ ok: true, output: 1 }]);
        written.push(text);
      }
      if (round % 2 === 1) writer.commit();
      if (round % 3 === 1) await new Promise((resolve) => setImmediate(resolve));
      if (round % 8 === 7) expect(notesOf(openAt(await asLeftBehind()))).toEqual(written);
    }
  });
});
