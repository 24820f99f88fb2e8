import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DomainError } from '../../../src/domain/error.ts';
import { type DatabaseOptions, openDatabase, type SqliteDatabase } from '../../../src/store/sqlite/database.ts';
import type { operations } from './probe-module.ts';
import { temporaryFolder } from './temporary-store.ts';

const probe = new URL('./probe-module.ts', import.meta.url);

describe('database', () => {
  let folder = '';
  let opened: SqliteDatabase[] = [];

  beforeEach(async () => {
    folder = await temporaryFolder();
    opened = [];
  });
  afterEach(async () => {
    for (const database of opened) await database.close();
    await rm(folder, { recursive: true });
  });

  const open = async (options: Partial<DatabaseOptions> = {}) => {
    const database = await openDatabase({ file: join(folder, 'sub', 'db.sqlite'), modules: [probe], ...options });
    opened.push(database);
    return { database, call: database.client<typeof operations>('probe') };
  };

  it('tells by its moves when a write is made, and when it is answered; reads do not move it', async () => {
    const { database, call } = await open();
    const resting = database.moves();
    await database.reader<typeof operations>('probe')('read', null);
    await database.lookUp<typeof operations>('probe')('read', null);
    expect(database.moves()).toBe(resting);
    const written = call('write', 'a');
    const made = database.moves();
    expect(made).toBeGreaterThan(resting);
    await written;
    expect(database.moves()).toBeGreaterThan(made);
  });

  it('commits the calls of one tick together, and answers them in order', async () => {
    const { database, call } = await open();
    const answers: string[] = [];
    const texts = Array.from({ length: 100 }, (_, index) => `${index}`);
    await Promise.all(texts.map((text) => call('write', text).then(() => answers.push(text))));
    expect(database.stats()).toMatchObject({ waiting: 0, waitingBytes: 0, batches: 1, calls: 100 });
    expect(answers).toEqual(texts);
    expect(await call('read', null)).toEqual(texts);
  });

  it('collects the next batch while one is in work, and bounds it', async () => {
    const { database, call } = await open({ maxBatch: 30 });
    await Promise.all(Array.from({ length: 100 }, (_, index) => call('write', `${index}`)));
    expect(database.stats()).toMatchObject({ batches: 4, calls: 100 });
  });

  it('shows a read what earlier calls of its batch wrote', async () => {
    const { database, call } = await open();
    const [before, , after] = await Promise.all([call('read', null), call('write', 'a'), call('read', null)]);
    expect([before, after]).toEqual([[], ['a']]);
    expect(database.stats().batches).toBe(1);
  });

  it('reads beside the writes: what has resolved is seen, and nothing can be written there', async () => {
    const { database, call } = await open();
    const read = database.reader<typeof operations>('probe');
    for (const text of ['a', 'b', 'c']) {
      await call('write', text);
      expect((await read('read', null)).at(-1)).toBe(text);
    }
    await expect(read('write', 'd')).rejects.toMatchObject({ code: 'unavailable' });
    expect(await read('read', null)).toEqual(['a', 'b', 'c']);
    expect(await call('read', null)).toEqual(['a', 'b', 'c']);
  });

  it('answers reads that were made before it closed, and refuses those after', async () => {
    const { database, call } = await open();
    const read = database.reader<typeof operations>('probe');
    await call('write', 'a');
    const reads = Array.from({ length: 100 }, () => read('read', null));
    const closed = database.close();
    await expect(read('read', null)).rejects.toMatchObject({ code: 'unavailable' });
    await closed;
    expect(new Set((await Promise.all(reads)).map(String))).toEqual(new Set(['a']));
  });

  it('undoes only the call that fails', async () => {
    const { database, call } = await open();
    const results = await Promise.allSettled([
      call('write', 'a'),
      call('writeAndFail', 'b'),
      call('write', 'a'),
      call('write', 'c'),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(database.stats().batches).toBe(1);
    expect(await call('read', null)).toEqual(['a', 'c']);
  });

  it('brings a DomainError over whole', async () => {
    const { call } = await open();
    const error: unknown = await call('writeAndFail', 'a').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DomainError);
    expect(error).toMatchObject({
      code: 'conflict',
      detail: 'Not so.',
      faults: [{ pointer: '/text', detail: 'wrong' }],
      retryAfterS: 7,
      cause: { name: 'RangeError' },
    });
  });

  it('does not dress a bug up as a DomainError', async () => {
    const { database, call } = await open();
    await call('write', 'a');
    for (const call_ of [call('write', 'a'), database.call('probe.nothing', null)]) {
      const error: unknown = await call_.catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(Error);
      expect(error).not.toBeInstanceOf(DomainError);
    }
  });

  it('rejects the writes of a batch whose transaction is lost, and answers its reads from what was there before', async () => {
    const { call } = await open();
    await call('write', 'before');
    const results = await Promise.allSettled([
      call('write', 'a'),
      call('read', null),
      call('loseTransaction', null),
      call('write', 'b'),
    ]);
    const lost = { status: 'rejected', reason: expect.objectContaining({ code: 'unavailable' }) };
    expect(results).toEqual([lost, { status: 'fulfilled', value: ['before'] }, lost, lost]);
    expect(await call('write', 'a')).toBe(1);
    expect(await call('read', null)).toEqual(['before', 'a']);
  });

  it('rejects writes as unavailable while the medium is full, and takes them again when there is space', async () => {
    const { call } = await open();
    await call('pragma', 'max_page_count = 10');
    const long = 'x'.repeat(100_000);
    const results = await Promise.allSettled([call('write', 'short'), call('write', long), call('read', null)]);
    expect(results[1]).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
    expect(results[2]).toMatchObject({ status: 'fulfilled' });
    await call('pragma', 'max_page_count = 1000000');
    expect(await call('write', long)).toBe(1);
  });

  it('refuses one input or output that cannot be cloned, and no other', async () => {
    const { database, call } = await open();
    const results = await Promise.allSettled([
      call('write', 'a'),
      database.call('probe.write', () => 'a function'),
      call('readUncloneable', null),
      call('write', 'b'),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(await call('read', null)).toEqual(['a', 'b']);
  });

  it('refuses calls when too many wait, and takes them again when they are done', async () => {
    const refusals: string[] = [];
    const { call } = await open({ maxWaiting: 10, onRefused: (reason) => refusals.push(reason) });
    const results = await Promise.allSettled(Array.from({ length: 15 }, (_, index) => call('write', `${index}`)));
    const refused = results.flatMap((result, index) => (result.status === 'rejected' ? [[index, result.reason]] : []));
    expect(refused.map(([index]) => index)).toEqual([10, 11, 12, 13, 14]);
    expect(refused[0]?.[1]).toMatchObject({ code: 'unavailable', retryAfterS: 1 });
    expect(refusals).toEqual(Array(5).fill('calls'));
    expect(await call('write', 'more')).toBe(1);
  });

  it('refuses calls when too many bytes wait, takes them again when those are done, and one alone always', async () => {
    const refusals: string[] = [];
    const { database, call } = await open({ maxWaitingBytes: 10_000, onRefused: (reason) => refusals.push(reason) });
    const text = (letter: string) => letter.repeat(4_000);
    const results = await Promise.allSettled(['a', 'b', 'c', 'd'].map((letter) => call('write', text(letter))));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected']);
    expect(results[2]).toMatchObject({ reason: { code: 'unavailable', retryAfterS: 1 } });
    expect(refusals).toEqual(['bytes', 'bytes']);
    expect(database.stats().waitingBytes).toBe(0);
    expect(await call('write', 'x'.repeat(50_000))).toBe(1);
    const alone = call('write', 'y'.repeat(50_000));
    expect(database.stats().waitingBytes).toBeGreaterThan(50_000);
    await expect(call('read', null)).rejects.toMatchObject({ code: 'unavailable' });
    await alone;
    expect(database.stats().waitingBytes).toBe(0);
  });

  it('rejects what waits, and all that follows, when its thread dies', async () => {
    const { database, call } = await open({ maxBatch: 1 });
    const results = await Promise.allSettled([call('write', 'a'), call('crash', null), call('write', 'b')]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    await expect(call('read', null)).rejects.toMatchObject({ code: 'unavailable' });
    await database.close();
    const again = await open();
    expect(await again.call('read', null)).toEqual(['a']);
  });

  it('finishes what was called before it closed, and refuses the rest', async () => {
    const { database, call } = await open({ maxBatch: 10 });
    const writes = Array.from({ length: 100 }, (_, index) => call('write', `${index}`));
    const closed = database.close();
    await expect(call('write', 'late')).rejects.toMatchObject({ code: 'unavailable' });
    await closed;
    expect(await Promise.all(writes)).toHaveLength(100);
    await database.close();
    const again = await open();
    expect(await again.call('read', null)).toHaveLength(100);
  });

  it('is in WAL mode', async () => {
    const { call } = await open();
    expect(await call('pragma', 'journal_mode')).toEqual({ journal_mode: 'wal' });
    expect(await call('pragma', 'foreign_keys')).toEqual({ foreign_keys: 1 });
  });

  it('makes its file for the owner only', async () => {
    await open();
    expect((await stat(join(folder, 'sub', 'db.sqlite'))).mode & 0o077).toBe(0);
  });

  it("runs a module's new steps once, and refuses a file of a newer release", async () => {
    const file = join(folder, 'steps.sqlite');
    const moduleWith = async (version: number, ...migrations: string[]) => {
      const path = join(folder, `steps-${version}.mjs`);
      await writeFile(
        path,
        `export const name = 'steps'; export const migrations = ${JSON.stringify(migrations)};
         export const operations = { columns: (c) => c.all("SELECT name FROM pragma_table_info('t')").map((r) => r.name) };`,
      );
      return [new URL(`file://${path}`)];
    };
    const one = await moduleWith(1, 'CREATE TABLE t (a)');
    const two = await moduleWith(2, 'CREATE TABLE t (a)', 'ALTER TABLE t ADD COLUMN b');
    const broken = await moduleWith(
      3,
      'CREATE TABLE t (a)',
      'ALTER TABLE t ADD COLUMN b',
      'CREATE TABLE u (a); nonsense',
    );
    for (const [modules, columns] of [
      [one, ['a']],
      [two, ['a', 'b']],
      [two, ['a', 'b']],
    ] as const) {
      const { database } = await open({ file, modules });
      expect(await database.call('steps.columns', null)).toEqual(columns);
      await database.close();
    }
    await expect(openDatabase({ file, modules: one })).rejects.toBeInstanceOf(Error);
    await expect(openDatabase({ file, modules: broken })).rejects.toBeInstanceOf(Error);
    const { database } = await open({ file, modules: two });
    expect(await database.call('steps.columns', null)).toEqual(['a', 'b']);
  });

  it('rejects when the file is no database', async () => {
    const file = join(folder, 'text.sqlite');
    await writeFile(file, 'This is no database at all. '.repeat(100));
    await expect(openDatabase({ file, modules: [probe] })).rejects.toThrow(/^\S+text\.sqlite is no SQLite database/);
  });
});
