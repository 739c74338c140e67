// How the tests run: few at once, since two cores must be enough, and one PostgreSQL for all of them.
import { defineConfig } from 'vitest/config'

// vitest reads the default export.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    // A busy machine is no failure: the default of one second is less than some pauses that are waited for.
    expect: { poll: { timeout: 10_000 } },
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
  },
})
