import { appendFile, copyFile, mkdir, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acceptLoss, backUp, restore } from '../../../src/store/sqlite/backup.ts';
import { openConnection } from '../../../src/store/sqlite/connection.ts';
import { openDatabase, type SqliteDatabase } from '../../../src/store/sqlite/database.ts';
import type { operations } from './probe-module.ts';
import { temporaryFolder } from './temporary-store.ts';

const modules = [new URL('./probe-module.ts', import.meta.url)];

describe('a backup', () => {
  let folder = '';
  let file = '';
  let target = '';
  const opened: SqliteDatabase[] = [];

  beforeEach(async () => {
    folder = await temporaryFolder();
    await mkdir(join(folder, 'data'));
    file = join(folder, 'data', 'db.sqlite');
    target = join(folder, 'backup.sqlite');
  });
  afterEach(async () => {
    await closeAll();
    await rm(folder, { recursive: true });
  });

  const openStore = async () => {
    const database = opened[0] ?? (await openDatabase({ file, modules }));
    if (opened.length === 0) opened.push(database);
    return database.client<typeof operations>('probe');
  };
  const closeAll = async (): Promise<void> => {
    for (const database of opened.splice(0)) await database.close();
  };
  const stored = async (): Promise<readonly string[]> => (await openStore())('read', null);
  const write = async (...notes: readonly string[]): Promise<void> => {
    const call = await openStore();
    for (const note of notes) await call('write', note);
  };
  /** The store as a kill would leave it now: its log is there. */
  const killed = async (): Promise<void> => {
    const left = join(folder, 'left');
    await mkdir(left);
    const names = (await readdir(join(folder, 'data'))).filter((name) => !name.endsWith('-shm'));
    for (const name of names) await copyFile(join(folder, 'data', name), join(left, name));
    await closeAll();
    for (const name of names) await copyFile(join(left, name), join(folder, 'data', name));
  };

  it('of an open store has all that was acknowledged, is one file, and for its owner only', async () => {
    await write('a', 'b');
    backUp(file, target, true);
    await write('c');
    await closeAll();
    expect((await readdir(folder)).filter((name) => name.startsWith('backup'))).toEqual(['backup.sqlite']);
    expect((await stat(target)).mode & 0o077).toBe(0);
    await restore({ file, modules }, target, { replace: true });
    expect(await stored()).toEqual(['a', 'b']);
  });

  it('takes the place of a killed store, whose log it is not mixed with', async () => {
    await write('a');
    backUp(file, target, true);
    await closeAll();
    await write('b', 'c');
    await killed();
    await writeFile(`${file}-journal0`, 'of a former release');
    await restore({ file, modules }, target, { replace: true });
    expect(await readdir(join(folder, 'data'))).toEqual(['db.sqlite']);
    expect(await stored()).toEqual(['a']);
  });

  it('that was copied over a killed store by hand is refused, and can be restored then', async () => {
    await write('a');
    backUp(file, target, true);
    await write('b');
    await killed();
    await copyFile(target, file);
    await expect(stored()).rejects.toThrow(/was put in place of another database/);
    await restore({ file, modules }, target, { replace: true });
    expect(await stored()).toEqual(['a']);
  });

  it('goes into an empty folder', async () => {
    await write('a');
    backUp(file, target, true);
    await closeAll();
    await rm(join(folder, 'data'), { recursive: true });
    await mkdir(join(folder, 'data'));
    await restore({ file, modules }, target, { replace: false });
    expect(await stored()).toEqual(['a']);
  });

  it('does not take the place of a store by mistake', async () => {
    await write('a');
    backUp(file, target, true);
    expect(() => backUp(file, target, true)).toThrow(/is there already/);
    await closeAll();
    await expect(restore({ file, modules }, target, { replace: false })).rejects.toThrow(/would be lost.*--replace/);
    expect(await stored()).toEqual(['a']);
  });

  it('that is damaged, is none, or is of a newer release, changes nothing', async () => {
    await write('a', ...Array.from({ length: 200 }, (_, index) => `${index} ${'x'.repeat(500)}`));
    backUp(file, target, true);
    await closeAll();
    const bad = join(folder, 'bad.sqlite');
    const isRefused = async (why: RegExp): Promise<void> => {
      await expect(restore({ file, modules }, bad, { replace: true })).rejects.toThrow(why);
      expect(await readdir(join(folder, 'data'))).toEqual(['db.sqlite']);
      expect((await stored())[0]).toBe('a');
      await closeAll();
    };
    await isRefused(/There is no file/);
    await writeFile(bad, 'no database '.repeat(1_000));
    await isRefused(/is no SQLite database/);
    await copyFile(target, bad);
    const database = await open(bad, 'r+');
    await database.write(Buffer.alloc(8_000, 0x5a), 0, 8_000, 3 * 4096);
    await database.close();
    await isRefused(/is damaged|malformed/);
    await copyFile(target, bad);
    const newer = openConnection(bad);
    newer.exec(`INSERT INTO migrations VALUES ('probe', 2, '')`);
    newer.close();
    await isRefused(/written by a newer release/);
    await copyFile(target, bad);
    await appendFile(`${bad}-wal`, 'a log '.repeat(1_000));
    await isRefused(/has a log of its own/);
  });

  it('of a store that a start would refuse is not made', async () => {
    await write('a', 'b', 'c');
    await killed();
    await rm(`${file}-wal`);
    expect(() => backUp(file, target, false)).toThrow(/its log .* is missing/);
    expect(() => backUp(join(folder, 'none.sqlite'), target, false)).toThrow(/There is no store/);
    await rm(`${file}-open`);
  });

  it('is not needed when what is behind a damaged place of the log is given up', async () => {
    await write('a', 'b', 'c', 'd');
    expect(() => acceptLoss(file)).toThrow(/is not damaged/);
    await killed();
    const log = await readFile(`${file}-wal`);
    const at = log.length - Math.ceil(log.length / 3);
    log[at] = (log[at] ?? 0) ^ 1;
    await writeFile(`${file}-wal`, log);
    await expect(stored()).rejects.toThrow(/is damaged at frame \d+: .*accept-loss/);
    acceptLoss(file);
    const notes = await stored();
    expect(notes.length).toBeLessThan(4);
    expect(notes).toEqual(['a', 'b', 'c', 'd'].slice(0, notes.length));
    expect(await readFile(`${file}.damaged-wal`)).toEqual(log);
  });
});
