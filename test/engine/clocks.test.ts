// What is stored of a ticket's clock, what the desk reads of it, and what is said on the way, on the engine's own clock.

import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ChannelError } from '../../src/channel.ts'
import { openQueue } from '../../src/jobs/queue.ts'
import { createTimers } from '../../src/jobs/timers.ts'
import { createWords } from '../../src/locales/words.ts'
import { createDesk } from '../../src/reading/desk.ts'
import { customer, manager, openEngine, type TestEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
// A Monday, noon in Bucharest.
let time = Date.parse('2026-03-02T10:00:00Z')
let desk: TestEngine
beforeAll(async () => {
  desk = await openEngine({
    settings: {
      slaFirstResponse: HOUR,
      slaResolution: DAY,
      customerReminder: 2 * HOUR,
      autoClose: 5 * HOUR,
      admins: [
        { channel: 'slack', externalId: 'UDORA' },
        { channel: 'telegram', externalId: '7001' },
      ],
      escalation: [
        { channel: 'slack', externalId: 'UBOSS' },
        { channel: 'telegram', externalId: '4242' },
      ],
    },
    now: () => new Date(time),
  })
})
afterAll(() => desk.close())

const reading = () =>
  createDesk({
    db: desk.db,
    library: {
      search: () => [],
      match: () => [],
      titles: () => [],
      nearest: () => null,
      byWords: () => [],
      prepare: async () => undefined,
    },
    words: createWords(),
    config: {
      adminIds: [],
      desk: {
        staffIdentity: 'name',
        locale: 'en',
        timeZone: 'UTC',
        businessHours: [],
        holidays: [],
        claimReminder: 900_000,
        claimLease: 14_400_000,
        assistant: false,
        translate: 'off',
      },
    },
    subscribe: () => () => {},
    now: () => new Date(time),
  })
const ben = () => manager(desk.receive, 'UBEN', 'Ben')
const opened = async (id: string) => {
  await customer(desk.receive, id).writes('Where is my parcel?')
  return desk.db.ticket.findFirstOrThrow({ where: { conversation: { identity: { externalId: id } } } })
}
const look = (ticket: string, key: string) =>
  desk.receive({ key, at: new Date(time), event: { type: 'TimerFired', timer: { kind: 'clock', ticket } } })
const linesOf = async (ticket: string) => {
  const rows = await desk.db.delivery.findMany({ where: { ticketId: ticket }, orderBy: { createdAt: 'asc' } })
  return rows
    .map(({ destinationName, content }) => `${destinationName.replace(ticket, '…')} ${JSON.stringify(content)}`)
    .filter((line) => line.includes('overdue') || line.includes('must have'))
    .toSorted()
}
const audit = async (ticketId: string) =>
  (await desk.db.audit.findMany({ where: { ticketId }, orderBy: { id: 'asc' } })).map(({ what }) => what)
const dueAt = async (number: number) => (await reading().ticket(number))?.dueAt?.getTime() ?? null

test('the desk reads when a ticket is due: its first answer, then its resolution, and never while it is put off', async () => {
  const { number } = await opened('due')
  const start = time
  expect(await dueAt(number)).toBe(start + HOUR)
  await ben().replies(number, 'Hello')
  expect(await dueAt(number)).toBe(start + DAY)
  await ben().awaitsCustomer(number)
  expect(await dueAt(number)).toBeNull()
  time += 5 * HOUR
  await customer(desk.receive, 'due').writes('Here it is')
  expect(await dueAt(number)).toBe(start + DAY + 5 * HOUR)
  await ben().resolves(number)
  expect(await dueAt(number)).toBeNull()
  time += DAY
  await customer(desk.receive, 'due').writes('Broken again')
  expect(await dueAt(number)).toBe(time + DAY)
})

test('the holder is called in the thread, then everybody and who is to know, each once', async () => {
  const { id, number } = await opened('breached')
  expect(desk.timers.at(-1)).toEqual({ at: new Date(time + 45 * MINUTE), subject: { kind: 'clock', ticket: id } })
  await ben().claims(number)
  time += 45 * MINUTE
  await look(id, 'clock:1')
  time += 15 * MINUTE
  await look(id, 'clock:2')
  await look(id, 'clock:2')
  await look(id, 'clock:3')
  const lines = await linesOf(id)
  expect(lines).toEqual([
    expect.stringMatching(/^slack:person:UBOSS .*Ben has it/),
    expect.stringMatching(/^slack:thread:….*"people":\["UBEN"\]/),
    expect.stringMatching(/^slack:thread:….*"staff":"all".*"resurfaces":true/),
    expect.stringMatching(/^telegram:person:4242 .*Ben has it/),
  ])
  expect(await audit(id)).toEqual(['opened', 'claimed', 'warned', 'breached'])
  expect(desk.breaches).toEqual(['firstResponse'])
})

test('a customer who says nothing is reminded once, then their ticket closes, each in the audit trail', async () => {
  // Ten in the morning, whatever the tests before took.
  time = Date.parse('2026-03-16T08:00:00Z')
  const { id, number } = await opened('silent')
  const fire = (kind: 'customerReminder' | 'autoClose', key: string) =>
    desk.receive({ key, at: new Date(time), event: { type: 'TimerFired', timer: { kind, ticket: id } } })
  await ben().awaitsCustomer(number)
  expect(desk.timers.at(-1)).toEqual({
    at: new Date(time + 2 * HOUR),
    subject: { kind: 'customerReminder', ticket: id },
  })
  time += 2 * HOUR
  await fire('customerReminder', 'reminder:1')
  await fire('customerReminder', 'reminder:2')
  time += 3 * HOUR
  await fire('autoClose', 'close:1')
  await fire('autoClose', 'close:2')
  expect(await audit(id)).toEqual(['opened', 'claimed', 'waiting', 'reminded', 'resolved'])
  // Figures count it for whoever had it then, whoever has it later.
  const ended = await desk.db.audit.findFirstOrThrow({ where: { ticketId: id, what: 'resolved' } })
  const { holderId } = await desk.db.ticket.findUniqueOrThrow({ where: { id } })
  expect([ended.managerId, ended.facts]).toEqual([null, { holder: holderId }])
  const said = await desk.db.message.findMany({ where: { ticketId: id, author: 'bot', audience: 'everyone' } })
  expect(said.map(({ document }) => JSON.stringify(document)).filter((words) => /close/.test(words))).toEqual([
    expect.stringContaining('today at 15:00 GMT+2'),
    expect.stringContaining('I have closed your request'),
  ])
  await customer(desk.receive, 'silent').writes('Sorry, I was away')
  expect((await desk.db.ticket.findUniqueOrThrow({ where: { id } })).status).toBe('claimed')
})

test('a poor rating calls whoever had the ticket and the admins, each where they are', async () => {
  const { id, number } = await opened('rates')
  await ben().replies(number, 'Never mind')
  await ben().resolves(number)
  await customer(desk.receive, 'rates').presses(`rating.1:${number}`)
  const said = await desk.db.delivery.findMany({ where: { ticketId: id }, orderBy: { createdAt: 'asc' } })
  const lines = said.map(({ destinationName, content }) => `${destinationName} ${JSON.stringify(content)}`)
  expect(lines.filter((line) => line.includes('1 of 5')).toSorted()).toEqual([
    expect.stringMatching(/^slack:thread:.*"people":\["UBEN","UDORA"\]/),
    expect.stringMatching(/^telegram:person:7001 /),
  ])
  const { ratedAt } = await desk.db.ticket.findUniqueOrThrow({ where: { id } })
  expect(ratedAt?.getTime()).toBe(time)
})

test('that somebody can’t be reached is told in the channel, once until they can', async () => {
  const refusal = new ChannelError('permanent', 'chat not found', { reason: 'chatNotFound' })
  const lines = async () => (await desk.db.delivery.findMany({ where: { destinationName: 'slack:staff' } })).length
  const before = await lines()
  for (const who of ['lost', 'lost too']) {
    desk.telegram.failNext(refusal, { fits: ({ address }) => address === '4242' })
    const { id } = await opened(who)
    time += HOUR
    await look(id, `clock:${who}`)
    await eventually(async () =>
      expect(await desk.db.delivery.count({ where: { ticketId: id, state: 'undelivered' } })).toBe(1),
    )
  }
  expect(await lines()).toBe(before + 1)
  const line = await desk.db.delivery.findFirstOrThrow({ where: { destinationName: 'slack:staff' } })
  expect(JSON.stringify(line.content)).toContain('telegram:4242')
})

test('a timer that was set before a restart fires after it, once', async () => {
  const { id, number } = await opened('restarted')
  const silent = pino({ level: 'silent' })
  const before = await openQueue(desk.url, silent)
  // Late enough that nothing fires before the stop.
  const due = { at: new Date(Date.now() + 3_000), subject: { kind: 'clock', ticket: id } } as const
  const unstarted = createTimers({ db: desk.db, queue: before, receive: desk.receive, log: silent })
  await desk.db.$transaction((tx) => unstarted.set(tx, [{ ...due, at: new Date(Date.now() + HOUR) }]))
  await desk.db.$transaction((tx) => unstarted.set(tx, [due]))
  unstarted.stop()
  await before.stop()
  expect(await audit(id)).toEqual(['opened'])
  time += HOUR
  const after = await openQueue(desk.url, silent)
  const timers = createTimers({ db: desk.db, queue: after, receive: desk.receive, log: silent })
  await after.start({
    fire: timers.fire,
    consult: async () => true,
    prune: async () => undefined,
    learn: async () => undefined,
    report: async () => undefined,
  })
  await eventually(async () => expect(await audit(id)).toEqual(['opened', 'breached']))
  await after.stop()
  expect((await linesOf(id)).filter((line) => line.startsWith('slack:thread'))).toHaveLength(1)
  expect(await dueAt(number)).toBe(time)
})

test('of what waits already, and of nothing else, a new customer hears the number', async () => {
  const waiting = await desk.db.ticket.count({ where: { status: 'new' } })
  const { number } = await opened('waits-first')
  await ben().claims(number)
  await opened('waits-next')
  await opened('waits-too')
  time += 1_000
  await customer(desk.receive, 'asks-place').writes('And how long will this take?')
  await eventually(() => {
    expect(desk.telegram.said('asks-place').at(-1)).toContain(`${waiting + 2} requests are before yours`)
  })
})

test('words that come too late to reopen a ticket open one that comes after it, and each leads to the other', async () => {
  const { id, number } = await opened('late')
  await ben().resolves(number)
  time += 8 * DAY
  await customer(desk.receive, 'late').writes('And where is my other parcel? It is urgent!')
  const [old, next] = await desk.db.ticket.findMany({
    where: { conversation: { identity: { externalId: 'late' } } },
    orderBy: { number: 'asc' },
  })
  expect(old?.status).toBe('resolved')
  const trails = await Promise.all([number, next?.number ?? 0].map((one) => reading().trail(one)))
  expect(trails[0]?.at(-1)).toMatchObject({ what: 'wentOn', facts: { ticket: next?.number } })
  expect(trails[1]?.[0]).toMatchObject({ what: 'openedAfter', facts: { ticket: number } })
  expect(trails[1]?.[1]).toMatchObject({ what: 'pressed', by: null, facts: { priority: 'high', reason: 'urgent' } })
  expect(next?.priority).toBe('high')
  const lines = await desk.db.delivery.findMany({ where: { ticketId: id, destinationName: { contains: 'thread' } } })
  expect(JSON.stringify(lines.map(({ content }) => content))).toContain(`#${next?.number}`)
})
