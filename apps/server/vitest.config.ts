import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/support/start-test-postgres.ts', 'test/support/start-test-redis.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // One process per file would start Node's type stripping anew each time; the databases keep the files apart.
    pool: 'threads',
    maxWorkers: 2,
  },
})
