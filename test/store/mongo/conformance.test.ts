import { afterAll } from 'vitest';
import { systemClock } from '../../../src/observe/clock.ts';
import { createIds } from '../../../src/observe/ids.ts';
import { type Connection, connect } from '../../../src/store/mongo/connection.ts';
import { COLLECTIONS } from '../../../src/store/mongo/models.ts';
import { openMongoStore } from '../../../src/store/mongo/store.ts';
import { describeStore } from '../../conformance/store.ts';
import { describeWithMongo, mongoUrl } from '../../support/services.ts';
import { silentLog } from '../../support/silent-log.ts';

const newId = createIds(systemClock);

describeWithMongo('MongoDB', () => {
  // One for all: a database with its indexes takes longer to make than most tests. Each finds it empty.
  const url = mongoUrl();
  let sweeper: Connection | null = null;
  afterAll(() => sweeper?.close());

  const empty = async (): Promise<void> => {
    sweeper ??= await connect(url);
    for (const name of COLLECTIONS) await sweeper.collection(name).deleteMany({});
  };

  describeStore('mongo', async () => {
    const openStore = () => openMongoStore({ url, clock: systemClock, log: silentLog, nodeId: newId() });
    let store = await openStore();
    return {
      store,
      reopen: async () => {
        await store.close();
        store = await openStore();
        return store;
      },
      close: async () => {
        await store.close();
        await empty();
      },
    };
  });
});
