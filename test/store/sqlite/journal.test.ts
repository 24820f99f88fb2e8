import { appendFile, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Journal, type JournalOptions, openJournal } from '../../../src/store/sqlite/journal.ts';
import { temporaryFolder } from './temporary-store.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const IDENTITY = 4711;
/** What stands before a record's calls. */
const HEAD = 24;

describe('journal', () => {
  let folder = '';
  let file = '';
  let opened: Journal[] = [];

  beforeEach(async () => {
    folder = await temporaryFolder();
    file = join(folder, 'db.sqlite');
    opened = [];
  });
  afterEach(async () => {
    for (const journal of opened) journal.close();
    await rm(folder, { recursive: true });
  });

  const open = (options: Partial<JournalOptions> = {}) => {
    const journal = openJournal(file, { identity: IDENTITY, settledUpTo: 0, ...options });
    opened.push(journal);
    return journal;
  };
  const textsBehind = (journal: Journal, number: number) =>
    [...journal.behind(number)].map((record) => [record.number, new TextDecoder().decode(record.calls)]);

  it('gives back what was written, with what is passed over, to whoever opens it next', () => {
    const journal = open();
    journal.append(bytes('a'), []);
    journal.append(bytes('b'), [0, 7]);
    const again = open();
    expect(again.last()).toBe(2);
    expect([...again.behind(0)]).toMatchObject([
      { number: 1, passedOver: new Set() },
      { number: 2, passedOver: new Set([0, 7]) },
    ]);
    expect(textsBehind(again, 1)).toEqual([[2, 'b']]);
    again.append(bytes('c'), []);
    expect(textsBehind(open(), 0)).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
    ]);
  });

  it.each([1, 5, 23, 24, 25])('ends before a record that lacks its last %i bytes', async (missing) => {
    const journal = open();
    journal.append(bytes('whole'), []);
    journal.append(bytes('torn'), []);
    const size = 2 * HEAD + 'wholetorn'.length;
    const content = (await readFile(`${file}-journal0`)).subarray(0, size);
    // Both happen: the file ends there, or holds what was there before.
    await writeFile(`${file}-journal0`, content.fill(0, size - missing));
    expect(textsBehind(open(), 0)).toEqual([[1, 'whole']]);
    await truncate(`${file}-journal0`, size - missing);
    const again = open();
    expect(textsBehind(again, 0)).toEqual([[1, 'whole']]);
    again.append(bytes('next'), []);
    expect(textsBehind(open(), 0)).toEqual([
      [1, 'whole'],
      [2, 'next'],
    ]);
  });

  it('ends before a record in which one bit is not as it was written', async () => {
    const journal = open();
    journal.append(bytes('whole'), []);
    journal.append(bytes('changed'), []);
    const begin = HEAD + 'whole'.length;
    const content = (await readFile(`${file}-journal0`)).subarray(0, begin + HEAD + 'changed'.length);
    for (let at = begin; at < content.length; at += 1) {
      const changed = Buffer.from(content);
      changed[at] = (changed[at] ?? 0) ^ 4;
      await writeFile(`${file}-journal0`, changed);
      expect(textsBehind(open(), 0)).toEqual([[1, 'whole']]);
    }
  });

  it('passes over what another database has left, and what is no journal at all', async () => {
    open({ identity: 1 }).append(bytes('of another'), []);
    await appendFile(`${file}-journal1`, 'some text '.repeat(100));
    const journal = open();
    expect(journal.last()).toBe(0);
    expect(textsBehind(journal, 0)).toEqual([]);
  });

  it('counts on from where the database is when its files are gone', () => {
    const journal = open({ settledUpTo: 40 });
    journal.append(bytes('a'), []);
    expect(textsBehind(open({ settledUpTo: 40 }), 40)).toEqual([[41, 'a']]);
  });

  it('says so when batches are missing that the database has not', () => {
    open({ settledUpTo: 40 }).append(bytes('a'), []);
    expect(() => textsBehind(open({ settledUpTo: 30 }), 30)).toThrow('lacks the batches from 31 on');
  });

  it('uses the room of what is settled again, and never of what is not', async () => {
    const journal = open({ turnBytes: 1000 });
    const written: number[] = [];
    let settled = 0;
    for (let number = 1; number <= 1000; number += 1) {
      journal.append(bytes(`${number} `.repeat(1 + (number % 7))), []);
      written.push(number);
      if (journal.wantsRoom() !== 'no' || number % 50 === 0) settled = number - (number % 5);
      journal.settled(settled);
      if (number % 13 === 0) {
        const numbers = [...open({ turnBytes: 1000 }).behind(settled)].map((record) => record.number);
        expect(numbers).toEqual(written.slice(settled));
        opened.pop()?.close();
      }
    }
    for (const part of ['0', '1']) expect((await stat(`${file}-journal${part}`)).size).toBeLessThan(5_000);
  });

  it('asks for room, soon and then at once, while nothing is settled', () => {
    const journal = open({ turnBytes: 1000 });
    const asked = new Set<string>();
    for (let number = 1; number <= 200; number += 1) {
      journal.append(bytes('x'.repeat(26)), []);
      if (number === 10) journal.settled(0);
      asked.add(journal.wantsRoom());
      // The first file is left when it is full, for the other holds nothing.
      journal.settled(0);
    }
    expect([...asked]).toEqual(['no', 'soon', 'now']);
    expect(textsBehind(open(), 0)).toHaveLength(200);
  });

  it('is for the owner only, and gone when it is removed', async () => {
    const journal = open();
    journal.append(bytes('a'), []);
    expect((await stat(`${file}-journal0`)).mode & 0o077).toBe(0);
    opened.pop()?.remove();
    await expect(stat(`${file}-journal0`)).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(stat(`${file}-journal1`)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
