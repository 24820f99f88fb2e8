/**
 * Takes SQLite's log into the file (checkpoint) beside the thread that writes, which would else stand still for as long as
 * that takes: tens of milliseconds for what a busy second leaves. When nothing was written for a while it empties the log:
 * a gateway at rest is one file, and a damaged log can then cost nothing.
 */
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { FULL_FSYNC } from './connection.ts';

/** A look costs microseconds when nothing was committed. */
const LOOK_EVERY_MS = 250;

const port = parentPort;
if (port === null) throw new Error('checkpoint-thread.ts runs in a worker thread only.');
const { file, restMs } = workerData as { readonly file: string; readonly restMs: number };

const database = new DatabaseSync(file, { timeout: 0 });
// It reads and writes pages of the file, and needs none of them for itself.
database.exec(`${FULL_FSYNC}; PRAGMA synchronous = FULL; PRAGMA cache_size = -64`);
// Grows with what other connections commit.
const version = database.prepare('PRAGMA data_version');
// PASSIVE: as far as it goes without anybody waiting for it.
const checkpoint = database.prepare('PRAGMA wal_checkpoint(PASSIVE)');
// TRUNCATE: nobody can write meanwhile, which takes no time when all is in the file.
const empty = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)');

let seen: unknown = null;
let quietLooks = 0;
const look = (): void => {
  try {
    const now = version.get()?.data_version;
    if (now !== seen) {
      quietLooks = 0;
      checkpoint.get();
      seen = now;
    } else {
      quietLooks += 1;
      if (quietLooks === Math.ceil(restMs / LOOK_EVERY_MS)) empty.get();
    }
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
