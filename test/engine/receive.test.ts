// One event is one transaction: remembered once, in order for each conversation, or not at all.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { NotStored } from '../../src/channel.ts'
import { fromMarkdown, fromPlainText } from '../../src/document.ts'
import { NotYetKnown, settle } from '../../src/engine/locate.ts'
import { customer, manager, openEngine, type TestEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'

let desk: TestEngine
beforeAll(async () => {
  desk = await openEngine()
})
afterAll(() => desk.close())

const numberOf = async (id: string): Promise<number> => {
  const ticket = await desk.db.ticket.findFirstOrThrow({
    where: { conversation: { identity: { externalId: id } } },
    orderBy: { number: 'desc' },
  })
  return ticket.number
}
const messagesOf = (id: string) =>
  desk.db.message.findMany({
    where: { conversation: { identity: { externalId: id } }, author: 'customer' },
    orderBy: { position: 'asc' },
  })

test('the same event twice has its effect once', async () => {
  const anna = customer(desk.receive, 'twice')
  await anna.writes('Where is my parcel?', 'telegram:1:1')
  expect(await anna.writes('Where is my parcel?', 'telegram:1:1')).toEqual({ kind: 'repeated' })
  expect(await messagesOf('twice')).toHaveLength(1)
  expect(await desk.db.ticket.count({ where: { conversation: { identity: { externalId: 'twice' } } } })).toBe(1)
})

test('the same words twice count once in the middle of a conversation too', async () => {
  const anna = customer(desk.receive, 'again')
  for (const n of [1, 2, 3]) await anna.writes(`Words ${n}`)
  await anna.writes('Words 4', 'telegram:1:again')
  expect(await anna.writes('Words 4', 'telegram:1:again')).toEqual({ kind: 'repeated' })
  expect(await messagesOf('again')).toHaveLength(4)
})

test('what another process changes between two messages of a customer is seen by the second', async () => {
  const other = await desk.second()
  const anna = customer(desk.receive, 'meanwhile')
  for (const n of [1, 2, 3]) await anna.writes(`Words ${n}`)
  const number = await numberOf('meanwhile')
  await manager(other.receive, 'U1', 'Anna').resolves(number)
  await anna.writes('It is back.')
  const { status, reopened } = await desk.db.ticket.findUniqueOrThrow({ where: { number } })
  expect({ status, reopened }).toEqual({ status: 'claimed', reopened: 1 })
  await other.close()
})

test('replies that come at once in a thread nobody has written in keep their order', async () => {
  for (const n of [1, 2, 3, 4]) {
    await customer(desk.receive, `ordered:${n}`).writes(`Which comes first, ${n}?`)
    const number = await numberOf(`ordered:${n}`)
    const anna = manager(desk.receive, 'U1', 'Anna')
    const words = Array.from({ length: 8 }, (_, index) => `Word ${index}`)
    await Promise.all(words.map((word) => anna.replies(number, word)))
    const said = await desk.db.message.findMany({
      where: { ticket: { number }, author: 'manager' },
      orderBy: { position: 'asc' },
    })
    expect(said.map(({ document }) => JSON.stringify(document))).toEqual(
      words.map((word) => expect.stringContaining(`"${word}"`)),
    )
  }
})

test('replies of one manager after those of another are each under their own name', async () => {
  await customer(desk.receive, 'two').writes('Who answers me?')
  const number = await numberOf('two')
  for (const name of ['Anna', 'Ben', 'Ben', 'Anna', 'Anna', 'Ben'])
    await manager(desk.receive, `U-${name}`, name).replies(number, `I am ${name}`)
  const replies = await desk.db.message.findMany({
    where: { ticket: { number }, author: 'manager' },
    include: { manager: true },
  })
  expect(replies).toHaveLength(6)
  for (const { document, manager: by } of replies) expect(JSON.stringify(document)).toContain(`I am ${by?.name}`)
})

test('the same event at the same moment in two processes has its effect once', async () => {
  const other = await desk.second()
  const key = 'telegram:1:race'
  const outcomes = await Promise.all([
    customer(desk.receive, 'race').writes('Hello?', key),
    customer(other.receive, 'race').writes('Hello?', key),
  ])
  await other.close()
  expect(outcomes.filter(({ kind }) => kind === 'repeated')).toHaveLength(1)
  expect(await messagesOf('race')).toHaveLength(1)
})

test('first words in two processes at once make one conversation and one ticket', async () => {
  const other = await desk.second()
  await Promise.all([customer(desk.receive, 'first').writes('One'), customer(other.receive, 'first').writes('Two')])
  await other.close()
  expect(await desk.db.identity.count({ where: { externalId: 'first' } })).toBe(1)
  expect(await desk.db.ticket.count({ where: { conversation: { identity: { externalId: 'first' } } } })).toBe(1)
  expect(await messagesOf('first')).toHaveLength(2)
})

test('of two managers who claim at once exactly one holds the ticket, and the other is told by whom', async () => {
  await customer(desk.receive, 'claimed').writes('Who takes this?')
  const number = await numberOf('claimed')
  const other = await desk.second()
  const outcomes = await Promise.all([
    manager(desk.receive, 'U1', 'Anna').claims(number),
    manager(other.receive, 'U2', 'Ben').claims(number),
  ])
  await other.close()
  const ticket = await desk.db.ticket.findUniqueOrThrow({ where: { number }, include: { holder: true } })
  expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['done', 'refused'])
  const loser = outcomes.find((outcome) => outcome.kind === 'refused')
  expect(JSON.stringify(loser)).toContain(ticket.holder?.name)
  expect(await desk.db.audit.count({ where: { ticketId: ticket.id, what: 'claimed' } })).toBe(1)
})

