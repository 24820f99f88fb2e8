import { createMemoryRateLimiter } from '../../src/limits/memory-rate-limiter.ts';
import { describeRateLimiter } from '../conformance/rate-limiter.ts';

describeRateLimiter('in memory', async (policy) => ({
  limiter: createMemoryRateLimiter(policy),
  close: async () => undefined,
}));
