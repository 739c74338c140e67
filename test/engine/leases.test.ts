// What is stored of a lease as words come and go, and what its timer does, on the engine's own clock.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { customer, manager, openEngine, type TestEngine } from '../support/engine.ts'

const HOUR = 3_600_000
let time = Date.parse('2026-03-02T10:00:00Z')
let desk: TestEngine
beforeAll(async () => {
  desk = await openEngine({ settings: { claimLease: 4 * HOUR, claimReminder: HOUR }, now: () => new Date(time) })
})
afterAll(() => desk.close())

const ana = () => manager(desk.receive, 'UANA', 'Ana')
const ben = () => manager(desk.receive, 'UBEN', 'Ben')
const opened = async (id: string) => {
  await customer(desk.receive, id).writes('Where is my parcel?')
  return desk.db.ticket.findFirstOrThrow({ where: { conversation: { identity: { externalId: id } } } })
}
const now = async (id: string) => {
  const { status, leaseFrom, holder } = await desk.db.ticket.findUniqueOrThrow({
    where: { id },
    include: { holder: true },
  })
  return { status, leaseFrom: leaseFrom?.getTime() ?? null, holder: holder?.name ?? null }
}
const fires = (ticket: string, key: string) =>
  desk.receive({ key, at: new Date(time), event: { type: 'TimerFired', timer: { kind: 'lease', ticket } } })
const cardsOf = (id: string) => desk.db.delivery.count({ where: { destinationName: `slack:card:${id}` } })

test('the lease turns with each word of either side, in one statement with the words', async () => {
  const { id, number } = await opened('talks')
  const start = time
  expect(await now(id)).toEqual({ status: 'new', leaseFrom: start, holder: null })
  time += HOUR
  await ana().claims(number)
  expect(await now(id)).toMatchObject({ leaseFrom: start + HOUR, holder: 'Ana' })
  expect(desk.timers.at(-1)).toEqual({ at: new Date(time + 2 * HOUR), subject: { kind: 'lease', ticket: id } })
  await ana().replies(number, 'Which one?')
  expect(await now(id)).toMatchObject({ leaseFrom: null })
  time += HOUR
  const [timers, cards] = [desk.timers.length, await cardsOf(id)]
  await customer(desk.receive, 'talks').writes('The blue one')
  await customer(desk.receive, 'talks').writes('Hello?')
  expect(await now(id)).toMatchObject({ leaseFrom: time })
  await ana().replies(number, 'On its way')
  expect(await now(id)).toMatchObject({ leaseFrom: null })
  expect(desk.timers).toHaveLength(timers)
  expect(await cardsOf(id)).toBeGreaterThan(cards)
})

test('at its end the ticket is in the queue again, once, and everybody is told', async () => {
  const { id, number } = await opened('waits')
  await ana().claims(number)
  time += 2 * HOUR
  await fires(id, 'timer:half')
  await fires(id, 'timer:half')
  time += 2 * HOUR
  await fires(id, 'timer:end')
  await fires(id, 'timer:after')
  expect(await now(id)).toMatchObject({ status: 'new', holder: null })
  const audit = await desk.db.audit.findMany({ where: { ticketId: id }, orderBy: { id: 'asc' } })
  expect(audit.map(({ what }) => what)).toEqual(['opened', 'claimed', 'lapsed'])
  const holder = await desk.db.manager.findFirstOrThrow({ where: { externalId: 'UANA' } })
  expect(audit[2]).toMatchObject({ managerId: null, facts: { holder: holder.id }, at: new Date(time) })
  const said = await desk.db.delivery.findMany({
    where: { destinationName: `slack:thread:${id}` },
    orderBy: { seq: 'asc' },
  })
  const lines = said.map(({ content }) => JSON.stringify(content))
  expect(lines).toEqual([
    expect.stringContaining('has claimed'),
    expect.stringContaining('"people":["UANA"]'),
    expect.stringMatching(/in the queue again.*"resurfaces":true/),
  ])
  await ben().claims(number)
  expect(await now(id)).toMatchObject({ status: 'claimed', holder: 'Ben', leaseFrom: time })
})

test('of two who press for a ticket, the second hears by how much', async () => {
  const { id, number } = await opened('raced')
  const claim = (externalId: string, name: string, at: number) =>
    desk.receive({
      key: `race:${externalId}`,
      at: new Date(at),
      event: { type: 'ManagerClaimed', by: { channel: 'slack', externalId, name }, ticket: { number } },
    })
  const outcomes = await Promise.all([claim('UANA', 'Ana', time), claim('UBEN', 'Ben', time + 400)])
  expect(outcomes).toEqual([
    { kind: 'done' },
    {
      kind: 'refused',
      because: 'held',
      notice: { say: 'staff.claimedFaster', params: { number, name: 'Ana', whole: 0, tenth: 4 } },
    },
  ])
  expect(await now(id)).toMatchObject({ holder: 'Ana' })
})