test('words sent all at once by one customer keep their order', async () => {
  const carl = customer(desk.receive, 'order')
  await Promise.all(Array.from({ length: 40 }, (_, n) => carl.writes(`word ${n}`)))
  const texts = (await messagesOf('order')).map(({ document }) => JSON.stringify(document).match(/word (\d+)/)?.[1])
  expect(texts).toEqual(Array.from({ length: 40 }, (_, n) => String(n)))
})

test('200 messages to one conversation do not hold up another', async () => {
  const busy = customer(desk.receive, 'busy')
  let done = 0
  const flood = Array.from({ length: 200 }, (_, n) => busy.writes(`flood ${n}`).then(() => done++))
  await customer(desk.receive, 'quick').writes('Only one')
  expect(done).toBeLessThan(100)
  await Promise.all(flood)
  expect(await messagesOf('busy')).toHaveLength(200)
})

test('on a full disk an event is not acknowledged, and nothing is parked', async () => {
  await desk.db.$executeRaw`CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$`
  await desk.db.$executeRaw`CREATE TRIGGER full_disk BEFORE INSERT ON messages EXECUTE FUNCTION full_disk()`
  await expect(customer(desk.receive, 'full').writes('Is there room?', 'telegram:1:full')).rejects.toThrow(NotStored)
  await desk.db.$executeRaw`DROP TRIGGER full_disk ON messages`
  expect(await customer(desk.receive, 'full').writes('Is there room?', 'telegram:1:full')).toEqual({ kind: 'done' })
})

test('words after the rating of an old ticket are its comment', async () => {
  const olga = customer(desk.receive, 'late')
  await olga.writes('A matter of last month')
  const number = await numberOf('late')
  await manager(desk.receive, 'U1', 'Anna').resolves(number)
  await desk.db.ticket.update({ where: { number }, data: { resolvedAt: new Date(Date.now() - 30 * 86_400_000) } })
  await olga.presses(`rating.5:${number}`)
  await olga.writes('You were kind.')
  const { rating, ratingComment } = await desk.db.ticket.findUniqueOrThrow({ where: { number } })
  expect({ rating, ratingComment }).toEqual({ rating: 5, ratingComment: 'You were kind.' })
  expect(await desk.db.ticket.count({ where: { conversation: { identity: { externalId: 'late' } } } })).toBe(1)
})

test('an event that could not be stored leaves nothing behind, and is taken when it comes again', async () => {
  await desk.db.$executeRaw`ALTER TABLE messages ADD CONSTRAINT broken CHECK (document::text NOT LIKE '%poison%')`
  const eve = customer(desk.receive, 'poison')
  await expect(eve.writes('poison', 'telegram:1:poison')).rejects.toThrow()
  expect(await desk.db.inboundKey.count({ where: { key: 'telegram:1:poison' } })).toBe(0)
  expect(await messagesOf('poison')).toHaveLength(0)
  await desk.db.$executeRaw`ALTER TABLE messages DROP CONSTRAINT broken`
  await eve.writes('poison', 'telegram:1:poison')
  expect(await messagesOf('poison')).toHaveLength(1)
})

