// A desk that finds no tickets, for tests of all else.

import type { DeskSearch } from '../../src/desk/searching.ts'

export const noSearch: DeskSearch = {
  listOf: async () => ({ rows: [], total: 0 }),
  counts: async () => ({ open: 0, unclaimed: 0, mine: 0, waiting: 0, snoozed: 0, overdue: 0 }),
  findTickets: async () => ({ rows: [], total: 0 }),
  arrivals: async () => [],
  asker: async () => null,
  colleagues: async () => [],
}
