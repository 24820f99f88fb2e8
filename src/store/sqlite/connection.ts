/** The thread's one SQLite connection: opened for durability, its statements prepared once. */
import { DatabaseSync, type StatementSync } from 'node:sqlite';

export type SqlValue = null | number | bigint | string | Uint8Array;

/** What an operation works with, inside the batch's transaction. Never begin, commit or roll back in it. */
export type Connection = {
  /** Runs a statement; answers how many rows it changed. */
  readonly run: (sql: string, ...values: readonly SqlValue[]) => number;
  /** Runs an INSERT of one row; answers its rowid, null when it was passed over (ON CONFLICT DO NOTHING). */
  readonly insert: (sql: string, ...values: readonly SqlValue[]) => number | null;
  readonly get: <Row>(sql: string, ...values: readonly SqlValue[]) => Row | undefined;
  readonly all: <Row>(sql: string, ...values: readonly SqlValue[]) => Row[];
};

/** The connection as its owner sees it. */
export type OwnConnection = Connection & {
  /** Several statements, not prepared: schema. */
  readonly exec: (sql: string) => void;
  /** SQLite itself rolls a transaction back on some errors (disk full, I/O). */
  readonly inTransaction: () => boolean;
  readonly close: () => void;
};

/** Lists make their SQL from filters; this many texts stay prepared. */
const STATEMENTS = 600;

/** macOS's fsync does not reach the medium without it; it means nothing elsewhere. */
export const FULL_FSYNC = 'PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON';

/** Pages of the log from which on the next commit takes the rest of it into the file, so that it begins anew. */
export const LOG_PAGES = 4_000;
/** What it may keep when more was in it once. */
const LOG_BYTES = 32 * 1024 * 1024;

/**
 * Opens the file, in WAL mode.
 *
 * synchronous=FULL: a commit is on the medium when it returns.
 * page_size: a commit writes each page that it touched, whole. A file that is there keeps its own.
 * wal_autocheckpoint: checkpoint-thread.ts has taken nearly all into the file by then; without it a log that is written all
 * the time would never begin anew.
 * cache_spill: what is not committed is never in the log, so that whole frames in it are commits that were tried.
 * cache_size: after every commit SQLite goes through the table of its cached pages; the system caches the file anyway.
 * @see https://www.sqlite.org/pragma.html#pragma_synchronous
 */
export const openConnection = (file: string): OwnConnection => {
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: 5000 });
  database.exec(`
    PRAGMA page_size = 4096;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    ${FULL_FSYNC};
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -16384;
    PRAGMA cache_spill = OFF;
    PRAGMA mmap_size = 268435456;
    PRAGMA wal_autocheckpoint = ${LOG_PAGES};
    PRAGMA journal_size_limit = ${LOG_BYTES};
  `);

  return withStatements(database);
};

/** Opens the file beside the connection that writes it; sees what is committed. Writing throws. */
export const openReadOnlyConnection = (file: string): OwnConnection => {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  database.exec(`
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -32768;
    PRAGMA mmap_size = 268435456;
  `);
  return withStatements(database);
};

const withStatements = (database: DatabaseSync): OwnConnection => {
  const statements = new Map<string, StatementSync>();

  const prepare = (sql: string): StatementSync => {
    const made = database.prepare(sql);
    const oldest = statements.size < STATEMENTS ? undefined : statements.keys().next().value;
    if (oldest !== undefined) statements.delete(oldest);
    statements.set(sql, made);
    return made;
  };
  const statementOf = (sql: string): StatementSync => statements.get(sql) ?? prepare(sql);

  return {
    run: (sql, ...values) => Number(statementOf(sql).run(...values).changes),
    insert: (sql, ...values) => {
      const { changes, lastInsertRowid } = statementOf(sql).run(...values);
      return changes === 0 ? null : Number(lastInsertRowid);
    },
    // The row's shape is the SQL's, which stands beside the type at every call.
    get: <Row>(sql: string, ...values: readonly SqlValue[]) => statementOf(sql).get(...values) as Row | undefined,
    all: <Row>(sql: string, ...values: readonly SqlValue[]) => statementOf(sql).all(...values) as Row[],
    exec: (sql) => database.exec(sql),
    inTransaction: () => database.isTransaction,
    close: () => {
      statements.clear();
      database.close();
    },
  };
};
