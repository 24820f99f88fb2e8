/**
 * `npm run test:outside`: programs that nobody here wrote, against a whole gateway, and what runs for long in processes of
 * its own. `.ci/run` has what they need.
 */
import { defineConfig, mergeConfig } from 'vitest/config';
import base from './vitest.config.ts';

const inherited = mergeConfig(base, {});

export default defineConfig({
  ...inherited,
  test: {
    ...inherited.test,
    projects: undefined,
    include: [
      'test/outside/**/*.test.ts',
      'test/bench/**/*.test.ts',
      // In `npm test` it makes one request of each kind.
      'test/contracts/made-up-requests.test.ts',
    ],
    env: { MADE_UP_EACH: process.env.MADE_UP_EACH ?? '15' },
    globalSetup: ['test/outside/support/setup.ts'],
    // A browser, a test generator and a gateway are three processes: one file at a time.
    maxWorkers: 1,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
