// A desk at which nothing waits, for tests of all else.

import type { DeskOperations } from '../../src/desk/operations.ts'

export const noOperations: DeskOperations = {
  operations: async () => ({
    outbox: [],
    struggling: [],
    parked: { count: 0, rows: [] },
    erased: [],
    jobs: [],
    database: { version: '18.0', bytes: 1e7, connections: 3 },
  }),
}
