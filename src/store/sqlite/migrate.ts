import type { OwnConnection } from './connection.ts';
import type { DatabaseModule } from './database-module.ts';
import { newerRelease } from './newer-release.ts';

/**
 * Brings the file to the module's schema, a transaction for each step.
 * Throws a DataFolderError when the file was written by a newer release: what that added is not known here.
 */
export const migrate = (connection: OwnConnection, module: DatabaseModule): void => {
  connection.exec(`CREATE TABLE IF NOT EXISTS migrations (
    module TEXT NOT NULL, step INTEGER NOT NULL, applied_at TEXT NOT NULL, PRIMARY KEY (module, step)
  ) STRICT, WITHOUT ROWID`);
  const applied =
    connection.get<{ n: number }>('SELECT count(*) AS n FROM migrations WHERE module = ?', module.name)?.n ?? 0;
  if (applied > module.migrations.length) {
    throw newerRelease(
      `its part "${module.name}" is at step ${applied}, and this release knows ${module.migrations.length}`,
    );
  }
  for (const [index, sql] of module.migrations.entries()) {
    if (index < applied) continue;
    connection.exec('BEGIN IMMEDIATE');
    try {
      connection.exec(sql);
      connection.run('INSERT INTO migrations VALUES (?, ?, ?)', module.name, index + 1, new Date().toISOString());
      connection.exec('COMMIT');
    } catch (error) {
      if (connection.inTransaction()) connection.exec('ROLLBACK');
      throw new Error(`Step ${index + 1} of the database's part "${module.name}" failed.`, { cause: error });
    }
  }
  module.prepare?.(connection);
};
