// A team of several, and a desk on which something waits and something failed: what the staff's pages have to show.

import type { ConsultationRow, DeskAssistance } from '../../src/desk/assistance.ts'
import type { OperationsView } from '../../src/desk/operations.ts'
import type { ReportView } from '../../src/desk/reports.ts'
import { createWords } from '../../src/locales/words.ts'
import { backlogChart } from '../../src/reports/charts/backlog.ts'
import { pageLook } from '../../src/reports/charts/look.ts'
import { volumeChart } from '../../src/reports/charts/volume.ts'
import { emptyTicket } from '../adapters/web/memory-desk.ts'
import { startWebDesk, type WebDesk } from '../adapters/web/web-desk.ts'
import { noAssistance } from '../support/no-assistance.ts'

const AT = new Date('2026-05-04T09:00:00Z')
const id = (n: number): string => `00000000-0000-4000-8000-0000000000${String(n).padStart(2, '0')}`

/** The delivery that did not arrive. */
export const LOST = id(99)

const operations: OperationsView = {
  outbox: [{ outlet: 'telegram', waiting: 3, again: 1, oldestAt: AT }],
  struggling: [
    {
      ...{ outlet: 'slack', kind: 'card', ticket: 7, attempts: 4, reason: 'Slack asks to wait' },
      ...{ since: AT, nextAt: AT },
    },
  ],
  parked: { count: 1, rows: [{ key: 'telegram:1:9', channel: 'telegram', at: AT }] },
  erased: [{ number: 12, why: 'retention', at: AT, requests: 3, messages: 41, files: 2, underWay: 5 }],
  jobs: [{ queue: 'prune', waiting: 1, overdue: 0, active: 0, failed: 2, schedule: '0 3 * * *' }],
  database: { version: '18.0', bytes: 1e7, connections: 3 },
}

const VOLUME = {
  ...{ zone: 'UTC', period: { from: new Date('2026-05-02T00:00:00Z'), to: new Date('2026-05-05T00:00:00Z') } },
  days: [
    { day: new Date('2026-05-02T00:00:00Z'), opened: 4, resolved: 1 },
    { day: new Date('2026-05-03T00:00:00Z'), opened: 0, resolved: 2 },
    { day: new Date('2026-05-04T00:00:00Z'), opened: 12, resolved: 9 },
  ],
}

const asked: ConsultationRow = {
  ...{ purpose: 'draft', at: AT, by: 'Ana', state: 'answered', why: null, tokens: { sent: 900, received: 80 } },
}

const assistance: DeskAssistance = {
  ...noAssistance,
  hasAssistant: true,
  written: async (_who, id) => (id === 'under-way' ? { state: 'writing', until: AT } : null),
  draftAt: async () => ({
    consultation: id(98),
    written: {
      ...{ state: 'draft', text: 'It **comes** tomorrow.', isOvertaken: true },
      ...{ articles: [{ id: 'refunds', title: 'Refunds' }], tickets: [7] },
    },
  }),
  consultations: async () => [asked, { ...asked, by: null, state: 'failed', why: 'spent' }],
  consultationRecords: async () => [{ ...asked, sent: 'Draft a reply.\n\n{"question":"Where?"}', received: '{}' }],
}

/** Starts a web desk with all that. */
export const startBusyDesk = async (): Promise<WebDesk> => {
  const busy = await startWebDesk()
  fill(busy)
  return busy
}

const fill = ({ desk, team, lost }: WebDesk): void => {
  const one = { byOperator: false, shutOutAt: null, away: null, open: 0, seenAt: AT, sessions: [] } as const
  const sessions = [
    { id: id(1), browser: 'Firefox, Linux', begunAt: AT, seenAt: AT, isThis: true },
    { id: id(2), browser: null, begunAt: AT, seenAt: AT, isThis: false },
  ]
  team.push(
    { ...one, id: id(3), channel: 'web', externalId: 'a', name: 'Ana', admin: true, open: 3, sessions },
    { ...one, id: id(4), channel: 'slack', externalId: 'b', name: 'Ben', admin: true, byOperator: true },
    { ...one, id: id(5), channel: 'web', externalId: 'c', name: 'Cyd', admin: false, away: { until: AT } },
    { ...one, id: id(6), channel: 'web', externalId: 'd', name: 'Dan', admin: false, shutOutAt: AT },
  )
  desk.operations = async () => operations
  Object.assign(desk, assistance)
  desk.teamTrail = async () => [{ at: AT, what: 'disabled', by: 'Ana', whom: 'Dan', about: null }]
  desk.report = async (_asker, locale) => report(locale)
  const rows = [{ ticket: emptyTicket(7), at: AT, by: 'Ben' }]
  desk.countedTickets = async () => ({ kind: 'tickets', ...DAYS, rows, total: 1, next: null })
  lost.push({
    ...{ delivery: LOST, ticket: { number: 7, card: null }, author: null, to: 'customer', mailbox: null },
    ...{ words: 'Words of a customer', reason: 'blocked', at: AT },
  })
}

const DAYS = { days: 'May 2, 2026 – May 4, 2026', first: '2026-05-02', last: '2026-05-04' }
const report = (locale: string): ReportView => {
  const reader = { words: createWords(), locale, look: pageLook }
  const left = VOLUME.days.map(({ day, opened }) => ({ day, backlog: opened }))
  const charts = [volumeChart(VOLUME, reader), backlogChart({ ...VOLUME, days: left }, reader)]
  return {
    ...{ kind: 'report', ...DAYS, text: '', charts: charts.filter((chart) => chart !== null) },
    parts: {
      by: 'manager',
      columns: ['claimed', 'rating'],
      rows: [{ name: 'Ben', values: ['3', '4.5 (2)'] }],
      more: 0,
    },
    figures: [
      { key: 'opened', name: 'Tickets opened', value: '16', change: '+4', more: [], counted: 'opened' },
      { key: 'slaMet', name: 'Promised times kept', value: '93%', change: null, more: ['a remark'], counted: null },
    ],
  }
}

/** A link that signs an admin in. */
export const adminsLink = ({ links, owners, url }: WebDesk): string => {
  const token = crypto.randomUUID()
  links.add(token)
  owners.set(token, { channel: 'web', externalId: 'admin', name: 'Ana', admin: true })
  return `${url}/desk/sign-in/${token}`
}
