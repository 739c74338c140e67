import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type CountedFigure,
  countedFigures,
  type PartColumn,
  type PartedBy,
  type ReportView,
} from '../../src/desk/reports.ts'
import { createWords } from '../../src/locales/words.ts'
import { reportsOf } from '../../src/reading/reports.ts'
import { createCounting } from '../../src/reports/figures.ts'
import { type OpenedDatabase, openFreshDatabase } from '../support/database.ts'
import { storeAudit, storeCustomer, storeManager, storeTicket } from './stored.ts'

const at = (day: number, hour = 12): Date => new Date(Date.UTC(2026, 0, day, hour))
const admin = { channel: 'telegram', externalId: '7' } as const
const manager = { channel: 'web', externalId: 'ana' } as const
const JANUARY = '2026-01'

let fresh: OpenedDatabase
beforeAll(async () => {
  fresh = await openFreshDatabase()
  await storeHistory()
})
afterAll(() => fresh.close())

const storeHistory = async (): Promise<void> => {
  const { db } = fresh
  const ion = await storeCustomer(db)
  await storeManager(db, manager)
  const store = async (fields: Parameters<typeof storeTicket>[2], ...steps: [what: string, at: Date][]) => {
    const ticket = await storeTicket(db, ion, fields)
    for (const [what, moment] of steps) await storeAudit(db, ticket.id, what, moment)
    return ticket
  }
  const over = { status: 'resolved' } as const
  // Opened before January, resolved in it too late, and rated twice.
  await store(
    { ...over, openedAt: new Date('2025-12-30T12:00:00Z'), answeredAt: at(1), resolvedAt: at(2), rating: 4 },
    ...([
      ['claimed', at(1)],
      ['breached', at(1)],
      ['answered', at(1)],
      ['resolved', at(2)],
    ] as [string, Date][]),
    ...([
      ['rated', at(3)],
      ['rated', at(4)],
    ] as [string, Date][]),
  )
  // Claimed twice, reopened, and open.
  const open = await store(
    { openedAt: at(5), answeredAt: at(5, 13), reopened: 1 },
    ...([
      ['claimed', at(5)],
      ['answered', at(5, 13)],
      ['claimed', at(6)],
      ['resolved', at(7)],
      ['reopened', at(8)],
    ] as [string, Date][]),
  )
  // Merged, and one that was promised nothing.
  await store({ ...over, openedAt: at(6), resolvedAt: at(9), mergedIntoId: open.id }, ['merged', at(9)])
  await store(
    { ...over, openedAt: at(10), resolvedAt: at(11), firstDueAt: null, resolutionDueAt: null },
    ['resolved', at(11)],
    ['breached', at(11)],
  )
  // In time.
  await store(
    { ...over, openedAt: at(12), answeredAt: at(12), resolvedAt: at(13) },
    ['answered', at(12)],
    ['resolved', at(13)],
  )
  // February's.
  await store({ openedAt: new Date('2026-02-01T00:00:00Z') })
}

const reports = () =>
  reportsOf({
    counting: createCounting(
      fresh.db,
      { timeZone: 'UTC', businessHours: [], holidays: [] },
      () => new Date('2026-02-06T12:00:00Z'),
    ),
    words: createWords(),
    admins: [admin],
  })
const page = async (figure: CountedFigure, most = 50, after: Parameters<typeof counted>[0]['after'] = null) =>
  counted({ figure, period: JANUARY, most, after })
const counted = async (asked: Parameters<ReturnType<typeof reports>['countedTickets']>[2]) => {
  const answer = await reports().countedTickets(admin, 'en', asked)
  if (answer.kind !== 'tickets') throw new Error(`it answered ${answer.kind}`)
  return answer
}
const textOf = async (what: 'figures' | 'tickets') => {
  const file = await reports().reportFile(admin, what, JANUARY)
  if (file.kind !== 'file') throw new Error(`it answered ${file.kind}`)
  return { name: file.name, text: (await Array.fromAsync(file.text)).join('') }
}
const report = async (period: string, by: PartedBy = 'manager'): Promise<ReportView> => {
  const answer = await reports().report(admin, 'en', { period, by })
  if (answer.kind !== 'report') throw new Error(`it answered ${answer.kind}`)
  return answer
}

