// Cards of a crowd come in turn and are counted, also where a rule gives each ticket to somebody at once.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { ChannelError } from '../../src/channel.ts'
import type { Effects } from '../../src/engine/shell.ts'
import { withNews } from '../../src/jobs/outbox.ts'
import { unclaimedOf } from '../../src/reading/unclaimed.ts'
import { readWaitingOutbox } from '../../src/reading/waiting.ts'
import { customer, manager, openEngine, type TestEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'

const CUSTOMERS = 24
const told: Effects[] = []
let desk: TestEngine
let release: () => void
beforeAll(async () => {
  desk = await openEngine({ settings: { assignment: 'round-robin' }, committed: (effects) => told.push(effects) })
  await customer(desk.receive, 'first').writes('Where is my parcel?')
  await manager(desk.receive, 'UANNA', 'Anna').claims(1)
  await desk.settled()
  release = desk.slack.hold()
  for (let n = 0; n < CUSTOMERS; n++) {
    await customer(desk.receive, `crowd-${n}`).writes('Where is my parcel?')
    await given(n)
  }
})
afterAll(() => desk.close())

const ticketOf = (n: number) =>
  desk.db.ticket.findFirstOrThrow({ where: { conversation: { identity: { externalId: `crowd-${n}` } } } })
const given = async (n: number) => {
  const { id: ticket } = await ticketOf(n)
  const event = { type: 'TimerFired', timer: { kind: 'assign', ticket } } as const
  await desk.receive({ key: `assign:${n}`, at: new Date(), event })
}
const settings = { locale: 'en', timeZone: 'UTC', businessHours: [], holidays: [], claimReminder: 0, claimLease: 0 }
const cardsWaiting = () => unclaimedOf(desk.db, { ...settings }, () => new Date()).cardsWaiting()
const cardOf = async (n: number) => `slack:card:${(await ticketOf(n)).id}`

test('cards of tickets that a rule gave to somebody wait among cards, are counted, and the line tells of them', async () => {
  expect((await ticketOf(5)).holderId).not.toBeNull()
  const place = await cardOf(5)
  const effects = told.filter(({ cards, destinations }) => [...cards, ...destinations].includes(place))
  expect(effects.map(({ destinations }) => destinations.includes(place))).toEqual(effects.map(() => false))
  const { cards, others, cardsWaiting: counted } = await withNews(desk.db)
  expect([cards.length, counted, await cardsWaiting()]).toEqual([CUSTOMERS, CUSTOMERS, CUSTOMERS])
  expect(others.filter((name) => name.startsWith('slack:card:'))).toEqual([])
  await eventually(async () => expect(await desk.db.delivery.count({ where: { kind: 'backlog' } })).toBe(1))
})

test('cards that come in turn, and what waits for them, are old for nobody; any other delivery is', async () => {
  await desk.db.$executeRaw`
    UPDATE deliveries d SET created_at = now() - interval '10 minutes' FROM destinations p
    WHERE p.name = d.destination AND d.state = 'pending' AND (d.kind = 'card' OR p.follows IS NOT NULL)`
  expect(
    await desk.db.delivery.count({ where: { state: 'pending', destination: { follows: { not: null } } } }),
  ).toBeGreaterThan(0)
  const slack = async () => (await readWaitingOutbox(desk.db)).find(({ outlet }) => outlet === 'slack')
  expect(await slack()).toMatchObject({ waiting: expect.any(Number), oldestSeconds: expect.any(Number) })
  expect((await slack())?.oldestSeconds).toBeLessThan(300)
  const place = await cardOf(CUSTOMERS - 2)
  const told = (error: string | null) =>
    desk.db.delivery.updateMany({ where: { destinationName: place }, data: { error } })
  await told('Slack is busy')
  expect((await slack())?.oldestSeconds).toBeGreaterThan(300)
  await told(null)
  expect((await slack())?.oldestSeconds).toBeLessThan(300)
})

test('the card of one that its manager answered is among what people wait for', async () => {
  const { number } = await ticketOf(CUSTOMERS - 1)
  await manager(desk.receive, 'UANNA', 'Anna').replies(number, 'It is on its way')
  const place = await cardOf(CUSTOMERS - 1)
  expect((await withNews(desk.db)).others).toContain(place)
  expect(await cardsWaiting()).toBe(CUSTOMERS - 1)
})

test('a card that Slack refused for now is counted until it is there', async () => {
  desk.slack.failNext(new ChannelError('retry', 'Slack is busy', { retryAfterSeconds: 3_600 }), {
    fits: ({ content }) => content.kind === 'card',
  })
  release()
  await eventually(async () => {
    const { cards, cardsWaiting: counted } = await withNews(desk.db)
    expect([cards, counted, await cardsWaiting()]).toEqual([[], 1, 1])
  })
  await desk.db.delivery.updateMany({ data: { notBefore: null } })
  await desk.settled()
})
