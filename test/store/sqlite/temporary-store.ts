/** An SQLite store in a folder of its own, for tests. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../../src/services/ports/time.ts';
import { openDatabase } from '../../../src/store/sqlite/database.ts';
import { createSqliteStore, storeModule } from '../../../src/store/sqlite/store.ts';
import type { OpenStore } from '../../conformance/store.ts';
import { createManualClock } from '../../support/manual-clock.ts';

export const temporaryFolder = () => mkdtemp(join(tmpdir(), 'voltgate-store-'));

const openStore = async (file: string, clock: Clock) => {
  const database = await openDatabase({ file, modules: [storeModule] });
  return { database, store: createSqliteStore({ database, clock }) };
};

export const openTemporaryStore = async (): Promise<OpenStore> => {
  const folder = await temporaryFolder();
  const file = join(folder, 'store.sqlite');
  const clock = createManualClock();
  let open = await openStore(file, clock);
  return {
    store: open.store,
    reopen: async () => {
      await open.store.close();
      await open.database.close();
      open = await openStore(file, clock);
      return open.store;
    },
    close: async () => {
      await open.store.close();
      await open.database.close();
      await rm(folder, { recursive: true });
    },
  };
};