describe('the tickets of a figure', () => {
  test.each<[CountedFigure, number]>([
    ['opened', 4],
    ['claimed', 3],
    ['resolved', 5],
    ['reopened', 1],
    ['backlog', 2],
    ['firstResponses', 3],
    ['resolutions', 3],
    ['ratings', 1],
  ])('are as many as the figure says: %s', async (figure, expected) => {
    const [names = '', values = ''] = (await textOf('figures')).text.split('\n')
    const told = values.split(',')[names.split(',').indexOf(figure)]
    const { total, rows } = await page(figure)
    expect([Number(told), total, rows.length]).toEqual([expected, expected, expected])
  })

  test('of which a promise was not kept are what the kept ones leave', async () => {
    // Of the two that were promised a time one overran it.
    expect((await report(JANUARY)).figures.find(({ counted: to }) => to === 'slaMissed')?.value).toBe('50%')
    const { rows, total } = await page('slaMissed')
    expect([total, rows.map(({ at: moment }) => moment)]).toEqual([1, [at(2)]])
  })

  test.each(countedFigures)('come page by page, each once: %s', async (figure) => {
    const whole = await page(figure)
    const seen: Date[] = []
    for (let next: typeof whole.next | undefined; next !== null; ) {
      const answer: typeof whole = await page(figure, 1, next ?? null)
      seen.push(...answer.rows.map((row) => row.at))
      next = answer.next
    }
    expect(seen).toEqual(whole.rows.map((row) => row.at))
    expect(seen).toHaveLength(whole.total)
  })

  test('stand with when it happened, the latest first; of the backlog the oldest', async () => {
    expect((await page('claimed')).rows.map((row) => row.at)).toEqual([at(6), at(5), at(1)])
    expect((await page('backlog')).rows.map(({ ticket }) => ticket.state)).toEqual(['new', 'new'])
    expect((await page('backlog')).rows[0]?.at).toEqual(at(5))
  })
})

test('the report has the figures with their change, the tickets that they lead to, and the days of its period', async () => {
  const { figures, days, first, last, charts, text } = await report(JANUARY)
  expect([days, first, last]).toEqual(['Jan 1, 2026 – Jan 31, 2026', '2026-01-01', '2026-01-31'])
  expect(figures.find(({ key }) => key === 'opened')).toMatchObject({
    ...{ name: 'Tickets opened', value: '4', change: '+3', counted: 'opened' },
  })
  expect(figures.find(({ key }) => key === 'conversations')?.counted).toBeNull()
  expect(text).toContain('- Tickets opened: **4** (+3)')
  expect(charts[0]?.svg).toContain('Opened: 4')
})

test.each<[PartedBy, string, PartColumn, string]>([
  ['manager', 'Nobody’s', 'claimed', '3'],
  ['tag', 'Without a tag', 'opened', '4'],
  ['channel', 'Telegram', 'rating', '4 (1)'],
])(
  'the figures are told apart by %s, in words, and what nothing happened in is left out',
  async (by, name, column, value) => {
    const { parts } = await report(JANUARY, by)
    expect(parts.rows.map((row) => row.name)).toContain(name)
    expect(parts.rows.find((row) => row.name === name)?.values[parts.columns.indexOf(column)]).toBe(value)
    expect((await report('2020', by)).parts.rows).toEqual([])
  },
)

test('no chart goes beyond today', async () => {
  const [volume] = (await report('this month')).charts
  expect([...(volume?.svg ?? '').matchAll(/>(?:Feb )?(\d+)</g)].map(([, day]) => Number(day))).not.toContain(28)
})

test('the tickets of a period are a file with its days in the name', async () => {
  const { name, text } = await textOf('tickets')
  expect(name).toBe('tickets-2026-01-01-2026-01-31.csv')
  expect(text.trimEnd().split('\n')).toHaveLength(5)
})

test('nobody but an admin gets any of it', async () => {
  const asked = { figure: 'opened', period: '', after: null, most: 1 } as const
  const { report: ask, countedTickets, reportFile } = reports()
  const answers = [
    ask(manager, 'en', { period: '', by: 'tag' }),
    countedTickets(manager, 'en', asked),
    reportFile(manager, 'tickets', ''),
  ]
  expect((await Promise.all(answers)).map(({ kind }) => kind)).toEqual(['notAdmin', 'notAdmin', 'notAdmin'])
})

test.each([
  ['weak', 'badPeriod'],
  ['1990..2026', 'tooLong'],
])('a period of "%s" is refused: %s', async (period, kind) => {
  expect(await reports().report(admin, 'en', { period, by: 'manager' })).toEqual({ kind })
})
