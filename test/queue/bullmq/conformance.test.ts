import { describeQueue } from '../../conformance/queue.ts';
import { describeWithRedis } from '../../support/services.ts';
import { createRedisPlace } from './redis-place.ts';

describeWithRedis('bullmq', () => {
  describeQueue('worked by one process', () => createRedisPlace(true));
  describeQueue('worked by many', () => createRedisPlace(false), { exclusive: false });
});
