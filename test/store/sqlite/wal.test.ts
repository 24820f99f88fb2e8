import { copyFile, mkdir, open, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OwnConnection, openConnection } from '../../../src/store/sqlite/connection.ts';
import { inspectWal } from '../../../src/store/sqlite/wal.ts';
import { temporaryFolder } from './temporary-store.ts';

const HEADER = 32;
const COMMITS = 6;

describe("SQLite's log", () => {
  let folder = '';
  let connection: OwnConnection;
  let file = '';

  beforeEach(async () => {
    folder = await temporaryFolder();
    file = join(folder, 'db.sqlite');
    connection = openConnection(file);
    connection.exec('CREATE TABLE notes (number INTEGER PRIMARY KEY, text TEXT) STRICT');
    connection.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  });
  afterEach(async () => {
    connection.close();
    await rm(folder, { recursive: true });
  });

  /** Each of several pages. */
  const commit = (number: number, connectionToo = connection): void => {
    connectionToo.run('INSERT INTO notes VALUES (?, ?)', number, `${number} `.repeat(6_000));
  };
  const commitAll = (): void => {
    for (let number = 1; number <= COMMITS; number += 1) commit(number);
  };
  let copies = 0;
  /** The files as they are now, as a killed process would leave them. */
  const leftBehind = async (): Promise<string> => {
    copies += 1;
    const place = join(folder, `copy-${copies}`);
    await mkdir(place);
    for (const name of ['db.sqlite', 'db.sqlite-wal']) await copyFile(join(folder, name), join(place, name));
    return join(place, 'db.sqlite');
  };
  const numbersIn = (path: string): readonly number[] => {
    const own = openConnection(path);
    const numbers = own.all<{ number: number }>('SELECT number FROM notes ORDER BY number');
    own.close();
    return numbers.map(({ number }) => number);
  };
  const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

  it('is whole after commits, and holds nothing before them', async () => {
    expect(inspectWal(`${file}-wal`)).toEqual({ kind: 'none' });
    expect(inspectWal(join(folder, 'missing'))).toEqual({ kind: 'none' });
    commitAll();
    expect(inspectWal(`${file}-wal`)).toEqual({ kind: 'whole', bytes: (await stat(`${file}-wal`)).size });
  });

  it('is torn also where only a part of one frame is left of the last commit, but not of an earlier round', async () => {
    connection.run('INSERT INTO notes VALUES (1, ?)', 'short');
    const before = (await stat(`${file}-wal`)).size;
    connection.run('INSERT INTO notes VALUES (2, ?)', 'short');
    for (const left of [1, 8, 24, 3000]) {
      const place = await leftBehind();
      await truncate(`${place}-wal`, before + left);
      expect(inspectWal(`${place}-wal`)).toEqual({ kind: 'torn', bytes: before + left, tornBytes: left });
      expect(numbersIn(place)).toEqual([1]);
    }
    connection.exec('PRAGMA wal_checkpoint(RESTART)');
    connection.run('INSERT INTO notes VALUES (3, ?)', 'short');
    const place = await leftBehind();
    await truncate(`${place}-wal`, before + 3000);
    expect(inspectWal(`${place}-wal`)).toEqual({ kind: 'whole', bytes: before + 3000 });
  });

  it('is whole when it was begun anew over a longer one', async () => {
    commitAll();
    connection.exec('PRAGMA wal_checkpoint(RESTART)');
    commit(7);
    expect(inspectWal(`${file}-wal`).kind).toBe('whole');
  });

  it('tells a flipped bit wherever it is, unless it is in the last commit, which could have been cut short', async () => {
    commitAll();
    const path = await leftBehind();
    const bytes = await readFile(`${path}-wal`);
    const database = await readFile(path);
    const kinds = new Set<string>();
    for (let at = 0; at < bytes.length; at += at < HEADER + 24 ? 1 : 1_361) {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      await rm(`${path}-shm`, { force: true });
      await writeFile(path, database);
      await writeFile(`${path}-wal`, flipped);
      const { kind } = inspectWal(`${path}-wal`);
      kinds.add(kind);
      // What SQLite makes of it, without a word.
      const numbers = numbersIn(path);
      expect({ at, kind, numbers }).toEqual(
        kind === 'damaged'
          ? { at, kind, numbers: expect.not.arrayContaining([COMMITS]) }
          : { at, kind: 'torn', numbers: upTo(COMMITS - 1) },
      );
    }
    expect(kinds).toEqual(new Set(['damaged', 'torn']));
  });

  it('names the frame, and tells it when bits behind it are flipped, too', async () => {
    commitAll();
    const path = await leftBehind();
    const log = await open(`${path}-wal`, 'r+');
    for (const frame of [3, 4]) await log.write(Buffer.from('no'), 0, 2, HEADER + (frame - 1) * (4096 + 24) + 100);
    await log.close();
    expect(inspectWal(`${path}-wal`)).toMatchObject({ kind: 'damaged', frame: 3 });
  });

  it('takes an end that is cut off anywhere for one that was being written', async () => {
    commitAll();
    const path = await leftBehind();
    const bytes = await readFile(`${path}-wal`);
    const database = await readFile(path);
    for (let size = bytes.length - 1; size > 0; size -= 1_777) {
      await rm(`${path}-shm`, { force: true });
      await writeFile(path, database);
      await writeFile(`${path}-wal`, bytes);
      await truncate(`${path}-wal`, size);
      expect({ size, kind: inspectWal(`${path}-wal`).kind }).toEqual({
        size,
        kind: expect.stringMatching(/^(none|torn|whole)$/),
      });
      const numbers = numbersIn(path);
      expect(numbers).toEqual(upTo(numbers.length));
      expect(numbers.length).toBeLessThan(COMMITS);
    }
  });

  it('tells that an end is gone which the database has a part of already: what is left is no state that ever was', async () => {
    commitAll();
    const short = (await stat(`${file}-wal`)).size;
    for (let number = 7; number <= 12; number += 1) commit(number);
    connection.exec('PRAGMA wal_checkpoint(PASSIVE)');
    const path = await leftBehind();
    await truncate(`${path}-wal`, short);
    expect(inspectWal(`${path}-wal`)).toMatchObject({ kind: 'damaged', mixed: true });
    // By its index, when the database is as large as before.
    await copyFile(join(folder, 'db.sqlite-shm'), `${path}-shm`);
    await truncate(path, 4096);
    expect(inspectWal(`${path}-wal`)).toMatchObject({ kind: 'damaged', mixed: true });
  });

  it('takes zeros, which a power cut leaves of a file that grew, for nothing', async () => {
    await writeFile(`${file}-other`, Buffer.alloc(20_000));
    expect(inspectWal(`${file}-other`)).toEqual({ kind: 'none' });
    await writeFile(`${file}-other`, 'not at all '.repeat(2_000));
    expect(inspectWal(`${file}-other`)).toMatchObject({ kind: 'damaged', frame: 1 });
  });
});
