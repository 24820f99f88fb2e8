import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe } from 'vitest';
import { openDatabase } from '../../../src/store/sqlite/database.ts';
import { createSqliteMessageLog, messagesModule } from '../../../src/store/sqlite/messages.ts';
import { describeMessageLog } from '../../conformance/message-log.ts';
import { temporaryFolder } from '../../store/sqlite/temporary-store.ts';

describe('SQLite', () => {
  describeMessageLog(async () => {
    const folder = await temporaryFolder();
    const database = await openDatabase({ file: join(folder, 'store.sqlite'), modules: [messagesModule] });
    return {
      log: createSqliteMessageLog(database),
      close: async () => {
        await database.close();
        await rm(folder, { recursive: true });
      },
    };
  });
});
