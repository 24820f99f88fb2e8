import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Packages as Node itself takes them: Vite's choice for bundlers would give our code a second copy of graphql.
  resolve: { mainFields: ['main'] },
  test: {
    include: ['test/**/*.test.ts'],
    // Real sockets and a store on disk: two cores carry two files at a time.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    reporters: process.env['CI'] ? ['default'] : ['default'],
  },
});
