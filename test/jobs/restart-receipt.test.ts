// After a start the staff read once what was caught up with.

import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Standing, standing, tellCaughtUp } from '../../src/jobs/restart-receipt.ts'
import { customer, openEngine, type TestEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'

let desk: TestEngine
let stop: () => Promise<void> = async () => undefined
beforeEach(async () => {
  desk = await openEngine()
})
afterEach(async () => {
  await stop()
  await desk.close()
})

const staffLines = async (): Promise<string[]> => {
  const said = await desk.db.delivery.findMany({ where: { destinationName: 'slack:staff' } })
  return said.map(({ content }) => JSON.stringify(content))
}
const starts = (before: Standing): void => {
  stop = tellCaughtUp({ db: desk.db, receive: desk.receive, log: pino({ level: 'silent' }) }, before)
}

test('words that were written before the start and came in after it are counted', async () => {
  await customer(desk.receive, 'early').writes('Before all of it')
  const before = await standing(desk.db)
  const from = { channel: 'telegram', externalId: 'late', address: 'late', name: 'Ana', locale: 'en' } as const
  const words = { type: 'root', children: [] } as const
  for (const n of [1, 2]) {
    const event = { type: 'CustomerWrote', from, messageId: String(n), words } as const
    await desk.receive({ key: `late:${n}`, at: new Date(before.startedAt.getTime() - 60_000), event })
  }
  await customer(desk.receive, 'new').writes('After the start')
  starts(before)
  const [line] = await eventually(async () => {
    const lines = await staffLines()
    expect(lines).toHaveLength(1)
    return lines
  })
  expect(line).toContain('customers’ messages: 2, managers’: 0')
  expect(line).toContain('Nothing was lost')
})

test('words of the second in which the desk started were not missed: their platform may tell no more than the second', async () => {
  const before = await standing(desk.db)
  const startedAt = new Date(before.startedAt.getTime() - (before.startedAt.getTime() % 1_000) + 999)
  const from = { channel: 'telegram', externalId: 'new', address: 'new', name: 'Ana', locale: 'en' } as const
  for (const [n, early] of [999, 60_000].entries()) {
    const event = { type: 'CustomerWrote', from, messageId: `${n}`, words: { type: 'root', children: [] } } as const
    await desk.receive({ key: `new:${n}`, at: new Date(startedAt.getTime() - early), event })
  }
  starts({ ...before, startedAt })
  const line = await eventually(async () => {
    const [first = ''] = await staffLines()
    expect(first).not.toBe('')
    return first
  })
  expect(line).toContain('customers’ messages: 1,')
})

test('what waited to be said is counted once it is said', async () => {
  const release = desk.telegram.hold()
  await customer(desk.receive, 'waiting').writes('Is anybody there?')
  const before = await standing(desk.db)
  expect(before.waiting).toBe(1)
  starts(before)
  release()
  await eventually(async () => expect((await staffLines())[0]).toContain('waiting to be delivered: 1'))
})
