import { fileURLToPath } from 'node:url';
import { itOutlivesKills } from '../../conformance/queue-kills.ts';
import { describeWithRedis, ownName, redisUrl } from '../../support/services.ts';
import { openQueue } from './open-queue.ts';

const program = fileURLToPath(new URL('./doomed-process.ts', import.meta.url));

describeWithRedis('bullmq queue, killed again and again', () => {
  itOutlivesKills(async () => {
    const prefix = ownName();
    return {
      program: [program, redisUrl(), prefix],
      open: async () => openQueue(redisUrl(), prefix),
      destroy: async () => undefined,
    };
  });
});
