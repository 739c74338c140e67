// What is stored of a manager who is away, and what ends it, on the engine's own clock.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { readAway } from '../../src/reading/away.ts'
import { customer, manager, openEngine, type TestEngine } from '../support/engine.ts'

const HOUR = 3_600_000
// Noon in Bucharest.
let time = Date.parse('2026-03-02T10:00:00Z')
let desk: TestEngine
beforeAll(async () => {
  desk = await openEngine({ now: () => new Date(time) })
})
afterAll(() => desk.close())

const ana = { channel: 'slack', externalId: 'UANA', name: 'Ana' } as const
let keys = 0
const leaves = (until: string) =>
  desk.receive({ key: `away:${++keys}`, at: new Date(time), event: { type: 'ManagerWentAway', by: ana, until } })
const comesBack = () =>
  desk.receive({ key: `back:${++keys}`, at: new Date(time), event: { type: 'ManagerCameBack', by: ana } })
const away = async () => (await readAway(desk.db, new Date(time))).map(({ name, until }) => ({ name, until }))

test('whoever says so is away until the time they name, or until they are back', async () => {
  expect(await leaves('until 14:00')).toMatchObject({ notice: { say: 'staff.awayUntil' } })
  expect(await away()).toEqual([{ name: 'Ana', until: new Date('2026-03-02T12:00:00Z') }])
  expect(await leaves('some day')).toMatchObject({ kind: 'refused', notice: { say: 'staff.awayUnread' } })
  expect(await away()).toHaveLength(1)
  time += 2 * HOUR
  expect(await away()).toEqual([])
  expect(await comesBack()).toMatchObject({ notice: { say: 'staff.notAway' } })
  await leaves('')
  expect(await away()).toEqual([{ name: 'Ana', until: null }])
  expect(await comesBack()).toMatchObject({ notice: { say: 'staff.backNow' } })
  expect(await away()).toEqual([])
})

test('any word of theirs in a ticket ends it, and a reopened ticket waits for whoever is there', async () => {
  await customer(desk.receive, 'reopens').writes('Where is it?')
  const where = { conversation: { identity: { externalId: 'reopens' } } }
  const { id, number } = await desk.db.ticket.findFirstOrThrow({ where })
  await manager(desk.receive, 'UANA', 'Ana').claims(number)
  await manager(desk.receive, 'UANA', 'Ana').resolves(number)
  await leaves('2h')
  await customer(desk.receive, 'reopens').writes('It is lost again')
  expect(await desk.db.ticket.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: 'new', holderId: null })
  const note = {
    type: 'ManagerReplied',
    by: ana,
    ticket: { number },
    messageId: 'm-1',
    words: { type: 'root', children: [] },
  } as const
  expect(await desk.receive({ key: 'word', at: new Date(time), event: note })).toMatchObject({
    notice: { say: 'staff.welcomeBack' },
  })
  expect(await away()).toEqual([])
})
