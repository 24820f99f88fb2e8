/** Stores with deliveries, for tests: each on data of its own, opened as often as there are nodes. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../../../src/observe/clock.ts';
import { createIds } from '../../../src/observe/ids.ts';
import type { DeliveryStore } from '../../../src/services/ports/delivery-store.ts';
import type { Store } from '../../../src/services/ports/store.ts';
import { openMongoStore } from '../../../src/store/mongo/store.ts';
import { openDatabase } from '../../../src/store/sqlite/database.ts';
import { createSqliteDeliveryStore, deliveriesModule } from '../../../src/store/sqlite/deliveries.ts';
import { createSqliteStore, storeModule } from '../../../src/store/sqlite/store.ts';
import { temporaryFolder } from '../../store/sqlite/temporary-store.ts';
import { silentLog } from '../../support/silent-log.ts';

export type OpenPlace = {
  readonly store: Store;
  readonly deliveryStore: DeliveryStore;
  readonly close: () => Promise<void>;
};

export type Place = {
  /** sqlite: the file; mongo: the database's URL. */
  readonly address: string;
  readonly open: () => Promise<OpenPlace>;
  readonly remove: () => Promise<void>;
};

const newId = createIds(systemClock);

export const openSqlite = async (file: string): Promise<OpenPlace> => {
  const database = await openDatabase({ file, modules: [storeModule, deliveriesModule] });
  const store = createSqliteStore({ database, clock: systemClock });
  return {
    store,
    deliveryStore: createSqliteDeliveryStore(database),
    close: async () => {
      await store.close();
      await database.close();
    },
  };
};

export const openMongo = async (url: string): Promise<OpenPlace> => {
  const store = await openMongoStore({ url, clock: systemClock, log: silentLog, nodeId: newId() });
  return { store, deliveryStore: store.deliveryStore, close: store.close };
};

export const sqlitePlace = async (): Promise<Place> => {
  const folder = await temporaryFolder();
  const address = join(folder, 'store.sqlite');
  return { address, open: () => openSqlite(address), remove: () => rm(folder, { recursive: true }) };
};

export const mongoPlace = async (url: string): Promise<Place> => ({
  address: url,
  open: () => openMongo(url),
  remove: async () => undefined,
});
