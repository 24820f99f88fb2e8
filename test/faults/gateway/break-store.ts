/**
 * Loaded before a gateway (`--import`), in each of its threads: breaks the thread that writes the store while a file is
 * there (STORE_BROKEN_BY), by what is in it. `full`: every commit fails as on a full disk; `dies`: the thread ends.
 */
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { workerData } from 'node:worker_threads';

const file = process.env.STORE_BROKEN_BY ?? '';
const LOOK_EVERY_MS = 10;

const howNow = (): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    // Not yet, or not any more.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return '';
  }
};

/** As node:sqlite says it. @see https://www.sqlite.org/rescode.html#full */
const full = () =>
  Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13, errstr: 'full' });

if (workerData?.readOnly === false) {
  const prepare = DatabaseSync.prototype.prepare;
  let writes = false;
  DatabaseSync.prototype.prepare = function (sql, ...more) {
    const statement = prepare.call(this, sql, ...more);
    if (!/^(?:BEGIN|COMMIT)\b/.test(sql)) return statement;
    const { run } = statement;
    statement.run = (...values) => {
      // A transaction that only read needs no room.
      if (sql === 'COMMIT' && writes && howNow() === 'full') throw full();
      writes = sql === 'BEGIN IMMEDIATE';
      return Reflect.apply(run, statement, values);
    };
    return statement;
  };
  setInterval(() => {
    if (howNow() === 'dies') throw new Error('the thread that writes dies');
  }, LOOK_EVERY_MS).unref();
}
