/** What is in a store's files, as SQLite alone finds it in a copy of them. */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export type Content = {
  /** Ids in the order of the log. */
  readonly events: readonly string[];
  /** Over every row of every table. */
  readonly digest: string;
};

const read = (database: DatabaseSync): Content => {
  const found = database.prepare('PRAGMA integrity_check(1)').get()?.integrity_check;
  if (found !== 'ok') throw new Error(String(found));
  const digest = createHash('sha256');
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all();
  for (const { name } of tables) {
    digest.update(String(name));
    for (const row of database.prepare(`SELECT * FROM "${String(name)}"`).iterate()) digest.update(JSON.stringify(row));
  }
  const events = database.prepare('SELECT id FROM events ORDER BY seq').all();
  return { events: events.map(({ id }) => String(id)), digest: digest.digest('hex') };
};

/**
 * logBytes: so much of the log from its beginning on; all when left out.
 * null: SQLite cannot read all of it, or finds it damaged. The files are left as they are.
 */
export const contentOf = (file: string, logBytes?: number): Content | null => {
  const folder = mkdtempSync(join(tmpdir(), 'voltgate-content-'));
  const copy = join(folder, 'copy.sqlite');
  try {
    copyFileSync(file, copy);
    if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${copy}-wal`);
    if (logBytes !== undefined) truncateSync(`${copy}-wal`, logBytes);
    const database = new DatabaseSync(copy);
    try {
      return read(database);
    } finally {
      database.close();
    }
  } catch {
    // Whatever it says: it is damaged.
    return null;
  } finally {
    rmSync(folder, { recursive: true });
  }
};
