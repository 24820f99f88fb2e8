/** One process to a data folder: two would each send its commands and mark the other's stations offline. */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DataFolderError, DataFolderInUse } from './data-folder-error.ts';
import { primaryCodeOf, SQLITE } from './sqlite-error.ts';

const LOCK_FILE = 'voltgate.lock';

/** Held here, too: a lock that only a forgotten answer refers to would go with the next garbage collection. */
const held = new Set<DatabaseSync>();

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : null);

const refusalOf = (folder: string, error: unknown): DataFolderError => {
  if (primaryCodeOf(error) === SQLITE.busy) {
    return new DataFolderInUse(
      `The data folder ${folder} is in use by another gateway. Stop that one, or give this one a DATA_DIR of its own.`,
      { cause: error },
    );
  }
  if (codeOf(error) === 'ENOSPC' || primaryCodeOf(error) === SQLITE.full)
    return new DataFolderError(`The disk that holds ${folder} is full. Make room and start again.`, { cause: error });
  const why = error instanceof Error ? error.message : String(error);
  return new DataFolderError(`The data folder ${folder} cannot be written: ${why}.`, { cause: error });
};

/**
 * Makes the folder if need be and locks it; the answer releases it.
 *
 * The lock is SQLite's on an empty database beside the store: the operating system's, so that it is gone with the
 * process however that ends, and nothing has to be tidied up after a kill.
 *
 * @throws DataFolderError when another gateway holds the folder, or it cannot be written.
 * @see https://www.sqlite.org/lockingv3.html
 */
export const lockDataFolder = (folder: string): (() => void) => {
  let lock: DatabaseSync | null = null;
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    lock = new DatabaseSync(join(folder, LOCK_FILE), { timeout: 0 });
    // Never committed: the transaction is the lock.
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    if (lock?.isOpen === true) lock.close();
    throw refusalOf(folder, error);
  }
  const taken = lock;
  held.add(taken);
  return () => {
    if (held.delete(taken)) taken.close();
  };
};
