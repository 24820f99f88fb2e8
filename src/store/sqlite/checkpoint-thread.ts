/**
 * Takes SQLite's log into the file beside the thread that writes, which would else stand still for as long as that takes
 * (tens of milliseconds for what a busy second leaves).
 */
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { FULL_FSYNC } from './connection.ts';

/** A look costs microseconds when nothing was committed. */
const LOOK_EVERY_MS = 250;

const port = parentPort;
if (port === null) throw new Error('checkpoint-thread.ts runs in a worker thread only.');
const { file } = workerData as { readonly file: string };

const database = new DatabaseSync(file, { timeout: 0 });
// It reads and writes pages of the file, and needs none of them for itself.
database.exec(`${FULL_FSYNC}; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -64`);
// Grows with what other connections commit.
const version = database.prepare('PRAGMA data_version');
// PASSIVE: as far as it goes without anybody waiting for it.
const checkpoint = database.prepare('PRAGMA wal_checkpoint(PASSIVE)');

let seen: unknown = null;
const look = (): void => {
  const now = version.get()?.data_version;
  if (now === seen) return;
  try {
    checkpoint.get();
    seen = now;
  } catch {
    // A full or broken medium shows where something is written; here it is tried again.
  }
};

const timer = setInterval(look, LOOK_EVERY_MS);
port.once('message', () => {
  clearInterval(timer);
  database.close();
  port.close();
});
