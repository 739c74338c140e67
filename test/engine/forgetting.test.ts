// A customer is forgotten: nothing of theirs is left in any table, and the staff's copies go.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { ChannelError } from '../../src/channel.ts'
import { fromPlainText } from '../../src/document.ts'
import { readErasure } from '../../src/reading/erasures.ts'
import { everythingIn } from '../support/dump.ts'
import { customer, manager, openEngine, type TestEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'

let desk: TestEngine
beforeAll(async () => {
  desk = await openEngine()
})
afterAll(() => desk.close())

const everything = () => everythingIn(desk.db)
const yes = () => `forget.yes:${Math.floor(Date.now() / 1000)}`
const ticketAbout = (question: string) => desk.db.ticket.findFirstOrThrow({ where: { question } })

test('nothing personal is left, what can be counted is, and the staff hears of it', async () => {
  const [rada, ana] = [customer(desk.receive, '914273551'), manager(desk.receive, 'U1')]
  await rada.commands('register')
  await rada.writes('Rada Munteanu')
  await rada.writes('rada@munteanu.example')
  await rada.writes('My boiler in Lilac Street leaks')
  const ticket = await ticketAbout('My boiler in Lilac Street leaks')
  await rada.writes('Come to the third floor', 'floor')
  await desk.receive({
    key: 'floor-edited',
    at: new Date(),
    event: {
      type: 'CustomerEdited',
      from: { channel: 'telegram', externalId: '914273551', address: '914273551', name: 'Rada', locale: 'en' },
      messageId: 'floor',
      words: fromPlainText('Come to the fourth floor'),
    },
  })
  await ana.replies(ticket.number, 'Dear Rada Munteanu, we come', 'C1:7.1')
  await desk.db.ticket.update({ where: { id: ticket.id }, data: { subject: 'Boiler of the Munteanus' } })
  await rada.commands('close')
  await rada.presses(`rating.2:${ticket.number}`)
  await rada.writes('Nobody came to Lilac Street')
  await rada.writes('And the cellar is wet')
  await rada.commands('language', 'en')
  await rada.commands('link')
  await desk.settled()
  await desk.db.parkedEvent.create({
    data: {
      key: 'parked-1',
      channel: 'telegram',
      payload: '{"message":{"from":{"id":914273551,"first_name":"Rada"}}}',
      reason: 'a test',
      parkedAt: new Date(),
    },
  })
  const before = await desk.db.message.count({ where: { author: 'customer' } })

  expect(await rada.presses(yes())).toMatchObject({ kind: 'done', notice: { say: 'customer.forgotten' } })
  await desk.settled()
  const left = await everything()
  for (const secret of [
    '914273551',
    'Munteanu',
    'munteanu',
    'Lilac',
    'third floor',
    'fourth floor',
    'cellar',
    'Boiler',
    'Rada',
    'Customer 914',
  ])
    expect(left).not.toContain(secret)
  expect(await desk.db.message.count({ where: { author: 'customer' } })).toBe(before)
  expect(await desk.db.ticket.findUniqueOrThrow({ where: { id: ticket.id } })).toMatchObject({
    status: 'resolved',
    question: 'Erased at the customer’s wish.',
  })
  const deleted = desk.slack.arrived.flatMap(({ content }) => (content.kind === 'delete' ? content.posted : []))
  const posts = desk.slack.arrived.filter(
    ({ content }) => content.kind === 'message' && /floor|Lilac/.test(JSON.stringify(content)),
  )
  expect(posts.length).toBeGreaterThan(1)
  for (const { id } of posts) expect(deleted).toContain(`slack/${id}`)
  const [chat = []] = desk.telegram.arrived
    .flatMap(({ address, content }) => (content.kind === 'delete' ? [{ address, ids: content.posted }] : []))
    .map(({ address, ids }) => (address === '914273551' ? ids : []))
  expect(chat.length).toBeGreaterThan(5)
  const inChat = desk.telegram.arrived.filter(
    ({ address, content }) => address === '914273551' && content.kind === 'message',
  )
  expect(chat.toSorted()).toEqual(inChat.map(({ id }) => `telegram/${id}`).toSorted())
  expect(desk.slack.said()).toContainEqual(expect.stringContaining('asked to be forgotten'))
})

test('whoever writes again is a stranger', async () => {
  const dan = customer(desk.receive, 'comes-back')
  await dan.writes('The first question')
  await dan.presses(yes())
  await dan.writes('The second question')
  const second = await ticketAbout('The second question')
  expect(await desk.db.ticket.count({ where: { customerId: second.customerId } })).toBe(1)
  await dan.commands('status')
  await eventually(() => expect(desk.telegram.said('comes-back').at(-1)).toContain(`#${second.number}`))
})

test('what is on its way to the thread while the customer is forgotten is deleted behind it, and what waits never goes', async () => {
  const eva = customer(desk.receive, 'in-flight')
  await eva.writes('The gate is stuck')
  await desk.settled()
  const letGo = desk.slack.hold()
  await eva.writes('It is the green one')
  const sent = await eventually(() => {
    const found = desk.slack.attempts.find((attempt) => JSON.stringify(attempt).includes('green one'))
    if (found === undefined) throw new Error('nothing is on its way')
    return found
  })
  await eva.writes('Ring at Ionescu')
  await eva.presses(yes())
  letGo()
  await desk.settled()
  const deleted = desk.slack.arrived.find(
    ({ content }) => content.kind === 'delete' && content.posted.includes(`slack/${sent.id}`),
  )
  expect(deleted).toBeDefined()
  expect(desk.slack.said().join('\n')).not.toContain('Ring at Ionescu')
  const left = await everything()
  for (const secret of ['green one', 'Ionescu', 'gate is stuck', `slack/${sent.id}`]) expect(left).not.toContain(secret)
})

test('words that are being corrected while the customer is forgotten are deleted behind the correction', async () => {
  const vera = customer(desk.receive, 'corrects')
  await vera.writes('The hatch jams')
  await vera.writes('At Oleander street', 'place')
  await desk.settled()
  const said = desk.slack.arrived.find((one) => JSON.stringify(one.content).includes('Oleander'))
  const letGo = desk.slack.hold()
  await vera.edits('At Magnolia street', 'place')
  await eventually(() => expect(JSON.stringify(desk.slack.attempts.at(-1)?.content)).toContain('Magnolia'))
  await vera.presses(yes())
  letGo()
  await desk.settled()
  const deleted = desk.slack.arrived.flatMap(({ content }) => (content.kind === 'delete' ? content.posted : []))
  expect(deleted).toContain(`slack/${said?.id}`)
  expect(await everything()).not.toMatch(/Oleander|Magnolia/)
})

test('the parts of a refused album that a chat took are deleted behind a correction that is on its way', async () => {
  const [iris, ana] = [customer(desk.receive, 'half-an-album'), manager(desk.receive, 'U1')]
  await iris.writes('The skylight drips')
  const { number } = await ticketAbout('The skylight drips')
  await ana.replies(number, 'We come with a ladder', 'C1:9.1')
  await desk.settled()
  const said = desk.telegram.arrived.find((one) => JSON.stringify(one.content).includes('with a ladder'))
  const letGo = desk.telegram.hold()
  try {
    await ana.edits(number, 'We come with two ladders', 'C1:9.1')
    await eventually(() => expect(JSON.stringify(desk.telegram.attempts.at(-1)?.content)).toContain('two ladders'))
    const row = await desk.db.delivery.findUniqueOrThrow({ where: { id: said?.id ?? '' } })
    await desk.db.$executeRaw`
      INSERT INTO deliveries (id, destination, seq, kind, content, message_id, conversation_id, state, receipt)
      SELECT gen_random_uuid(), destination, -1, 'files', '{"kind": "files"}', message_id, conversation_id, 'undelivered', '["telegram/half"]'
      FROM deliveries WHERE id = ${row.id}::uuid`
    await iris.presses(yes())
  } finally {
    letGo()
  }
  await desk.settled()
  const deleted = desk.telegram.arrived.flatMap(({ content }) => (content.kind === 'delete' ? content.posted : []))
  expect(deleted).toEqual(expect.arrayContaining([`telegram/${said?.id}`, 'telegram/half']))
  expect(await everything()).not.toMatch(/telegram\/half|ladder/)
})

test('what may stand in a chat, though nobody knows it, is looked for once its customer is forgotten; nothing more is said there', async () => {
  const nina = customer(desk.receive, 'D1NINA', 'slack')
  const lost = new ChannelError('ambiguous', 'no answer')
  desk.slack.failNext(lost, { applied: true, fits: ({ address }) => address === 'D1NINA' })
  await nina.writes('The awning tears')
  const inDoubt = await eventually(() =>
    desk.db.delivery.findFirstOrThrow({
      where: { state: 'pending', error: { not: null }, destinationName: { startsWith: 'slack:chat:' } },
    }),
  )
  const before = desk.slack.said('D1NINA').filter((words) => words !== 'delete').length
  await nina.presses(yes())
  await desk.settled()
  const looked = desk.slack.arrived.flatMap(({ content }) =>
    content.kind === 'delete' ? (content.erases?.perhaps ?? []) : [],
  )
  expect(looked).toEqual([{ delivery: inDoubt.id, triedAt: expect.any(String), files: false }])
  expect(desk.slack.said('D1NINA').filter((words) => words !== 'delete')).toHaveLength(before)
  expect(await everything()).not.toMatch(/awning|D1NINA/)
})

test('the part that a platform took before it asked to wait is deleted', async () => {
  const olga = customer(desk.receive, 'in-parts')
  const wait = new ChannelError('retry', 'later', { retryAfterSeconds: 600, sent: ['telegram/first-part'] })
  await olga.writes('The eaves sag')
  await desk.settled()
  desk.telegram.failNext(wait, { fits: ({ address }) => address === 'in-parts' })
  await olga.writes('All along the wall')
  await olga.commands('status')
  await eventually(() =>
    desk.db.delivery.findFirstOrThrow({ where: { state: 'pending', receipt: { equals: ['telegram/first-part'] } } }),
  )
  await olga.presses(yes())
  await desk.settled()
  const deleted = desk.telegram.arrived.flatMap(({ content }) => (content.kind === 'delete' ? content.posted : []))
  expect(deleted).toContain('telegram/first-part')
  expect(await everything()).not.toMatch(/telegram\/first-part|in-parts/)
})

test('the receipt counts what was deleted, and nothing that never stood anywhere', async () => {
  const dora = customer(desk.receive, 'never-said')
  await dora.writes('The shutter squeaks')
  await desk.settled()
  const [letGo, attempts] = [desk.telegram.hold(), desk.telegram.attempts.length]
  desk.telegram.failNext(new ChannelError('retry', 'not now', { retryAfterSeconds: 1 }), {
    fits: ({ address, content }) => address === 'never-said' && content.kind === 'message',
  })
  await dora.commands('status')
  await eventually(() => expect(desk.telegram.attempts.length).toBeGreaterThan(attempts))
  const before = [desk.telegram, desk.slack].map(({ arrived }) => arrived.length)
  await dora.presses(yes())
  letGo()
  await desk.settled()
  const deleted = [desk.telegram, desk.slack].flatMap(({ arrived }, at) =>
    arrived.slice(before[at]).flatMap(({ content }) => (content.kind === 'delete' ? content.posted : [])),
  )
  const [row] = await desk.db.erasure.findMany({ orderBy: { number: 'desc' }, take: 1 })
  expect((await readErasure(desk.db, row?.number ?? 0))?.posts).toEqual({
    ...{ underWay: 0, refused: 0, deleted: deleted.length },
  })
})

test('a chat that was asked to be linked with theirs names them no more', async () => {
  const [one, other] = [customer(desk.receive, 'Zamfira'), customer(desk.receive, 'asked-once', 'slack')]
  await one.commands('link')
  const code = await eventually(() => {
    const found = /[A-Z\d]{4}-[A-Z\d]{4}/.exec(desk.telegram.said('Zamfira').join())?.[0]
    if (found === undefined) throw new Error('no code was given')
    return found
  })
  await other.commands('link', code)
  await desk.settled()
  expect(desk.slack.said('asked-once').at(-1)).toContain('Zamfira')
  await one.presses(yes())
  await desk.settled()
  expect(await everything()).not.toContain('Zamfira')
})

test('what arrived of words that the thread refused is deleted too', async () => {
  const ilie = customer(desk.receive, 'refused-in-part')
  await ilie.writes('The tap drips')
  await desk.settled()
  const half = new ChannelError('permanent', 'refused', { reason: 'rejected', sent: ['slack/half-of-it'] })
  desk.slack.failNext(half, { fits: ({ content }) => JSON.stringify(content).includes('half is said') })
  await ilie.writes('Only half is said')
  await eventually(async () => expect(await desk.db.delivery.count({ where: { state: 'undelivered' } })).toBe(1))
  await desk.settled()
  await ilie.presses(yes())
  await desk.settled()
  const deleted = desk.slack.arrived.flatMap(({ content }) => (content.kind === 'delete' ? content.posted : []))
  expect(deleted).toContain('slack/half-of-it')
  expect(await everything()).not.toContain('half is said')
})

test('a chat that is linked is forgotten with it', async () => {
  const [one, other] = [customer(desk.receive, 'linked-one'), customer(desk.receive, 'linked-other', 'slack')]
  await one.writes('The fence fell')
  await other.writes('The well is dry')
  const [left, right] = [await ticketAbout('The fence fell'), await ticketAbout('The well is dry')]
  await desk.db.identity.updateMany({
    where: { customerId: right.customerId },
    data: { customerId: left.customerId, ownCustomerId: right.customerId },
  })
  await desk.db.ticket.update({ where: { id: right.id }, data: { customerId: left.customerId } })
  await desk.settled()
  await one.presses('assistant.no')
  await one.presses(yes())
  await desk.settled()
  expect(await desk.db.customer.count({ where: { refusesModel: true } })).toBe(0)
  const text = await everything()
  for (const secret of ['linked-one', 'linked-other', 'fence fell', 'well is dry']) expect(text).not.toContain(secret)
  await other.writes('Is the fence up again?')
  expect((await ticketAbout('Is the fence up again?')).customerId).not.toBe(left.customerId)
})

test('words that arrive at the same moment are either erased or begin anew', async () => {
  for (let n = 0; n < 5; n++) {
    const mia = customer(desk.receive, `races-${n}`)
    await mia.writes(`The first of ${n} tiles`)
    const second = await desk.second()
    await Promise.all([mia.presses(yes()), customer(second.receive, `races-${n}`).writes(`The next of ${n} tiles`)])
    await second.close()
    await desk.settled()
    const text = await everything()
    expect(text).not.toContain(`The first of ${n} tiles`)
    const anew = await desk.db.identity.findFirst({ where: { externalId: `races-${n}` } })
    expect(text.includes(`The next of ${n} tiles`)).toBe(anew !== null)
  }
})

test('the receipt tells what went, what is on its way, and what could not go, and names nobody', async () => {
  const [sara, ana] = [customer(desk.receive, 'Sarafina'), manager(desk.receive, 'U1')]
  await sara.writes('The roof leaks at the chimney')
  const ticket = await ticketAbout('The roof leaks at the chimney')
  await sara.writes('It drips on the stairs')
  await ana.replies(ticket.number, 'We look at it', 'C1:8.1')
  await desk.settled()
  const [{ id: oldest } = { id: '' }] = await desk.db.delivery.findMany({
    where: { conversationId: ticket.conversationId, destinationName: { contains: ':chat:' }, kind: 'message' },
    orderBy: { seq: 'asc' },
  })
  await desk.db.delivery.update({ where: { id: oldest }, data: { deliveredAt: new Date(Date.now() - 3 * 86_400_000) } })
  const said = desk.telegram.arrived.filter(({ address }) => address === 'Sarafina')
  const letGo = desk.slack.hold()
  const outcome = await sara.presses(yes())
  const [row] = await desk.db.erasure.findMany({ orderBy: { number: 'desc' }, take: 1 })
  expect(outcome).toMatchObject({
    notice: { say: 'customer.forgotten', params: { requests: 1, files: 0, receipt: row?.number } },
  })
  const read = () => readErasure(desk.db, row?.number ?? 0)
  expect(await read()).toMatchObject({
    ...{ why: 'forgotten', erased: { requests: 1, managersPosts: 1, oldPosts: 1, mails: 0 } },
  })
  expect((await read())?.posts.underWay).toBeGreaterThan(0)
  letGo()
  await desk.settled()
  expect((await read())?.posts).toMatchObject({ underWay: 0, refused: 0 })
  const deleted = desk.telegram.arrived.flatMap(({ address, content }) =>
    address === 'Sarafina' && content.kind === 'delete' ? content.posted : [],
  )
  expect(deleted).not.toContain(`telegram/${oldest}`)
  expect(said.map(({ id }) => id)).toContain(oldest)
  expect(JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? null : value))).not.toContain('Sarafina')
  expect(await everything()).not.toContain('Sarafina')
})

