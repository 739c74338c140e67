// A desk of which there is nothing to report, for tests of all else.

import type { DeskReports } from '../../src/desk/reports.ts'

const days = { days: 'Today', first: '2026-01-01', last: '2026-01-01' }

export const noReports: DeskReports = {
  report: async () => ({
    kind: 'report',
    ...days,
    text: '',
    figures: [],
    charts: [],
    parts: { by: 'manager', columns: [], rows: [], more: 0 },
  }),
  countedTickets: async () => ({ kind: 'tickets', ...days, rows: [], total: 0, next: null }),
  reportFile: async (_asker, what) => ({ kind: 'file', name: `${what}.csv`, text: nothing() }),
}

async function* nothing(): AsyncGenerator<string> {}
