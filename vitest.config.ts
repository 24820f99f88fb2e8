import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';
import { SlowestFirst } from './test/support/slowest-first.ts';

// Each store, gateway and program that a test starts has threads of its own, which compile the same files again: more than
// half of the work of many tests. Workers, their threads and their processes find it here.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('./node_modules/.cache/compiled-for-tests', import.meta.url));

export default defineConfig({
  // Vite would take graphql's file for bundlers, and packages outside take Node's: two copies that refuse each other.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['test/**/*.test.ts'],
    // Browsers and programs of others: `npm run test:outside`.
    exclude: [...configDefaults.exclude, 'test/outside/**'],
    globalSetup: ['test/support/services-setup.ts'],
    setupFiles: ['test/support/seed.ts'],
    // Real sockets and a store on disk: two cores carry two files at a time.
    maxWorkers: 2,
    sequence: { sequencer: SlowestFirst },
    testTimeout: 30_000,
    // What is polled for comes at once; on a busy machine that takes more than the second that is the default.
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 30_000,
  },
});
