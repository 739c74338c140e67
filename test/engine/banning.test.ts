// A ban holds in all chats of a customer's at once: what they write is kept, they hear so once, and it can be taken back.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromPlainText } from '../../src/document.ts'
import { createWords } from '../../src/locales/words.ts'
import { createDesk } from '../../src/reading/desk.ts'
import { customer, manager, openEngine, type TestEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'

let desk: TestEngine
let dora: ReturnType<typeof manager>
beforeAll(async () => {
  desk = await openEngine()
  dora = manager(desk.receive, 'UADMIN', 'Dora')
})
afterAll(() => desk.close())

const chat = (channel: 'telegram' | 'slack', id: string) => ({
  ...customer(desk.receive, id, channel),
  said: () => desk[channel].said(id),
  hears: (words: string) =>
    eventually(() => expect(desk[channel].said(id)).toContainEqual(expect.stringContaining(words))),
})
type Chat = ReturnType<typeof chat>

const ticketAbout = (question: string) =>
  desk.db.ticket.findFirstOrThrow({ where: { question }, include: { audit: { orderBy: { id: 'asc' } } } })
const keptOf = async (externalId: string) =>
  (
    await desk.db.message.findMany({
      where: { author: 'customer', conversation: { identity: { externalId } } },
      orderBy: { position: 'asc' },
    })
  ).map(({ document }) => JSON.stringify(document))
const threads = () => desk.slack.arrived.filter(({ content }) => content.kind === 'message').length

/** Links two chats up to the last yes, and answers the button for it. */
const almostLinked = async (one: Chat, other: Chat): Promise<string> => {
  await one.commands('link')
  await one.hears('/link ')
  const code = /[A-Z\d]{4}-[A-Z\d]{4}/.exec(one.said().join())?.[0] ?? ''
  await other.commands('link', code)
  const { id } = await desk.db.link.findFirstOrThrow({ orderBy: { expiresAt: 'desc' } })
  await other.presses(`link.yes:${id}`)
  return `link.yes:${id}`
}

test('an admin bans a customer: tickets in all their chats are resolved, and the staff see by whom and why', async () => {
  const [phone, dm] = [chat('telegram', 'spam'), chat('slack', 'USPAM')]
  await phone.writes('BUY PILLS')
  await dm.writes('BUY WATCHES')
  await phone.presses(await almostLinked(phone, dm))
  const pills = await ticketAbout('BUY PILLS')
  expect(await manager(desk.receive, 'U1', 'Ana').bans(pills.number)).toMatchObject({ kind: 'refused' })
  expect(await dora.bans(pills.number, 'sells pills')).toMatchObject({ kind: 'done' })
  await desk.settled()

  expect((await ticketAbout('BUY PILLS')).audit.map(({ what, facts }) => [what, facts])).toEqual([
    ['opened', null],
    ['resolved', null],
    ['banned', { reason: 'sells pills' }],
  ])
  const watches = await ticketAbout('BUY WATCHES')
  expect(watches).toMatchObject({ status: 'resolved', holderId: null })
  const lines = desk.slack.said().filter((words) => words.includes('Dora has banned this customer'))
  expect(lines).toHaveLength(2)
  for (const line of lines) expect(line).toContain('sells pills')
  expect(phone.said().join()).not.toMatch(/banned|resolved|rate/i)
  const reading = createDesk({
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
    now: () => new Date(),
  })
  expect(await reading.card(watches.id)).toMatchObject({ state: 'resolved', bannedBy: 'Dora', rating: null })
})

test('whatever they write is kept and shown to nobody; they hear so once, in whichever chat they write first', async () => {
  const [phone, dm] = [chat('telegram', 'spam'), chat('slack', 'USPAM')]
  const before = threads()
  await Promise.all([phone.writes('BUY MORE'), dm.writes('BUY MORE HERE')])
  for (let n = 1; n <= 3; n += 1) await phone.writes(`BUY ${n}`)
  await phone.commands('human', 'READ THIS')
  await desk.settled()
  expect([...phone.said(), ...dm.said()].filter((words) => words.includes('doesn’t answer here'))).toHaveLength(1)
  // The one line that they heard.
  expect(threads() - before).toBeLessThanOrEqual(1)
  expect((await keptOf('spam')).slice(-5).join()).toMatch(/BUY MORE.*BUY 1.*BUY 2.*BUY 3.*READ THIS/)
  expect((await keptOf('USPAM')).join()).toContain('BUY MORE HERE')
  expect(await desk.db.ticket.count({ where: { status: { not: 'resolved' } } })).toBe(0)
})

test('the ban is taken back by any ticket of theirs, and all is as before', async () => {
  const [phone, dm] = [chat('telegram', 'spam'), chat('slack', 'USPAM')]
  const saysAway = (words: string) => words.includes('doesn’t answer here')
  const [told, untold] = phone.said().some(saysAway) ? [phone, dm] : [dm, phone]
  // The ticket that was named is of the chat that heard nothing of the ban.
  const named = await ticketAbout(untold === dm ? 'BUY WATCHES' : 'BUY PILLS')
  const watches = await ticketAbout('BUY WATCHES')
  await dora.unbans(named.number)
  await desk.settled()
  await told.hears('answers you here again')
  expect(untold.said().join()).not.toContain('answers you here again')
  expect(desk.slack.said()).toContainEqual(expect.stringContaining('Dora has taken the ban back'))
  expect((await ticketAbout(named.question)).audit.map(({ what }) => what)).toContain('unbanned')
  await phone.writes('I am sorry')
  await desk.settled()
  expect(await ticketAbout('BUY PILLS')).toMatchObject({ status: 'new' })
  expect(desk.slack.said()).toContainEqual(expect.stringContaining('I am sorry'))
  expect(await dora.unbans(watches.number)).toMatchObject({ kind: 'refused', notice: { say: 'staff.notBanned' } })
})

test('a link in the making leads nobody out of a ban', async () => {
  const [good, bad] = [chat('telegram', 'good'), chat('slack', 'UBAD')]
  await bad.writes('You are all fools')
  const yes = await almostLinked(good, bad)
  await dora.bans((await ticketAbout('You are all fools')).number)
  await good.presses(yes)
  const accounts = await desk.db.identity.findMany({ where: { externalId: { in: ['good', 'UBAD'] } } })
  expect(new Set(accounts.map(({ customerId }) => customerId)).size).toBe(2)
})

test('what was on its way to them still goes', async () => {
  const eve = chat('telegram', 'waiting')
  await eve.writes('Where is it?')
  const { number } = await ticketAbout('Where is it?')
  await desk.settled()
  const letGo = desk.telegram.hold()
  await dora.replies(number, 'In the mail')
  await dora.bans(number)
  letGo()
  await eve.hears('In the mail')
})

test('who is banned can be forgotten, and the reason is forgotten with them', async () => {
  const joe = chat('telegram', 'to-forget')
  await joe.writes('First and last')
  const { id, number } = await ticketAbout('First and last')
  await dora.bans(number, 'Joe of Mill Lane')
  await joe.commands('forget')
  expect(await joe.presses(`forget.yes:${Math.floor(Date.now() / 1000)}`)).toMatchObject({ kind: 'done' })
  await desk.settled()
  const audit = await desk.db.audit.findMany({ where: { ticketId: id } })
  const [messages, outbox] = await Promise.all([desk.db.message.findMany(), desk.db.delivery.findMany()])
  const left = JSON.stringify([
    audit.map(({ facts }) => facts),
    messages.map((one) => one.document),
    outbox.map((one) => one.content),
  ])
  expect(left).not.toContain('Mill Lane')
})

test('a message that made no ticket, since its writer was banned, makes one once the ban is taken back', async () => {
  const from = { channel: 'slack', externalId: 'UTAKEN', address: 'UTAKEN', name: 'Ion', locale: 'en' } as const
  await chat('slack', 'UTAKEN').writes('BUY HATS')
  const { number } = await ticketAbout('BUY HATS')
  await dora.bans(number)
  const words = fromPlainText('The roof leaks')
  const taken = { type: 'MessageTaken', from, messageId: 'C2:1', words, takenBy: 'Ana', source: null } as const
  const take = () => desk.receive({ key: 'slack:C2:1:ticket', at: new Date(), event: taken })
  expect(await take()).toMatchObject({ kind: 'refused' })
  await dora.unbans(number)
  expect(await take()).toMatchObject({ kind: 'done' })
  expect(await take()).toEqual({ kind: 'repeated' })
  await ticketAbout('The roof leaks')
})
