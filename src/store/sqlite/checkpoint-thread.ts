/**
 * Takes SQLite's log into the file (checkpoint) beside the thread that writes, which would else stand still for as long as
 * that takes: tens of milliseconds for what a busy second leaves. When nothing was written for a while it empties the log:
 * a gateway at rest is one file, and a damaged log can then cost nothing.
 */
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { FULL_FSYNC } from './connection.ts';

/** A look costs microseconds. */
const LOOK_EVERY_MS = 250;
/** Pages of the log from which on they are taken into the file at the next look: 4 MiB. */
const MANY_PAGES = 1_000;
/**
 * What is less than that is taken in after so many looks: a checkpoint syncs twice, and a commit that comes meanwhile waits
 * for the medium behind it.
 */
const FEW_PAGES_LOOKS = 8;

const port = parentPort;
if (port === null) throw new Error('checkpoint-thread.ts runs in a worker thread only.');
const { file, restMs } = workerData as { readonly file: string; readonly restMs: number };

const database = new DatabaseSync(file, { timeout: 0 });
// It reads and writes pages of the file, and needs none of them for itself.
database.exec(`${FULL_FSYNC}; PRAGMA synchronous = FULL; PRAGMA cache_size = -64`);
// Grows with what other connections commit.
const version = database.prepare('PRAGMA data_version');
// NOOP: says how much is in the log, and how much of it is in the file.
const inLog = database.prepare('PRAGMA wal_checkpoint(NOOP)');
// PASSIVE: as far as it goes without anybody waiting for it.
const checkpoint = database.prepare('PRAGMA wal_checkpoint(PASSIVE)');
// TRUNCATE: nobody can write meanwhile, which takes no time when all is in the file.
const empty = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)');

const pagesToTakeIn = (): number => {
  const { log, checkpointed } = inLog.get() as { readonly log: number; readonly checkpointed: number };
  return log - checkpointed;
};

let seen: unknown = null;
let quietLooks = 0;
let looksSinceCheckpoint = 0;
const look = (): void => {
  try {
    const now = version.get()?.data_version;
    quietLooks = now === seen ? quietLooks + 1 : 0;
    seen = now;
    looksSinceCheckpoint += 1;
    const pages = pagesToTakeIn();
    if (pages >= MANY_PAGES || (pages > 0 && looksSinceCheckpoint >= FEW_PAGES_LOOKS)) {
      looksSinceCheckpoint = 0;
      checkpoint.get();
    }
    if (quietLooks === Math.ceil(restMs / LOOK_EVERY_MS)) empty.get();
  } catch {
    // A full or broken medium shows where something is written; here it is tried again.
    quietLooks = 0;
  }
};

const timer = setInterval(look, LOOK_EVERY_MS);
port.once('message', () => {
  clearInterval(timer);
  database.close();
  port.close();
});
