/**
 * Releases up to 0.1 had a journal of batches beside the database: what they acknowledged was there first. Only they can
 * do again what it holds, for it is written in their operations; here it is looked whether anything is left in it.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { type OwnConnection, openReadOnlyConnection } from './connection.ts';
import { DataFolderError } from './data-folder-error.ts';

/** length, crc32 of what follows it, identity, number, count of those passed over. */
const HEAD = 24;

type Place = { readonly identity: number; readonly number: number };

export const formerJournals = (file: string): readonly string[] => [`${file}-journal0`, `${file}-journal1`];

/** Whole records of that identity behind that number, wherever they stand: a damaged one before them hides none. */
const countBehind = (bytes: Buffer, { identity, number }: Place): number => {
  const sought = Buffer.alloc(4);
  sought.writeUInt32LE(identity);
  let count = 0;
  for (let at = bytes.indexOf(sought, 8); at >= 0; at = bytes.indexOf(sought, at + 1)) {
    const begin = at - 8;
    if (begin + HEAD > bytes.length) break;
    const length = bytes.readUInt32LE(begin);
    if (length < HEAD || begin + length > bytes.length) continue;
    if (crc32(bytes.subarray(begin + 8, begin + length)) !== bytes.readUInt32LE(begin + 4)) continue;
    if (Number(bytes.readBigUInt64LE(begin + 12)) > number) count += 1;
  }
  return count;
};

const isThere = (connection: OwnConnection): boolean =>
  connection.get("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'journal_place'") !== undefined;

/**
 * Looks only: a connection that may write would take SQLite's log away with its end, and what the next start has to see
 * with it.
 *
 * wasUnclean: SQLite's own log is there.
 * @throws DataFolderError when the journal holds acknowledged work, or is missing though it must be there.
 */
export const inspectFormerJournal = (file: string, wasUnclean: boolean): void => {
  const files = formerJournals(file).filter((path) => existsSync(path));
  if (files.length === 0 && !wasUnclean) return;
  const connection = openReadOnlyConnection(file);
  try {
    if (!isThere(connection)) return;
    const place = connection.get<Place>('SELECT identity, number FROM journal_place');
    const how = 'Start that release once, stop it with SIGTERM, and start this one then.';
    if (files.length === 0) {
      throw new DataFolderError(
        `${file} was not closed by the former release, and its journal (${file}-journal0 and -journal1) is missing: put the files back together. ${how}`,
      );
    }
    const left = place === undefined ? 0 : files.reduce((sum, path) => sum + countBehind(readFileSync(path), place), 0);
    if (left > 0) {
      throw new DataFolderError(
        `The former release was not stopped in order: ${left} batches that it acknowledged are in its journal (${file}-journal0 and -journal1) alone. ${how}`,
      );
    }
  } finally {
    connection.close();
  }
};

/** Of a store whose former journal holds nothing more. */
export const forgetFormerJournal = (connection: OwnConnection, file: string): void => {
  if (!isThere(connection)) return;
  connection.exec('DROP TABLE journal_place');
  for (const path of formerJournals(file)) rmSync(path, { force: true });
};
