/** A copy of a store as one file, and such a copy in a store's place. */
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DataFolderError } from './data-folder-error.ts';
import { openDatabase } from './database.ts';
import { formerJournals } from './former-journal.ts';
import { inspectStore, markBroken, markClosed, markOf, readHead, syncFolder } from './open-mark.ts';
import { inspectWal } from './wal.ts';

const syncFile = (file: string): void => {
  const fd = openSync(file, 'r+');
  fsyncSync(fd);
  closeSync(fd);
};

const remove = (...files: readonly string[]): void => {
  for (const file of files) rmSync(file, { force: true });
};

const besides = (file: string): readonly string[] => [`${file}-wal`, `${file}-shm`, ...formerJournals(file)];

/** Every page is read. @throws DataFolderError when the file is damaged. */
const requireSound = (database: DatabaseSync, name: string): void => {
  const found = database.prepare('PRAGMA integrity_check(1)').get()?.integrity_check;
  if (found !== 'ok') throw new DataFolderError(`${name} is damaged (${String(found)}).`);
};

/**
 * Writes what is committed at this moment to a new file, whether the store is open or not: one file, which needs nothing
 * beside it. The store's log grows until it is done, but nobody waits for it.
 *
 * isOpen: a gateway has it open.
 * @throws DataFolderError when the target is there already, or the store is one that a start would refuse.
 */
export const backUp = (file: string, target: string, isOpen: boolean): void => {
  if (existsSync(target)) throw new DataFolderError(`${target} is there already.`);
  if (readHead(file) === null) throw new DataFolderError(`There is no store at ${file}.`);
  if (!isOpen) inspectStore(file);
  const part = `${target}.part`;
  remove(part);
  try {
    // Secrets' hashes are in it. SQLite takes an empty file for a new one.
    closeSync(openSync(part, 'wx', 0o600));
    const source = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
    try {
      source.prepare('VACUUM INTO ?').run(part);
    } finally {
      source.close();
    }
    const copy = new DatabaseSync(part);
    try {
      // A start tells by it that no log belongs to this file.
      copy.exec('PRAGMA journal_mode = DELETE');
      requireSound(copy, 'The copy');
    } finally {
      copy.close();
    }
    syncFile(part);
    renameSync(part, target);
    syncFolder(dirname(target));
  } finally {
    remove(part, `${part}-journal`);
  }
};

/**
 * Puts a backup in a store's place, brought to this release's form. The store that was there is gone, with its log. It must
 * not be open. When the process dies meanwhile, the former store is there, or the next start is refused.
 *
 * @throws DataFolderError when the backup is none, is damaged or of a newer release, or there is a store and replace is
 * false. Nothing is changed then.
 */
export const restore = async (
  { file, modules }: { readonly file: string; readonly modules: readonly URL[] },
  source: string,
  { replace }: { readonly replace: boolean },
): Promise<void> => {
  if (!existsSync(source)) throw new DataFolderError(`There is no file ${source}.`);
  if (readHead(source) === null) throw new DataFolderError(`${source} is empty.`);
  if (inspectWal(`${source}-wal`).kind !== 'none') {
    throw new DataFolderError(
      `${source} has a log of its own (${source}-wal): it is a store's file and no backup. Make one of it: npm run store -- backup FILE, with DATA_DIR set to its folder.`,
    );
  }
  if (!replace && [file, ...besides(file)].some((path) => (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0)) {
    throw new DataFolderError(
      `There is a store at ${file}, and what it holds would be lost. Add --replace to put the backup in its place.`,
    );
  }
  const part = `${file}.restoring`;
  remove(part, ...besides(part), markOf(part));
  try {
    copyFileSync(source, part);
    chmodSync(part, 0o600);
    const copy = new DatabaseSync(part);
    try {
      requireSound(copy, source);
    } finally {
      copy.close();
    }
    await (await openDatabase({ file: part, modules })).close();
    syncFile(part);
    // From here on until the end a start finds the mark without a log, and is refused.
    markBroken(file);
    remove(...besides(file));
    renameSync(part, file);
    syncFolder(dirname(file));
    markClosed(file);
  } finally {
    remove(part, ...besides(part), markOf(part));
  }
};

/**
 * Lets SQLite drop what is behind the damaged place in a store's log. What was there is kept beside it, as `.damaged` and
 * `.damaged-wal`. The store must not be open.
 *
 * @throws DataFolderError when nothing in the log is damaged, or what would be left is not sound: nothing is changed then.
 */
export const acceptLoss = (file: string): void => {
  const log = `${file}-wal`;
  const state = inspectWal(log);
  if (state.kind !== 'damaged' || readHead(file) === null)
    throw new DataFolderError(`${log} is not damaged: there is nothing to do without.`);
  if (state.mixed) {
    throw new DataFolderError(
      `What would be left is damaged: ${file} holds a part of what is behind the damaged place already. Restore a backup.`,
    );
  }
  const part = `${file}.shortened`;
  remove(part, ...besides(part));
  try {
    copyFileSync(file, part);
    copyFileSync(log, `${part}-wal`);
    for (const path of [part, `${part}-wal`]) chmodSync(path, 0o600);
    const rest = new DatabaseSync(part);
    try {
      requireSound(rest, 'What would be left');
    } finally {
      rest.close();
    }
    syncFile(part);
    markBroken(file);
    renameSync(log, `${file}.damaged-wal`);
    renameSync(file, `${file}.damaged`);
    remove(...besides(file));
    renameSync(part, file);
    syncFolder(dirname(file));
    markClosed(file);
  } finally {
    remove(part, ...besides(part));
  }
};
