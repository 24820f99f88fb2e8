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
  /** How many statements were run that may have changed something. */
  readonly writes: () => number;
  /** SQLite itself rolls a transaction back on some errors (disk full, I/O). */
  readonly inTransaction: () => boolean;
  readonly close: () => void;
};

/** Lists make their SQL from filters; this many texts stay prepared. */
const STATEMENTS = 600;

/** macOS's fsync does not reach the medium without it; it means nothing elsewhere. */
export const FULL_FSYNC = 'PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON';

/**
 * Opens the file, in WAL mode.
 *
 * synchronous=NORMAL: commits are not synced one by one, which is what the journal is for (journal.ts); a power cut
 * takes the newest ones back, in their order, and they are replayed.
 * page_size: rows of sessions, readings and events take 1 to 2 KB; fewer and larger writes for the same commit. A file
 * that is there keeps its own.
 * wal_autocheckpoint: only when checkpoint-thread.ts has fallen far behind.
 * cache_size: after every commit SQLite goes through the table of its cached pages; the system caches the file anyway.
 * @see https://www.sqlite.org/pragma.html#pragma_synchronous
 */
export const openConnection = (file: string): OwnConnection => {
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: 5000 });
  database.exec(`
    PRAGMA page_size = 8192;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    ${FULL_FSYNC};
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -16384;
    PRAGMA mmap_size = 268435456;
    PRAGMA wal_autocheckpoint = 16000;
    PRAGMA journal_size_limit = 134217728;
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

type Prepared = { readonly statement: StatementSync; readonly mayWrite: boolean };

const withStatements = (database: DatabaseSync): OwnConnection => {
  const statements = new Map<string, Prepared>();
  let writes = 0;

  const prepare = (sql: string): Prepared => {
    const made = { statement: database.prepare(sql), mayWrite: !/^\s*SELECT\b/i.test(sql) };
    const oldest = statements.size < STATEMENTS ? undefined : statements.keys().next().value;
    if (oldest !== undefined) statements.delete(oldest);
    statements.set(sql, made);
    return made;
  };
  const statementOf = (sql: string): StatementSync => {
    const { statement, mayWrite } = statements.get(sql) ?? prepare(sql);
    if (mayWrite) writes += 1;
    return statement;
  };

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
    writes: () => writes,
    inTransaction: () => database.isTransaction,
    close: () => {
      statements.clear();
      database.close();
    },
  };
};