test('a platform that refuses to delete is told by the receipt alone, and what it was asked is kept nowhere', async () => {
  const petra = customer(desk.receive, 'Petronela')
  await petra.writes('The lamp flickers')
  await petra.commands('status')
  await desk.settled()
  const refusal = new ChannelError('permanent', 'no', { reason: 'blocked', sent: ['telegram/one-went'] })
  desk.telegram.failNext(refusal, { fits: ({ content }) => content.kind === 'delete' })
  const before = desk.slack.said().length
  const tried = [desk.telegram, desk.slack].map(({ attempts }) => attempts.length)
  await petra.presses(yes())
  await desk.settled()
  const [row] = await desk.db.erasure.findMany({ orderBy: { number: 'desc' }, take: 1 })
  const [onTelegram = 0, inSlack = 0] = [desk.telegram, desk.slack].map(
    ({ attempts }, at) =>
      attempts.slice(tried[at]).flatMap(({ content }) => (content.kind === 'delete' ? content.posted : [])).length,
  )
  expect(onTelegram).toBeGreaterThan(1)
  expect((await readErasure(desk.db, row?.number ?? 0))?.posts).toEqual({
    ...{ underWay: 0, refused: onTelegram - 1, deleted: 1 + inSlack },
  })
  expect(await everything()).not.toMatch(/Petronela|one-went/)
  expect(desk.slack.said().slice(before).join()).not.toMatch(/could not|not be shown/)
})
