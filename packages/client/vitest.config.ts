import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['../../apps/server/test/support/start-test-postgres.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
