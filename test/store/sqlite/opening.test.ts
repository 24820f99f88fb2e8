/** What the files of a store may look like at a start, and which of them a start refuses, as often as it is tried. */
import { copyFile, mkdir, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openConnection } from '../../../src/store/sqlite/connection.ts';
import { DataFolderError } from '../../../src/store/sqlite/data-folder-error.ts';
import { type DatabaseOptions, openDatabase, type SqliteDatabase } from '../../../src/store/sqlite/database.ts';
import type { operations } from './probe-module.ts';
import { temporaryFolder } from './temporary-store.ts';

const probe = new URL('./probe-module.ts', import.meta.url);

describe('the files of a store', () => {
  let folder = '';
  let copies = 0;
  const opened: SqliteDatabase[] = [];

  beforeEach(async () => {
    folder = await temporaryFolder();
    copies = 0;
  });
  afterEach(async () => {
    for (const database of opened.splice(0)) await database.close();
    await rm(folder, { recursive: true });
  });

  const openAt = async (file: string, options: Partial<DatabaseOptions> = {}) => {
    const database = await openDatabase({ file, modules: [probe], ...options });
    opened.push(database);
    return database.client<typeof operations>('probe');
  };
  const closeAll = async (): Promise<void> => {
    for (const database of opened.splice(0)) await database.close();
  };
  const notesAt = async (file: string): Promise<readonly string[]> => (await openAt(file))('read', null);

  /** The files as they are now, as a killed process would leave them. */
  const leftBehind = async (file: string): Promise<string> => {
    copies += 1;
    const place = join(folder, `copy-${copies}`);
    await mkdir(place);
    for (const name of await readdir(folder))
      if (name.startsWith('db.sqlite')) await copyFile(join(folder, name), join(place, name));
    return join(place, file);
  };
  /** Of a process that was killed with these notes in its log alone. */
  const killedWith = async (...notes: readonly string[]): Promise<string> => {
    const call = await openAt(join(folder, 'db.sqlite'));
    for (const note of notes) await call('write', note);
    const left = await leftBehind('db.sqlite');
    await closeAll();
    return left;
  };
  const isRefused = async (file: string, why: RegExp): Promise<void> => {
    for (let turn = 0; turn < 2; turn += 1) {
      const refusal: unknown = await openAt(file).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(DataFolderError);
      expect(refusal).toHaveProperty('message', expect.stringMatching(why));
      expect(String((refusal as Error).message)).not.toContain('\n');
    }
  };

  it('leave only the database behind when it is closed in order', async () => {
    await openAt(join(folder, 'db.sqlite'));
    await closeAll();
    expect(await readdir(folder)).toEqual(['db.sqlite']);
  });

  it('have all that was acknowledged after a kill', async () => {
    const left = await killedWith('a', 'b');
    expect(await notesAt(left)).toEqual(['a', 'b']);
  });

  it('are one file when nothing was written for a while', async () => {
    const call = await openAt(join(folder, 'db.sqlite'), { restMs: 300 });
    await call('write', 'a');
    await expect.poll(async () => (await stat(join(folder, 'db.sqlite-wal'))).size, { timeout: 20_000 }).toBe(0);
    expect(await call('write', 'b')).toBe(1);
  });

  it('are refused with a flipped bit in the log that would take acknowledged work away', async () => {
    const left = await killedWith('a', 'b', 'c', 'd');
    const log = await open(`${left}-wal`, 'r+');
    await log.write(Buffer.from('x'), 0, 1, 32 + 24 + 4000);
    await log.close();
    await isRefused(left, /db\.sqlite-wal is damaged at frame 1: .*Restore a backup/);
  });

  const cutShort = async (file: string, bytes: number): Promise<void> => {
    const log = await open(`${file}-wal`, 'r+');
    await log.truncate((await log.stat()).size - bytes);
    await log.close();
  };

  it.each([
    ['a byte', 1],
    ['some commits', 20_000],
    ['all of it', Number.POSITIVE_INFINITY],
  ])('are refused when the end of the log is gone that its index knows of: %s', async (_, bytes) => {
    const left = await killedWith('a', 'b', 'c');
    await cutShort(left, Math.min(bytes, (await stat(`${left}-wal`)).size));
    await isRefused(left, /db\.sqlite-wal is damaged at frame \d+: .*Restore a backup/);
  });

  it('are taken, and told of, when a power cut left the last commit cut short', async () => {
    const left = await killedWith('a', 'b', 'c');
    await cutShort(left, 1);
    // It was in memory alone.
    await rm(`${left}-shm`);
    const told: number[] = [];
    const call = await openAt(left, { onTorn: (bytes) => told.push(bytes) });
    expect(await call('read', null)).toEqual(['a', 'b']);
    await call('write', 'd');
    expect(told).toEqual([expect.any(Number)]);
  });

  it('are refused without the log that the database needs', async () => {
    const left = await killedWith('a');
    await rm(`${left}-wal`);
    await isRefused(left, /was not closed in order, and its log \(.*-wal\) is missing/);
    await rm(`${left}-shm`, { force: true });
    await isRefused(left, /is missing/);
  });

  it('are refused without the database that the log belongs to', async () => {
    const left = await killedWith('a');
    await rm(left);
    await isRefused(left, /db\.sqlite is missing, and what belongs to it/);
  });

  it('are refused when an older copy of the database lies beside the log of a later one', async () => {
    await killedWith('a');
    const old = await readFile(join(folder, 'db.sqlite'));
    const left = await killedWith('b', 'c');
    await writeFile(left, old);
    await isRefused(left, /was put in place of another database, whose log .* is still there/);
  });

  it('are refused when the database was written by no SQLite', async () => {
    const file = join(folder, 'db.sqlite');
    await writeFile(file, 'This is no database at all. '.repeat(100));
    await isRefused(file, /db\.sqlite is no SQLite database.*Restore a backup/);
  });

  it('are refused when the database is damaged inside', async () => {
    const file = join(folder, 'db.sqlite');
    await openAt(file);
    await closeAll();
    const database = await open(file, 'r+');
    await database.write(Buffer.alloc(3_000, 0x5a), 0, 3_000, 100);
    await database.close();
    await isRefused(file, /db\.sqlite is damaged \(.*\)\. Restore a backup/);
  });

  describe('of the release that had a journal', () => {
    const IDENTITY = 77;
    const recordOf = (number: number): Buffer => {
      const calls = serialize([{ operation: 'probe.write', input: `${number}` }]);
      const record = Buffer.alloc(24 + calls.length);
      record.writeUInt32LE(record.length, 0);
      record.writeUInt32LE(IDENTITY, 8);
      record.writeBigUInt64LE(BigInt(number), 12);
      record.set(calls, 24);
      record.writeUInt32LE(crc32(record.subarray(8)), 4);
      return record;
    };
    const formerStore = async (settled: number, ...records: readonly number[]): Promise<string> => {
      const file = join(folder, 'db.sqlite');
      const connection = openConnection(file);
      connection.exec(`
        CREATE TABLE journal_place (id INTEGER PRIMARY KEY, identity INTEGER NOT NULL, number INTEGER NOT NULL) STRICT;
        INSERT INTO journal_place VALUES (1, ${IDENTITY}, ${settled});
      `);
      const left = await leftBehind('db.sqlite');
      connection.close();
      await writeFile(`${left}-journal0`, Buffer.concat([...records.map(recordOf), Buffer.alloc(1_000)]));
      await writeFile(`${left}-journal1`, '');
      return left;
    };

    it('are taken when the database has all that the journal held, which goes', async () => {
      const left = await formerStore(3, 1, 2, 3);
      await openAt(left);
      expect((await readdir(join(left, '..'))).filter((name) => name.includes('journal'))).toEqual([]);
      await closeAll();
      await openAt(left);
    });

    it('are refused while something is in the journal alone, behind a damaged record, too', async () => {
      const left = await formerStore(3, 2, 3, 4, 5);
      await isRefused(left, /: 2 batches that it acknowledged are in its journal .* alone\. Start that release once/);
      const journal = await readFile(`${left}-journal0`);
      journal[30] = (journal[30] ?? 0) ^ 1;
      journal[journal.indexOf(recordOf(4)) + 30] = 0;
      await writeFile(`${left}-journal0`, journal);
      await isRefused(left, /: 1 batches/);
    });

    it('are refused when the journal is missing', async () => {
      const left = await formerStore(3, 4);
      for (const part of ['0', '1']) await rm(`${left}-journal${part}`);
      await isRefused(left, /its journal .* is missing: put the files back together/);
    });
  });
});
