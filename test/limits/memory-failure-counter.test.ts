import { createMemoryFailureCounter } from '../../src/limits/memory-failure-counter.ts';
import { describeFailureCounter } from '../conformance/failure-counter.ts';

describeFailureCounter('in memory', async (windowS) => ({
  counter: createMemoryFailureCounter({ windowS }),
  close: async () => undefined,
}));
