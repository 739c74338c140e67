// The outbox: in order for each destination, once where the platform lets us know, and never silently lost.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { ChannelError } from '../../src/channel.ts'
import { customer, manager, openEngine, type TestEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'

let desk: TestEngine
beforeAll(async () => {
  desk = await openEngine()
})
afterAll(() => desk.close())

/** A ticket of a customer's own, its card shown: its number and its thread's address. */
const opened = async (id: string): Promise<{ number: number; thread: string }> => {
  await customer(desk.receive, id).writes(`Question of ${id}`)
  const { id: ticket, number } = await desk.db.ticket.findFirstOrThrow({
    where: { conversation: { identity: { externalId: id } } },
  })
  const thread = await eventually(async () => {
    const card = await desk.db.destination.findUniqueOrThrow({ where: { name: `slack:card:${ticket}` } })
    if (card.posted === null) throw new Error('the card is not shown yet')
    return card.posted
  })
  return { number, thread }
}
const isCard = ({ content }: { content: { kind: string } }) => content.kind === 'card'
const saidBy = (id: string) => desk.telegram.said(id)

test('words that are edited while they are being said are edited where they stand, however close together', async () => {
  const ana = customer(desk.receive, 'hasty')
  await ana.writes('A question of haste')
  await eventually(() => expect(desk.slack.said().join()).toContain('card'))
  const release = desk.slack.hold()
  await ana.writes('It is number 71', 'hasty:1')
  await eventually(() => expect(JSON.stringify(desk.slack.attempts.at(-1)?.content)).toContain('number 71'))
  await ana.edits('It is number 17', 'hasty:1')
  release()
  await eventually(() => expect(desk.slack.said()).toContainEqual(expect.stringMatching(/^edit .*number 17/s)))
  const edit = desk.slack.arrived.find(({ content }) => content.kind === 'edit')
  expect(edit?.content).toMatchObject({ posted: [expect.stringContaining('slack/')] })
})

test("a thread waits for its card, and what is said there hangs on the card's receipt", async () => {
  const release = desk.slack.hold()
  const anna = customer(desk.receive, 'card')
  await anna.writes('First')
  await anna.writes('Second')
  await eventually(() => expect(desk.slack.attempts.some(isCard)).toBe(true))
  expect(desk.slack.said().join()).not.toContain('Second')
  release()
  await eventually(() => expect(desk.slack.said().join()).toContain('Second'))
  const second = desk.slack.arrived.find(({ content }) => JSON.stringify(content).includes('Second'))
  expect(second?.address).toMatch(/^slack\//)
})

test('words to twenty conversations at once arrive in order in each thread', async () => {
  const ids = Array.from({ length: 20 }, (_, n) => `parallel-${n}`)
  const threads = new Map(await Promise.all(ids.map(async (id) => [id, (await opened(id)).thread] as const)))
  await Promise.all(
    ids.map((id) =>
      Promise.all(Array.from({ length: 20 }, (_, n) => customer(desk.receive, id).writes(`${id} says ${n}`))),
    ),
  )
  for (const id of ids) {
    const expected = Array.from({ length: 20 }, (_, n) => `${id} says ${n}`)
    await eventually(() => expect(desk.slack.said(threads.get(id))).toHaveLength(20))
    expect(desk.slack.said(threads.get(id))).toEqual(expected)
  }
})

test("a manager's reply is marked as delivered once the customer's platform took it", async () => {
  const { number } = await opened('marked')
  await manager(desk.receive, 'U1', 'Anna').replies(number, 'Here is your answer', 'C1/42.1')
  await eventually(() => expect(saidBy('marked').join()).toContain('Here is your answer'))
  await eventually(() => {
    const marks = desk.slack.arrived.filter(({ content }) => content.kind === 'mark' && content.target === 'C1/42.1')
    expect(marks.map(({ content }) => content)).toEqual([{ kind: 'mark', target: 'C1/42.1', mark: 'delivered' }])
  })
})

test('a claim marks the last message that the customer wrote, and holds up nothing that is said to them', async () => {
  const { number } = await opened('claimed')
  await customer(desk.receive, 'claimed').writes('And one thing more', 'telegram:1:last')
  const anna = manager(desk.receive, 'U1', 'Anna')
  for (const kind of ['retry', 'permanent'] as const)
    desk.telegram.failNext(new ChannelError(kind, 'not now', { retryAfterSeconds: 1, reason: 'rejected' }), {
      fits: ({ content, address }) => content.kind === 'seen' && address === 'claimed',
    })
  await anna.claims(number)
  await anna.replies(number, 'Here I am')
  await eventually(() => expect(saidBy('claimed').join()).toContain('Here I am'))
  const seen = () => desk.telegram.attempts.find((one) => one.content.kind === 'seen' && one.address === 'claimed')
  await eventually(() => expect(seen()?.content).toEqual({ kind: 'seen', target: 'telegram:1:last' }))
  const refused = { kind: 'seen', state: 'undelivered' } as const
  await eventually(async () => expect(await desk.db.delivery.count({ where: refused })).toBe(1))
  expect(desk.slack.said().join()).not.toContain('can’t be shown here')
})

test('what must wait holds what follows it, and only there', async () => {
  const { number } = await opened('waits')
  const { number: elsewhere } = await opened('elsewhere')
  const anna = manager(desk.receive, 'U1', 'Anna')
  desk.telegram.failNext(new ChannelError('retry', 'slow down', { retryAfterSeconds: 1 }), {
    fits: ({ content }) => JSON.stringify(content).includes('one'),
  })
  await anna.replies(number, 'one')
  await anna.replies(number, 'two')
  await anna.replies(elsewhere, 'meanwhile')
  await eventually(() => expect(saidBy('elsewhere').join()).toContain('meanwhile'))
  expect(saidBy('waits').join()).not.toContain('two')
  await eventually(() => expect(saidBy('waits').join()).toMatch(/one.*two/s))
})

test('an attempt whose end is unknown is told to the next one; one that certainly failed is not', async () => {
  const { number } = await opened('doubt')
  const attemptsOf = (text: string) =>
    desk.telegram.attempts.filter(({ content }) => JSON.stringify(content).includes(text))
  const anna = manager(desk.receive, 'U1', 'Anna')
  desk.telegram.failNext(new ChannelError('ambiguous', 'reset'), {
    applied: true,
    fits: ({ content }) => JSON.stringify(content).includes('perhaps'),
  })
  await anna.replies(number, 'perhaps')
  await eventually(() => expect(attemptsOf('perhaps')).toHaveLength(2))
  expect(attemptsOf('perhaps').map(({ triedAt }) => triedAt !== null)).toEqual([false, true])
  // The customer may have read it twice: that is counted.
  expect(await desk.db.delivery.aggregate({ _sum: { doubts: true } })).toEqual({ _sum: { doubts: 1 } })
  desk.telegram.failNext(new ChannelError('retry', 'refused before'), {
    fits: ({ content }) => JSON.stringify(content).includes('certainly'),
  })
  await anna.replies(number, 'certainly')
  await eventually(() => expect(attemptsOf('certainly')).toHaveLength(2))
  expect(attemptsOf('certainly').map(({ triedAt }) => triedAt)).toEqual([null, null])
  expect(await desk.db.delivery.aggregate({ _sum: { doubts: true } })).toEqual({ _sum: { doubts: 1 } })
})

test('parts that arrived are not said again', async () => {
  const { number } = await opened('parts')
  const fits = ({ content }: { content: unknown }) => JSON.stringify(content).includes('long story')
  desk.telegram.failNext(new ChannelError('retry', 'the second part failed', { sent: ['part-1'] }), { fits })
  await manager(desk.receive, 'U1', 'Anna').replies(number, 'long story')
  await eventually(() => expect(desk.telegram.attempts.filter(fits)).toHaveLength(2))
  expect(desk.telegram.attempts.filter(fits).map(({ sent }) => sent)).toEqual([[], ['part-1']])
})

test('a refused reply is news in the thread and a warning on the message, and the next one goes', async () => {
  const { number, thread } = await opened('blocked')
  desk.telegram.failNext(new ChannelError('permanent', 'blocked', { reason: 'blocked' }), {
    fits: ({ content }) => JSON.stringify(content).includes('lost words'),
  })
  const anna = manager(desk.receive, 'U1', 'Anna')
  await anna.replies(number, 'lost words', 'C1/77.1')
  await anna.replies(number, 'next words')
  await eventually(() => expect(saidBy('blocked').join()).toContain('next words'))
  await eventually(() => {
    const marks = desk.slack.arrived.filter(({ content }) => content.kind === 'mark' && content.target === 'C1/77.1')
    expect(marks.map(({ content }) => content)).toEqual([{ kind: 'mark', target: 'C1/77.1', mark: 'failed' }])
    expect(desk.slack.said(thread).length).toBeGreaterThan(0)
  })
  expect(await desk.db.delivery.count({ where: { state: 'undelivered', error: 'blocked' } })).toBe(1)
  const lines = await desk.db.message.findMany({
    where: { ticket: { number }, author: 'bot', audience: 'staff' },
    select: { document: true },
  })
  expect(JSON.stringify(lines), 'the staff desk shows it too').toContain('did not reach the customer')
})

test('a refusal that can’t be stored waits, and is news once it can be', async () => {
  const apart = await openEngine()
  await customer(apart.receive, 'unstored').writes('It burns')
  const { number } = await apart.db.ticket.findFirstOrThrow()
  await apart.db.$executeRaw`ALTER TABLE deliveries ADD CONSTRAINT no_refusals CHECK (state <> 'undelivered')`
  const refused = () => new ChannelError('permanent', 'blocked', { reason: 'blocked' })
  const fits = ({ content }: { content: unknown }) => JSON.stringify(content).includes('nobody reads')
  for (const _ of [1, 2, 3]) apart.telegram.failNext(refused(), { fits })
  await manager(apart.receive, 'U1', 'Anna').replies(number, 'nobody reads this')
  const waiting = () => apart.db.delivery.findFirstOrThrow({ where: { state: 'pending', notBefore: { not: null } } })
  await eventually(waiting)
  await apart.db.$executeRaw`ALTER TABLE deliveries DROP CONSTRAINT no_refusals`
  await eventually(() => apart.db.delivery.findFirstOrThrow({ where: { state: 'undelivered', error: 'blocked' } }))
  await apart.close()
})

test('a card is state: what changed while one waits is shown by that one', async () => {
  const { number } = await opened('state')
  const before = desk.slack.arrived.filter(isCard).length
  const release = desk.slack.hold()
  const anna = manager(desk.receive, 'U1', 'Anna')
  for (const _ of [1, 2, 3]) {
    await anna.claims(number)
    await anna.releases(number)
  }
  release()
  await eventually(async () => expect(await desk.db.delivery.count({ where: { state: 'pending' } })).toBe(0))
  expect(desk.slack.arrived.filter(isCard).length - before).toBeLessThanOrEqual(2)
})

test('two processes on one database say everything once', async () => {
  const { number } = await opened('shared')
  const other = await desk.second()
  const replies = Array.from({ length: 30 }, (_, n) => `shared ${n}.`)
  for (const [n, text] of replies.entries()) {
    await manager((n % 2 === 0 ? desk : other).receive, 'U1', 'Anna').replies(number, text)
  }
  const all = () =>
    [...desk.telegram.said('shared'), ...other.telegram.said('shared')].filter((text) => /shared \d/.test(text))
  await eventually(() => expect(all()).toHaveLength(30))
  await other.close()
  expect(new Set(all()).size).toBe(30)
})

test('a process that ends with a delivery under way leaves it to the next one, with its doubt', async () => {
  const { number } = await opened('handed')
  const other = await desk.second()
  other.telegram.hold()
  await desk.deliverer.stop()
  await manager(other.receive, 'U1', 'Anna').replies(number, 'handed over')
  const tried = await eventually(() =>
    desk.db.delivery.findFirstOrThrow({
      where: { triedAt: { not: null }, state: 'pending', destinationName: { startsWith: 'telegram:' } },
    }),
  )
  const third = await desk.second()
  await desk.db
    .$executeRaw`SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
  await eventually(() => expect(third.telegram.attempts.some(({ id }) => id === tried.id)).toBe(true))
  expect(third.telegram.attempts.find(({ id }) => id === tried.id)?.triedAt).not.toBeNull()
  await third.close()
})

test('a card that is still being posted when its ticket changes is one card, updated', async () => {
  const apart = await openEngine()
  const release = apart.slack.hold()
  await customer(apart.receive, 'onecard').writes('The door is stuck')
  await eventually(() => expect(apart.slack.attempts.some(isCard)).toBe(true))
  const { number } = await apart.db.ticket.findFirstOrThrow()
  await manager(apart.receive, 'U1', 'Anna').claims(number)
  release()
  await eventually(() => expect(apart.slack.arrived.filter(isCard)).toHaveLength(2))
  const [first, second] = apart.slack.arrived.filter(isCard).map(({ content }) => content)
  expect(first).toMatchObject({ posted: null })
  expect(second).toMatchObject({ posted: expect.stringMatching(/^slack\//) })
  await apart.close()
})

test('a line to the staff channel that is refused for good holds up nothing behind it', async () => {
  const apart = await openEngine()
  const parked = (key: string) =>
    apart.receive({
      key: `parked:${key}`,
      at: new Date(),
      event: { type: 'UpdateParked', channel: 'telegram', updateKey: key, payload: '{}', reason: 'boom' },
    })
  apart.slack.failNext(new ChannelError('permanent', 'refused', { reason: 'rejected' }), {
    fits: ({ content }) => JSON.stringify(content).includes('refused-line'),
  })
  await parked('refused-line')
  await parked('next-line')
  await eventually(() => expect(apart.slack.said().join()).toContain('next-line'))
  expect(apart.slack.attempts.filter(({ content }) => JSON.stringify(content).includes('refused-line'))).toHaveLength(1)
  await apart.close()
})

test('a stop begins no further delivery, also after a refusal', async () => {
  const apart = await openEngine()
  const anna = customer(apart.receive, 'stopped')
  const release = apart.telegram.hold()
  apart.telegram.failNext(new ChannelError('permanent', 'blocked', { reason: 'blocked' }))
  await anna.commands('help')
  await anna.commands('help')
  await eventually(() => expect(apart.telegram.attempts).toHaveLength(1))
  const stopped = apart.deliverer.stop()
  release()
  await stopped
  expect(apart.telegram.attempts).toHaveLength(1)
  await apart.close()
})

test('what an adapter can never say is given up after some attempts, and what follows goes', async () => {
  const apart = await openEngine()
  const fits = ({ content }: { content: unknown }) => JSON.stringify(content).includes('unsayable')
  const { number } = await (async () => {
    await customer(apart.receive, 'bug').writes('It burns')
    return apart.db.ticket.findFirstOrThrow()
  })()
  for (let n = 0; n < 5; n++) apart.telegram.failNext(new TypeError('a bug') as ChannelError, { fits }) // what a bug throws is no ChannelError: that is the point
  const boss = manager(apart.receive, 'U1', 'Anna')
  await boss.replies(number, 'unsayable')
  await boss.replies(number, 'sayable')
  for (let n = 0; n < 4; n++) {
    await eventually(() => expect(apart.telegram.attempts.filter(fits).length).toBeGreaterThan(n))
    await eventually(() => apart.db.delivery.findFirstOrThrow({ where: { attempts: n + 1, notBefore: { not: null } } }))
    await apart.db.delivery.updateMany({ where: { state: 'pending' }, data: { notBefore: null } })
  }
  await eventually(() => expect(apart.telegram.said('bug').join()).toMatch(/sayable/))
  expect(await apart.db.delivery.count({ where: { state: 'undelivered', error: 'unknown' } })).toBe(1)
  await apart.close()
})
