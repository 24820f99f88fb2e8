import { systemClock } from '../../../src/observe/clock.ts';
import { openMongoStore } from '../../../src/store/mongo/store.ts';
import { describeMessageLog } from '../../conformance/message-log.ts';
import { describeWithMongo, mongoUrl } from '../../support/services.ts';
import { silentLog } from '../../support/silent-log.ts';

describeWithMongo('MongoDB', () => {
  describeMessageLog(async () => {
    const store = await openMongoStore({ url: mongoUrl(), clock: systemClock, log: silentLog, nodeId: 'node' });
    const { messageLog, close } = store;
    return { log: messageLog, close };
  });
});