test('while the database is away an event is not acknowledged; when it is back nothing is missing', async () => {
  const away = await openEngine()
  const admin = await openEngine()
  const name = new URL(away.url).pathname.slice(1)
  await admin.db.$executeRawUnsafe(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`)
  await admin.db.$executeRaw`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ${name}`
  await expect(customer(away.receive, 'away').writes('Is the shop open?', 'telegram:1:away')).rejects.toThrow(NotStored)
  await admin.db.$executeRawUnsafe(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`)
  await eventually(() => customer(away.receive, 'away').writes('Is the shop open?', 'telegram:1:away'))
  expect(await away.db.message.count({ where: { author: 'customer' } })).toBe(1)
  await eventually(() => expect(away.slack.said()).toContain('card'))
  await away.close()
  await admin.close()
})

test('an unknown ticket is refused in words', async () => {
  expect(await manager(desk.receive, 'U1').claims(99_999)).toMatchObject({ kind: 'refused', because: 'unknown' })
})

test('a reply in the thread of a card whose receipt is on its way waits for it, however long that takes', async () => {
  const slow = await openEngine()
  const letGo = slow.slack.hold()
  await customer(slow.receive, 'slow').writes('Is the office open?')
  await eventually(() => expect(slow.slack.attempts).toHaveLength(1))
  await slow.db.delivery.updateMany({ where: { kind: 'card' }, data: { triedAt: new Date('2020-01-01') } })
  const thread = `slack/${slow.slack.attempts[0]?.id}`
  await expect(manager(slow.receive, 'U1').repliesInThread(thread, 'Here I am.')).rejects.toThrow(NotStored)
  letGo()
  await eventually(async () =>
    expect(await manager(slow.receive, 'U1').repliesInThread(thread, 'Here I am.')).toEqual({ kind: 'done' }),
  )
  await slow.close()
})

test('a reply is not idle talk where the receipt of its card arrives while the ticket is looked for', async () => {
  await customer(desk.receive, 'looked').writes('Is this a ticket?')
  const ticket = await desk.db.ticket.findFirstOrThrow({ orderBy: { number: 'desc' } })
  const card = () => desk.db.destination.findFirst({ where: { ticketId: ticket.id, posted: { not: null } } })
  const posted = await eventually(async () => (await card())?.posted ?? expect.fail('no card yet'))
  const words = fromPlainText('It is.')
  const by = { channel: 'slack', externalId: 'U1', name: 'Anna' } as const
  const reply = { type: 'ManagerReplied', by, ticket: { thread: posted }, messageId: 'C1/1', words } as const
  await expect(settle(desk.db, reply)).rejects.toThrow(NotYetKnown)
  expect(await settle(desk.db, { ...reply, ticket: { thread: 'C1/0' } })).toBe(false)
})

test('a note of the staff desk stands in the thread as it was written', async () => {
  await customer(desk.receive, 'noted').writes('Who knows more?')
  const number = await numberOf('noted')
  const by = { channel: 'web', externalId: 'W1', name: 'Anna' } as const
  const words = fromMarkdown('Ask **Ben**:\n\n```\nfour blanks\n```')
  const note = { type: 'ManagerNoted', by, ticket: { number }, messageId: null, words } as const
  await desk.receive({ key: 'web:note', at: new Date(), event: note })
  const shown = await eventually(
    () => desk.slack.arrived.find(({ content }) => JSON.stringify(content).includes('four blanks')) ?? expect.fail(),
  )
  expect(shown.content).toMatchObject({ document: { children: [{ type: 'paragraph' }, ...words.children] } })
})

