/** What is told when the medium fails while the gateway runs, and when it does not any more. */
import { open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DatabaseOptions, openDatabase, type SqliteDatabase } from '../../../src/store/sqlite/database.ts';
import { createSqliteStore, storeModule } from '../../../src/store/sqlite/store.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import type { operations } from './probe-module.ts';
import { temporaryFolder } from './temporary-store.ts';

describe('a store that fails while it is open', () => {
  let folder = '';
  let file = '';
  let told: string[] = [];
  const opened: SqliteDatabase[] = [];

  beforeEach(async () => {
    folder = await temporaryFolder();
    file = join(folder, 'db.sqlite');
    told = [];
  });
  afterEach(async () => {
    for (const database of opened.splice(0)) await database.close();
    await rm(folder, { recursive: true });
  });

  const openStore = async (options: Partial<DatabaseOptions> = {}) => {
    const database = await openDatabase({
      file,
      modules: [storeModule, new URL('./probe-module.ts', import.meta.url)],
      onFailed: () => told.push('failed'),
      onMended: () => told.push('mended'),
      ...options,
    });
    opened.push(database);
    return {
      store: createSqliteStore({ database, clock: createManualClock() }),
      call: database.client<typeof operations>('probe'),
      read: database.reader<typeof operations>('probe'),
    };
  };

  it('is not ready from the moment on in which its thread is gone, and says so once', async () => {
    const { store, call } = await openStore();
    await store.check();
    await expect(call('crash', null)).rejects.toMatchObject({ code: 'unavailable' });
    await expect(store.check()).rejects.toMatchObject({ code: 'unavailable' });
    await expect(call('read', null)).rejects.toMatchObject({ code: 'unavailable' });
    expect(told).toEqual(['failed']);
  });

  it('is not ready any more when a damaged page was met, wherever', async () => {
    const { store, call, read } = await openStore({ restMs: 300 });
    await Promise.all(Array.from({ length: 500 }, (_, index) => call('write', `${index} ${'x'.repeat(1_000)}`)));
    await expect.poll(async () => (await stat(`${file}-wal`)).size, { timeout: 20_000 }).toBe(0);
    const pages = await open(file, 'r+');
    const { size } = await pages.stat();
    const from = size - 60 * 4096;
    await pages.write(Buffer.alloc(50 * 4096, 0x5a), 0, 50 * 4096, from);
    await pages.close();
    await expect(read('read', null)).rejects.toMatchObject({ code: 'unavailable' });
    await expect(store.check()).rejects.toMatchObject({ code: 'unavailable' });
    expect(told).toEqual(['failed']);
  });

  it('tells once that the medium is full, and once that it takes writes again', async () => {
    const { store, call } = await openStore();
    const { page_count } = await call('pragma', 'page_count');
    await call('pragma', `max_page_count = ${String(page_count)}`);
    for (let turn = 0; turn < 3; turn += 1)
      await expect(call('write', `${turn} ${'x'.repeat(100_000)}`)).rejects.toMatchObject({ code: 'unavailable' });
    expect(told).toEqual(['failed']);
    await call('pragma', 'max_page_count = 1000000');
    await store.check();
    expect(told).toEqual(['failed', 'mended']);
  });

  it('is not told of while calls fail for their own reasons', async () => {
    const { call } = await openStore();
    await call('write', 'a');
    await expect(call('writeAndFail', 'b')).rejects.toMatchObject({ code: 'conflict' });
    await expect(call('write', 'a')).rejects.toBeInstanceOf(Error);
    expect(told).toEqual([]);
  });
});
