import { systemClock } from '../../../src/observe/clock.ts';
import { createIds } from '../../../src/observe/ids.ts';
import { openMongoStore } from '../../../src/store/mongo/store.ts';
import { describeStore } from '../../conformance/store.ts';
import { describeWithMongo, mongoUrl } from '../../support/services.ts';
import { silentLog } from '../../support/silent-log.ts';

const newId = createIds(systemClock);

describeWithMongo('MongoDB', () => {
  describeStore('mongo', async () => {
    const url = mongoUrl();
    const openStore = () => openMongoStore({ url, clock: systemClock, log: silentLog, nodeId: newId() });
    let store = await openStore();
    return {
      store,
      reopen: async () => {
        await store.close();
        store = await openStore();
        return store;
      },
      close: () => store.close(),
    };
  });
});
