// Timers exist if and only if their transaction commits, fire as events, and are one of a kind for each ticket.

import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Inbound } from '../../src/channel.ts'
import { prune } from '../../src/jobs/prune.ts'
import { openQueue, type Queue } from '../../src/jobs/queue.ts'
import { createTimers, type Timers } from '../../src/jobs/timers.ts'
import { customer, openEngine, type TestEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'

let desk: TestEngine
let queue: Queue
let timers: Timers
const fired: Inbound[] = []
beforeAll(async () => {
  desk = await openEngine()
  queue = await openQueue(desk.url, pino({ level: 'silent' }))
  const receive = async (inbound: Inbound) => {
    fired.push(inbound)
    return { kind: 'done' } as const
  }
  timers = createTimers({ db: desk.db, queue, receive, log: pino({ level: 'silent' }) })
  await queue.start({
    fire: timers.fire,
    consult: async () => true,
    prune: async () => undefined,
    learn: async () => undefined,
    report: async () => undefined,
  })
})
afterAll(async () => {
  timers.stop()
  await queue.stop()
  await desk.close()
})

const ticketOf = async (id: string): Promise<string> => {
  await customer(desk.receive, id).writes('Where is my parcel?')
  const ticket = await desk.db.ticket.findFirstOrThrow({ where: { conversation: { identity: { externalId: id } } } })
  return ticket.id
}
const timer = (ticket: string, at = new Date()) => ({ at, subject: { kind: 'claimReminder', ticket } }) as const
// A timer that is due at once may be fired here and by the queue: its key lets the engine take only the first.
const firedFor = (ticket: string): readonly Inbound[] => [
  ...new Map(
    fired
      .filter(({ event }) => event.type === 'TimerFired' && 'ticket' in event.timer && event.timer.ticket === ticket)
      .map((inbound) => [inbound.key, inbound]),
  ).values(),
]

test('a timer fires once as an event about its ticket', async () => {
  const ticket = await ticketOf('fires')
  await desk.db.$transaction((tx) => timers.set(tx, [timer(ticket)]))
  await eventually(() => expect(firedFor(ticket)).toHaveLength(1))
  expect(firedFor(ticket)[0]?.key).toMatch(/^timer:/)
})

test('a timer whose transaction did not commit never was', async () => {
  const [ticket, later] = [await ticketOf('undone'), await ticketOf('done')]
  const undone = desk.db.$transaction(async (tx) => {
    await timers.set(tx, [timer(ticket)])
    throw new Error('no')
  })
  await expect(undone).rejects.toThrow('no')
  await desk.db.$transaction((tx) => timers.set(tx, [timer(later)]))
  await eventually(() => expect(firedFor(later)).toHaveLength(1))
  expect(firedFor(ticket)).toHaveLength(0)
})

test('a new timer takes the place of the old one of its ticket', async () => {
  const ticket = await ticketOf('replaced')
  const [early, late] = [new Date(Date.now() + 3_600_000), new Date()]
  await desk.db.$transaction((tx) => timers.set(tx, [timer(ticket, early)]))
  await desk.db.$transaction((tx) => timers.set(tx, [timer(ticket, late)]))
  expect(await desk.db.timer.count({ where: { subject: ticket } })).toBe(1)
  await eventually(() => expect(firedFor(ticket)).toHaveLength(1))
})

test('a ticket may have a timer of each kind, and each says what it is', async () => {
  const ticket = await ticketOf('two kinds')
  const snooze = { at: new Date(), subject: { kind: 'snooze', ticket } } as const
  await desk.db.$transaction((tx) => timers.set(tx, [timer(ticket), snooze]))
  await eventually(() => expect(firedFor(ticket)).toHaveLength(2))
  const subjects = firedFor(ticket).map(({ event }) => event.type === 'TimerFired' && event.timer)
  expect(subjects).toEqual(expect.arrayContaining([snooze.subject, { kind: 'claimReminder', ticket }]))
})

test('what has had its time is forgotten, what may come again is not', async () => {
  await desk.db.inboundKey.createMany({
    data: [
      { key: 'old', at: new Date('2020-01-01') },
      { key: 'fresh', at: new Date() },
    ],
  })
  await prune(desk.db, 'no folder of files', new Date())
  const keys = await desk.db.inboundKey.findMany({ where: { key: { in: ['old', 'fresh'] } } })
  expect(keys.map(({ key }) => key)).toEqual(['fresh'])
})
