import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'src/**/*.test.ts'],
    // Every file starts sandboxes of its own and no module keeps state, so workers can be used again.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})
