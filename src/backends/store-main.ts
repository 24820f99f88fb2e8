/**
 * `npm run store`: what is done to a store from outside. Exit code 0: done; 1: not done, and why is printed.
 */
import { join, resolve } from 'node:path';
import { acceptLoss, backUp, restore } from '../store/sqlite/backup.ts';
import { DataFolderInUse } from '../store/sqlite/data-folder-error.ts';
import { lockDataFolder } from '../store/sqlite/folder-lock.ts';
import { EMBEDDED_MODULES, storeFile } from './embedded.ts';
import { copyToMongo } from './store-copy.ts';

const USAGE = `usage: [DATA_DIR=./data] npm run store -- COMMAND
  backup FILE               all that is stored, as one file; the gateway may run
  restore FILE [--replace]  a backup in the store's place; the gateway must not run
  accept-loss               goes on without what a damaged log holds behind the damaged place; keeps what was there
  copy [--drop]             into the empty MongoDB database that MONGODB_URL names, compared afterwards; --drop empties it`;

const dataDir = resolve(process.env.DATA_DIR ?? './data');
const file = storeFile(dataDir);

/** null: a gateway has it. */
const lockUnlessOpen = (): (() => void) | null => {
  try {
    return lockDataFolder(dataDir);
  } catch (error) {
    if (error instanceof DataFolderInUse) return null;
    throw error;
  }
};

const locked = async (work: () => void | Promise<void>): Promise<void> => {
  const unlock = lockDataFolder(dataDir);
  try {
    await work();
  } finally {
    unlock();
  }
};

const backUpTo = (target: string): void => {
  const unlock = lockUnlessOpen();
  try {
    backUp(file, resolve(target), unlock === null);
    console.log(`Wrote ${target}. Keep ${join(dataDir, 'admin-client.json')} with it, where there is one.`);
  } finally {
    unlock?.();
  }
};

/** false: it says itself what is wrong. null: it was called wrongly. */
const run = async ([command, ...args]: readonly string[]): Promise<boolean | null> => {
  const names = args.filter((arg) => !arg.startsWith('--'));
  const flags = args.filter((arg) => arg.startsWith('--'));
  const [name] = names;
  const only = (...allowed: readonly string[]): boolean => flags.every((flag) => allowed.includes(flag));
  if (command === 'backup' && name !== undefined && names.length === 1 && only()) {
    backUpTo(name);
    return true;
  }
  if (command === 'restore' && name !== undefined && names.length === 1 && only('--replace')) {
    const replace = flags.includes('--replace');
    await locked(() => restore({ file, modules: EMBEDDED_MODULES }, resolve(name), { replace }));
    console.log(`${file} is what ${name} holds.`);
    return true;
  }
  if (command === 'accept-loss' && args.length === 0) {
    await locked(() => acceptLoss(file));
    console.log(`${file} holds what was stored before the damaged place. What was there is in ${file}.damaged*.`);
    return true;
  }
  const url = process.env.MONGODB_URL ?? '';
  if (command === 'copy' && names.length === 0 && only('--drop') && url !== '') {
    const isSame = await copyToMongo(dataDir, url, flags.includes('--drop'));
    console.log(isSame ? 'Both sides are the same.' : 'The sides differ: do not use the copy.');
    return isSame;
  }
  return null;
};

try {
  const done = await run(process.argv.slice(2));
  if (done === null) console.error(USAGE);
  process.exit(done === true ? 0 : 1);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
