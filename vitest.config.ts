import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Vite would take graphql's file for bundlers, and packages outside take Node's: two copies that refuse each other.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/services-setup.ts'],
    setupFiles: ['test/support/seed.ts'],
    // Real sockets and a store on disk: two cores carry two files at a time.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
