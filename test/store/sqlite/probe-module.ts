/** A database module that tests drive: writes, reads, and every way to fail. */
import { DomainError } from '../../../src/domain/error.ts';
import type { Connection, SqlValue } from '../../../src/store/sqlite/database.ts';

export const name = 'probe';

export const migrations = [`CREATE TABLE notes (text TEXT NOT NULL UNIQUE) STRICT`];

export const operations = {
  write: (connection: Connection, text: string): number => connection.run('INSERT INTO notes (text) VALUES (?)', text),
  writeAndFail: (connection: Connection, text: string): never => {
    connection.run('INSERT INTO notes (text) VALUES (?)', text);
    throw new DomainError('conflict', {
      detail: 'Not so.',
      faults: [{ pointer: '/text', detail: 'wrong' }],
      retryAfterS: 7,
      cause: new RangeError('too far'),
    });
  },
  /** What SQLite does by itself on some errors of the medium: the whole transaction is gone. */
  loseTransaction: (connection: Connection, _: null): never => {
    connection.run('ROLLBACK');
    throw new DomainError('unavailable');
  },
  read: (connection: Connection, _: null): readonly string[] =>
    connection.all<{ text: string }>('SELECT text FROM notes ORDER BY rowid').map(({ text }) => text),
  readUncloneable:
    (_: Connection, __: null): unknown =>
    () =>
      'a function',
  pragma: (connection: Connection, pragma: string): Record<string, SqlValue> =>
    connection.get<Record<string, SqlValue>>(`PRAGMA ${pragma}`) ?? {},
  /** Ends the thread as a crash would. */
  crash: (_: Connection, __: null): never => process.exit(1),
};
