import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { openingFault } from '../../../src/store/sqlite/opening-fault.ts';

const FILE = '/data/voltgate.sqlite';

/** As SQLite throws it. */
const fullError = (): unknown => {
  const database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE notes (text TEXT); PRAGMA max_page_count = 5');
  try {
    database.prepare('INSERT INTO notes VALUES (?)').run('x'.repeat(100_000));
    return null;
  } catch (error) {
    return error;
  } finally {
    database.close();
  }
};
const sqliteError = (errcode: number, message: string): Error => Object.assign(new Error(message), { errcode });

describe('why a store did not open', () => {
  it.each([
    ['a full disk', fullError(), /is full\. Make room and start again\.$/],
    [
      'a full disk in a step of the schema',
      new Error('Step 3 failed.', { cause: fullError() }),
      /is full\. Make room and start again\.$/,
    ],
    ['a full disk for a file of ours', Object.assign(new Error('write'), { code: 'ENOSPC' }), /is full/],
    ['a damaged file', sqliteError(11, 'malformed'), /is damaged \(malformed\)\. Restore a backup/],
    ['a disk that fails (an extended code)', sqliteError(10 | (1 << 8), 'disk I/O error'), /\(disk I\/O error\)/],
    ['a file that may not be written', sqliteError(8, 'read-only'), /cannot be read and written/],
  ])('is said in one line with what to do: %s', (_, error, line) => {
    const fault = openingFault(error, FILE);
    expect(fault).toMatch(line);
    expect(fault).toContain(FILE);
    expect(fault).not.toContain('\n');
  });

  it('is left to the error itself when it is a fault of the program', () => {
    expect(openingFault(new TypeError('no'), FILE)).toBeNull();
    expect(openingFault(sqliteError(1, 'syntax error'), FILE)).toBeNull();
  });
});
