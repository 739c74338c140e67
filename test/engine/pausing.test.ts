// What is stored of a ticket that waits for its customer or is put off, and what its timer does on the engine's clock.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { customer, manager, openEngine, type TestEngine } from '../support/engine.ts'

const HOUR = 3_600_000
let time = Date.parse('2026-03-02T10:00:00Z')
let desk: TestEngine
beforeAll(async () => {
  desk = await openEngine({ settings: { claimReminder: HOUR }, now: () => new Date(time) })
})
afterAll(() => desk.close())

const ben = () => manager(desk.receive, 'UBEN', 'Ben')
const opened = async (id: string) => {
  await customer(desk.receive, id).writes('Where is my parcel?')
  return desk.db.ticket.findFirstOrThrow({ where: { conversation: { identity: { externalId: id } } } })
}
const now = async (id: string) => {
  const { status, snoozedUntil, holder } = await desk.db.ticket.findUniqueOrThrow({
    where: { id },
    include: { holder: true },
  })
  return { status, snoozedUntil, holder: holder?.name ?? null }
}
const audit = async (ticketId: string) =>
  (await desk.db.audit.findMany({ where: { ticketId }, orderBy: { id: 'asc' } })).map(({ what }) => what)
const threadOf = async (id: string) => {
  const said = await desk.db.delivery.findMany({
    where: { destinationName: `slack:thread:${id}` },
    orderBy: { seq: 'asc' },
  })
  return said.map(({ content }) => JSON.stringify(content))
}
const fires = (ticket: string, key: string) =>
  desk.receive({ key, at: new Date(time), event: { type: 'TimerFired', timer: { kind: 'snooze', ticket } } })

test('a ticket that waits for its customer is its holder’s, and theirs again with the next word', async () => {
  const { id, number } = await opened('waits')
  await ben().awaitsCustomer(number)
  expect(await now(id)).toEqual({ status: 'waiting', snoozedUntil: null, holder: 'Ben' })
  await customer(desk.receive, 'waits').writes('Here it is')
  expect(await now(id)).toEqual({ status: 'claimed', snoozedUntil: null, holder: 'Ben' })
  expect(await audit(id)).toEqual(['opened', 'claimed', 'waiting', 'resumed'])
})

test('whoever ends a pause is named in the audit trail', async () => {
  const { id, number } = await opened('ends')
  await ben().awaitsCustomer(number)
  await ben().claims(number)
  const entry = await desk.db.audit.findFirstOrThrow({
    where: { ticketId: id, what: 'resumed' },
    include: { manager: true },
  })
  expect(entry.manager?.name).toBe('Ben')
})

test('a ticket that is put off comes back at its moment, once, and an earlier timer has no effect', async () => {
  const { id, number } = await opened('sleeps')
  await ben().snoozes(number, 'hour')
  await ben().snoozes(number, 'fourHours')
  const until = new Date(time + 4 * HOUR)
  expect(await now(id)).toEqual({ status: 'snoozed', snoozedUntil: until, holder: null })
  expect(desk.timers.at(-1)).toEqual({ at: until, subject: { kind: 'snooze', ticket: id } })
  time += HOUR
  await fires(id, 'timer:early')
  expect(await now(id)).toMatchObject({ status: 'snoozed', snoozedUntil: until })
  time += 3 * HOUR
  await fires(id, 'timer:due')
  await fires(id, 'timer:due')
  await fires(id, 'timer:other')
  expect(await now(id)).toEqual({ status: 'new', snoozedUntil: null, holder: null })
  expect(await audit(id)).toEqual(['opened', 'snoozed', 'snoozed', 'resumed'])
  const said = await threadOf(id)
  expect(said).toHaveLength(3)
  expect(said[2]).toMatch(/is back.*"resurfaces":true/)
  expect(desk.timers.at(-1)).toEqual({ at: new Date(time + HOUR), subject: { kind: 'claimReminder', ticket: id } })
})

test('nobody is told that a ticket was unclaimed while it was put off', async () => {
  const { id, number } = await opened('slept')
  await ben().snoozes(number, 'fourHours')
  time += HOUR
  const early = { type: 'TimerFired', timer: { kind: 'claimReminder', ticket: id } } as const
  await desk.receive({ key: 'timer:too early', at: new Date(time), event: early })
  const reminders = await desk.db.delivery.count({ where: { kind: 'reminder' } })
  expect(reminders).toBe(0)
  time += 3 * HOUR
  await fires(id, 'timer:slept')
  time += HOUR
  const event = { type: 'TimerFired', timer: { kind: 'claimReminder', ticket: id } } as const
  await desk.receive({ key: 'timer:unclaimed', at: new Date(time), event })
  expect(await desk.db.delivery.count({ where: { kind: 'reminder' } })).toBe(reminders + 1)
  // As the first reminder of a new ticket, it comes again after twice the time.
  const again = { at: new Date(time + 2 * HOUR), subject: { kind: 'claimReminder', ticket: id } }
  expect(desk.timers.at(-1)).toEqual(again)
})

test('a ban ends it too', async () => {
  const { id, number } = await opened('banned')
  await ben().snoozes(number, 'monday')
  await manager(desk.receive, 'UADMIN', 'Dora').bans(number)
  expect(await now(id)).toEqual({ status: 'resolved', snoozedUntil: null, holder: null })
  expect(desk.timers.at(-1)?.subject).toEqual({ kind: 'snooze', ticket: id })
  time += 9 * 24 * HOUR
  await fires(id, 'timer:banned')
  expect(await now(id)).toMatchObject({ status: 'resolved' })
})

test('whatever ends a snooze takes its moment away', async () => {
  const { id, number } = await opened('ends')
  const moments: unknown[] = []
  for (const end of [
    () => ben().claims(number),
    () => ben().awaitsCustomer(number),
    () => customer(desk.receive, 'ends').writes('Hello?'),
    () => ben().releases(number),
    () => ben().resolves(number),
  ]) {
    await ben().snoozes(number, 'monday')
    expect(await now(id)).toMatchObject({ status: 'snoozed', snoozedUntil: expect.any(Date) })
    await end()
    moments.push(Object.values(await now(id)))
  }
  expect(moments).toEqual([
    ['claimed', null, 'Ben'],
    ['waiting', null, 'Ben'],
    ['claimed', null, 'Ben'],
    ['new', null, null],
    ['resolved', null, 'Ben'],
  ])
})
