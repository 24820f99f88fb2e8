import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';
import { SlowestFirst } from './test/support/slowest-first.ts';

// Each store, gateway and program that a test starts has threads of its own, which compile the same files again: more than
// half of the work of many tests. Workers, their threads and their processes find it here.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('./node_modules/.cache/compiled-for-tests', import.meta.url));

/** Folders whose files leave nothing behind in their process: those that a worker runs share its modules. */
const LIGHT = [
  'contracts',
  'domain',
  'field',
  'graphql',
  'mcp',
  'oauth',
  'observe',
  'ocpp',
  'outbound',
  'pages',
  'parts',
  'rest',
  'sandbox',
  'services',
  'simulator',
];
/** There, what needs a Redis or a MongoDB-protocol server is named so. */
const LIGHT_FILES = `test/{${LIGHT.join(',')}}/**/!(mongo|*-nodes).test.ts`;

/** Browsers, programs of others, and what runs for long in processes of its own: `npm run test:outside`. */
const OUTSIDE = ['test/outside/**', 'test/bench/**'];

export default defineConfig({
  // Vite would take graphql's file for bundlers, and packages outside take Node's: two copies that refuse each other.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    setupFiles: ['test/support/seed.ts'],
    // Real sockets and a store on disk: two cores carry two files at a time.
    maxWorkers: 2,
    sequence: { sequencer: SlowestFirst },
    testTimeout: 30_000,
    // What is polled for comes at once; on a busy machine that takes more than the second that is the default.
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: { name: 'light', include: [LIGHT_FILES], isolate: false },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...OUTSIDE, LIGHT_FILES],
          globalSetup: ['test/support/services-setup.ts'],
        },
      },
    ],
  },
});