test('a sign-in link signs in once, and a name that is known is the same manager', async () => {
  const link = (token: string) => ({
    key: `link:${token}`,
    at: new Date(),
    event: {
      type: 'SignInLinkMade',
      token,
      admin: true,
      manager: null,
      expiresAt: new Date(Date.now() + 60_000),
    } as const,
  })
  const use = (token: string, session: string, name: string | null) => ({
    key: `use:${session}`,
    at: new Date(),
    event: { type: 'SignInLinkUsed', token, session, name, browser: null } as const,
  })
  await desk.receive(link('t1'))
  await desk.receive(link('t2'))
  expect(await desk.receive(use('t1', 's1', 'Dora'))).toEqual({ kind: 'done' })
  expect(await desk.receive(use('t1', 's2', 'Dora'))).toMatchObject({ kind: 'refused' })
  expect(await desk.receive(use('t2', 's3', 'Dora'))).toEqual({ kind: 'done' })
  expect(await desk.db.manager.count({ where: { channel: 'web', name: 'Dora', admin: true } })).toBe(1)
  expect(await desk.db.session.count()).toBe(2)
})

test('a link of a manager in Slack signs in as that manager', async () => {
  const mia = { channel: 'slack', externalId: 'U77', name: 'Mia' } as const
  const expiresAt = new Date(Date.now() + 60_000)
  const made = { type: 'SignInLinkMade', token: 'mia', admin: false, manager: mia, expiresAt } as const
  await desk.receive({ key: 'link:mia', at: new Date(), event: made })
  const used = { type: 'SignInLinkUsed', token: 'mia', session: 'of mia', name: 'Somebody', browser: null } as const
  await desk.receive({ key: 'use:mia', at: new Date(), event: used })
  const session = await desk.db.session.findUniqueOrThrow({ where: { token: 'of mia' }, include: { manager: true } })
  expect(session.manager).toMatchObject(mia)
})

test('how far a history was read is remembered, and the furthest of several processes counts', async () => {
  const read = (until: string) => ({
    key: `slack:history:${until}`,
    at: new Date(until),
    event: { type: 'HistoryRead', channel: 'slack', until: new Date(until) } as const,
  })
  await desk.receive(read('2026-01-05T10:00:00.000Z'))
  await desk.receive(read('2026-01-05T09:00:00.000Z'))
  const [row] = await desk.db.historyReading.findMany()
  expect(row).toEqual({ channel: 'slack', until: new Date('2026-01-05T10:00:00Z') })
})

test('an update that could not be handled is parked whole, and the staff hear of it', async () => {
  const event = {
    type: 'UpdateParked',
    channel: 'telegram',
    updateKey: 'telegram:1:9',
    payload: '{"a":1}',
    reason: 'boom',
  }
  await desk.receive({ key: 'parked:telegram:1:9', at: new Date(), event: { ...event, type: 'UpdateParked' } })
  expect(await desk.db.parkedEvent.findUnique({ where: { key: 'telegram:1:9' } })).toMatchObject({ payload: '{"a":1}' })
  await eventually(() => expect(desk.slack.said().join('\n')).toContain('telegram:1:9'))
})

test("a link without admin's rights does not lend an admin's to whoever types the name", async () => {
  const token = (name: string, admin: boolean) => ({
    key: `link:${name}`,
    at: new Date(),
    event: {
      type: 'SignInLinkMade',
      token: name,
      admin,
      manager: null,
      expiresAt: new Date(Date.now() + 60_000),
    } as const,
  })
  const use = (name: string) => ({
    key: `use:${name}`,
    at: new Date(),
    event: { type: 'SignInLinkUsed', token: name, session: `session of ${name}`, name: 'Erin', browser: null } as const,
  })
  await desk.receive(token('as admin', true))
  await desk.receive(use('as admin'))
  await desk.receive(token('as manager', false))
  await desk.receive(use('as manager'))
  const session = await desk.db.session.findUniqueOrThrow({
    where: { token: 'session of as manager' },
    include: { manager: true },
  })
  expect(session.manager.admin).toBe(false)
})

test('an old rating button still finds its ticket, and tells that it is too late to reopen it', async () => {
  const olga = customer(desk.receive, 'old')
  await olga.writes('An old matter')
  const number = await numberOf('old')
  await manager(desk.receive, 'U1', 'Anna').resolves(number)
  await desk.db.ticket.update({ where: { number }, data: { resolvedAt: new Date('2020-01-01') } })
  const outcome = await olga.presses(`ticket.reopen:${number}`)
  expect(JSON.stringify(outcome)).toContain('tooLate')
})
