// What is older than RETENTION and over is erased; what goes on stays, and so does who wrote it and what is counted.

import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { eraseOld } from '../../src/engine/retention.ts'
import { createRetention } from '../../src/jobs/retention.ts'
import { createWords } from '../../src/locales/words.ts'
import { ageBy } from '../support/aging.ts'
import { everythingIn } from '../support/dump.ts'
import { customer, manager, openEngine, type TestEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'

const DAY = 86_400_000

let desk: TestEngine
beforeEach(async () => {
  desk = await openEngine({ settings: { reopenWindow: 800 * DAY } })
})
afterEach(() => desk.close())

const shell = { words: createWords(), staffChannel: 'slack', settings: { locale: 'en' } } as const
const channels = ['slack', 'telegram']
const anna = () => manager(desk.receive, 'U1', 'Anna')

/** A night: what is older than a year is erased; `steps` is after how many a stop comes. */
const night = (steps = Number.POSITIVE_INFINITY, faults: unknown[] = []) => {
  let left = steps
  const now = new Date()
  const goesOn = async () => --left >= 0
  const onFault = (error: unknown) => faults.push(error)
  return eraseOld(desk.db, shell, { now, before: new Date(now.getTime() - 365 * DAY), goesOn, onFault })
}
const everything = () => everythingIn(desk.db)
const ticketAbout = (question: string) => desk.db.ticket.findFirstOrThrow({ where: { question } })

/** Somebody opens a ticket, and it is resolved. */
const ends = async (id: string, question: string): Promise<number> => {
  await customer(desk.receive, id).commands('human', question)
  const { number } = await ticketAbout(question)
  await anna().resolves(number)
  return number
}

test('of a ticket that ended longer ago all texts are gone, with their copies; who wrote them, counts and the trail stay', async () => {
  const rada = customer(desk.receive, 'rada')
  await rada.commands('register')
  await rada.writes('Rada Munteanu')
  await rada.writes('rada@munteanu.example')
  const { number, id, conversationId } = await fullTicket(rada)
  await desk.settled()
  await ageBy(desk.db, 400)
  const before = { messages: await desk.db.message.count(), audit: await desk.db.audit.count() }
  const { isWhole, erased } = await night()
  expect(isWhole).toBe(true)
  expect(erased).toMatchObject({ requests: 1, files: 1, managersPosts: 1 })
  await desk.settled()
  const left = await everything()
  const gone = [
    ...['kettle', 'Quillwort', 'Ringelblum', 'Zephyrine', 'Brindlemoor', 'Ovenphoto', 'Marzipane', 'Juniperus'],
    ...['Tarragonia', 'Oxbowline', 'Wimpledale', 'Cobblestone', 'Larkspurian'],
  ]
  expect(gone.filter((words) => left.includes(words))).toEqual([])
  expect(left).toContain('Rada Munteanu')
  expect(left).toContain('rada@munteanu.example')
  expect({ messages: await desk.db.message.count(), audit: await desk.db.audit.count() }).toEqual(before)
  expect(await desk.db.ticket.findUniqueOrThrow({ where: { id } })).toMatchObject({
    ...{ number, status: 'resolved', rating: 2, question: 'Erased: texts this old are not kept.', subject: null },
  })
  expect(await desk.db.conversation.findUniqueOrThrow({ where: { id: conversationId } })).toMatchObject({
    form: { kind: 'idle', kept: null },
  })
  const cards = desk.slack.arrived.flatMap(({ content }) => (content.kind === 'card' ? [content] : []))
  expect(cards.at(-1)?.posted).toBe(`slack/${desk.slack.arrived.find(({ content }) => content.kind === 'card')?.id}`)
  const deleted = desk.slack.arrived.flatMap(({ content }) => (content.kind === 'delete' ? content.posted : []))
  const posts = desk.slack.arrived.filter(({ content }) => content.kind === 'message' || content.kind === 'edit')
  expect(deleted.toSorted()).toEqual(posts.map((post) => `slack/${post.id}`).toSorted())
})

const fullTicket = async (rada: ReturnType<typeof customer>) => {
  await rada.writes('My kettle broke')
  const ticket = await ticketAbout('My kettle broke')
  await rada.writes('It smells of Quillwort', 'smell')
  await rada.edits('It smells of Ringelblum', 'smell')
  await anna().replies(ticket.number, 'We send another Zephyrine', 'ts-note')
  await anna().resolves(ticket.number)
  await rada.presses(`rating.2:${ticket.number}`)
  await rada.writes('Nobody in Brindlemoor came')
  await desk.db.ticket.update({
    where: { id: ticket.id },
    data: { subject: 'Marzipane', translatedQuestion: 'Juniperus' },
  })
  const message = await desk.db.message.findFirstOrThrow({ where: { ticketId: ticket.id, author: 'customer' } })
  await desk.db.attachment.create({
    data: {
      ...{ id: randomUUID(), messageId: message.id, kind: 'photo', name: 'Ovenphoto' },
      channel: 'web',
      externalId: 'f',
    },
  })
  await storeAround(ticket.id, ticket.conversationId, message.id)
  return ticket
}

const storeAround = async (ticketId: string, conversationId: string, message: string) => {
  const at = new Date()
  await desk.db.consultation.create({
    data: { ...{ id: randomUUID(), conversationId, ticketId, askedAt: at, until: at, wanted: {} }, sent: 'Tarragonia' },
  })
  await desk.db.suggestion.create({ data: { id: randomUUID(), conversationId, question: 'Oxbowline', createdAt: at } })
  await desk.db.article.create({ data: { id: 'a', title: 'T', answer: 'A', locale: 'en', updatedAt: at } })
  await desk.db.phrasingCandidate.create({
    data: {
      ...{ id: randomUUID(), articleId: 'a', text: 'Wimpledale', createdAt: at },
      signs: { create: { id: randomUUID(), kind: 'solved', conversationId, at } },
    },
  })
  await desk.db.parkedEvent.create({
    data: { key: 'p', channel: 'telegram', payload: 'Cobblestone', reason: 'r', parkedAt: at },
  })
  await desk.db.conversation.update({
    where: { id: conversationId },
    data: { form: { kind: 'idle', kept: { messages: [message], words: {}, text: 'Larkspurian' } } },
  })
}

test('words outside of tickets go by their own age, those of an open ticket only once it ended long ago', async () => {
  const [talks, waits] = [customer(desk.receive, 'talks'), customer(desk.receive, 'waits')]
  await talks.commands('faq')
  await desk.db.message.updateMany({
    data: {
      document: { type: 'root', children: [{ type: 'paragraph', children: [{ type: 'text', value: 'Cinnabar' }] }] },
    },
  })
  await waits.writes('My Foxglove waits')
  await waits.writes('With a Valerian')
  await desk.settled()
  await ageBy(desk.db, 400)
  await waits.writes('Still my Foxglove')
  await night()
  expect((await everything()).includes('Cinnabar')).toBe(false)
  const { number } = await ticketAbout('My Foxglove waits')
  await anna().resolves(number)
  await night()
  expect((await everything()).match(/Foxglove/g)?.length).toBeGreaterThan(2)
  expect(await everything()).toContain('Valerian')
  await desk.settled()
  await ageBy(desk.db, 400)
  await night()
  await desk.settled()
  expect(await everything()).not.toMatch(/Foxglove|Valerian/)
})

test('a ticket that was merged goes with the one that it went into', async () => {
  const pim = customer(desk.receive, 'pim')
  const first = await ends('pim', 'The Hollyhock pump')
  await anna().replies(first, 'An Edelweiss will do', 'ts-first')
  await pim.commands('human', 'The Snapdragon pump')
  const { number: second } = await ticketAbout('The Snapdragon pump')
  await pim.presses(`ticket.reopen:${first}`)
  await anna().merges(first, second)
  await desk.settled()
  await ageBy(desk.db, 400)
  await night()
  for (const words of ['Hollyhock', 'Edelweiss']) expect(await everything()).toContain(words)
  await anna().resolves(second)
  await desk.settled()
  await ageBy(desk.db, 400)
  await night()
  await desk.settled()
  expect(await everything()).not.toMatch(/Hollyhock|Snapdragon|Edelweiss/)
})

test('what is written about an erased ticket goes when it is as old, also where it went on for long', async () => {
  const [sly, number] = [customer(desk.receive, 'late'), await ends('late', 'The Celandine lamp')]
  await ageBy(desk.db, 400)
  await night()
  await sly.presses(`ticket.reopen:${number}`)
  await anna().replies(number, 'By the way, Agrimony', 'ts-late')
  await desk.settled()
  await ageBy(desk.db, 400)
  await night()
  expect((await everything()).includes('Agrimony')).toBe(true)
  await anna().resolves(number)
  await desk.settled()
  await ageBy(desk.db, 400)
  await night()
  await desk.settled()
  expect(await everything()).not.toMatch(/Celandine|Agrimony/)
})

test('a run that is stopped at any step is gone on with, and nothing is counted twice', async () => {
  for (const id of ['s1', 's2', 's3']) await ends(id, `The Burdock of ${id}`)
  await customer(desk.receive, 's4').commands('faq')
  await desk.settled()
  await ageBy(desk.db, 400)
  expect(await night(2)).toMatchObject({ isWhole: false, erased: { requests: 2 } })
  expect((await everything()).match(/Burdock/g)?.length).toBeGreaterThan(0)
  expect(await night()).toMatchObject({ isWhole: true, erased: { requests: 1 } })
  await desk.settled()
  expect(await everything()).not.toContain('Burdock')
  expect((await night()).erased).toBeNull()
  expect(
    await desk.db.message.count({ where: { deletedAt: null, createdAt: { lt: new Date(Date.now() - 366 * DAY) } } }),
  ).toBe(0)
})

test('two processes at once erase each text once', async () => {
  for (let n = 0; n < 6; n++) await ends(`two-${n}`, `The Tansy of ${n}`)
  await desk.settled()
  await ageBy(desk.db, 400)
  const ended = await Promise.all([night(), night()])
  const requests = ended.map(({ erased }) => erased?.requests ?? 0)
  expect(requests.reduce((sum, count) => sum + count)).toBe(6)
  await desk.settled()
  expect(await everything()).not.toContain('Tansy')
})

test('words that are corrected while they are erased are gone, whichever comes first', async () => {
  const talks = customer(desk.receive, 'hears')
  await talks.commands('human', 'The Teasel')
  await talks.writes('And a Betony', 'betony')
  const { number, conversationId } = await ticketAbout('The Teasel')
  await anna().resolves(number)
  await desk.settled()
  await ageBy(desk.db, 400)
  let isErased = false
  const both = await desk.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM conversations WHERE id = ${conversationId}::uuid FOR UPDATE`
    const edit = talks.edits('And a Bluebell', 'betony')
    await eventually(async () => expect(await waitingForLocks()).toBe(1))
    const erased = night().then(() => {
      isErased = true
    })
    await eventually(async () => expect(isErased || (await waitingForLocks()) === 2).toBe(true))
    return [edit, erased]
  })
  await Promise.all(both)
  const old = await desk.db.message.findMany({ where: { createdAt: { lt: new Date(Date.now() - 366 * DAY) } } })
  expect(JSON.stringify(old.map(({ document, revisions }) => [document, revisions]))).not.toMatch(
    /Teasel|Betony|Bluebell/,
  )
})

// Of the desk's work there may be others that wait: a conversation's row alone is meant.
const waitingForLocks = async (): Promise<number> => {
  const [row] = await desk.db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
      AND query LIKE '%UPDATE%conversations%'`
  return row?.count ?? 0
}

test('no more is erased at once than platforms keep up with, and a stop ends it', async () => {
  for (let n = 0; n < 24; n++) await ends(`many-${n}`, `The Yarrow of ${n}`)
  await desk.settled()
  await ageBy(desk.db, 400)
  const letGo = desk.slack.hold()
  const log = pino({ level: 'silent' })
  const parts = { db: desk.db, channels, keptFor: 365 * DAY, now: () => new Date(), log }
  const retention = createRetention({ ...parts, erase: (run) => eraseOld(desk.db, shell, run) })
  const run = retention.run()
  await eventually(async () =>
    expect(await desk.db.delivery.count({ where: { state: 'pending' } })).toBeGreaterThanOrEqual(20),
  )
  await retention.stop()
  expect(await run).toBe(false)
  expect(await desk.db.ticket.count({ where: { textsErasedAt: null } })).toBeGreaterThan(0)
  letGo()
  await desk.settled()
  const next = createRetention({ ...parts, erase: (run) => eraseOld(desk.db, shell, run) })
  expect(await next.run()).toBe(true)
  expect(await desk.db.ticket.count({ where: { textsErasedAt: null } })).toBe(0)
})

/** As many deletions wait as may. */
const deletionsWait = async (): Promise<string> => {
  const erasure = randomUUID()
  await desk.deliverer.stop()
  const destinationName = `slack:erasing:${erasure}`
  await desk.db.destination.create({ data: { name: destinationName, channel: 'slack' } })
  await desk.db.delivery.createMany({
    data: Array.from({ length: 20 }, (_, seq) => ({
      ...{ id: randomUUID(), destinationName, seq, kind: 'delete', content: {} },
    })),
  })
  return erasure
}

test('the next is erased once fewer deletions wait', async () => {
  const erasure = await deletionsWait()
  const order: string[] = []
  const erase = async ({ goesOn }: { goesOn: (erasure: string) => Promise<boolean> }) => {
    const going = goesOn(erasure).then(() => order.push('goes on'))
    for (let look = 0; look < 5; look++) await desk.db.delivery.count()
    order.push('there is room')
    await desk.db.delivery.updateMany({ where: { seq: 0 }, data: { state: 'delivered' } })
    await going
    return { isWhole: true, erased: null }
  }
  const parts = { db: desk.db, channels, keptFor: DAY, now: () => new Date(), log: pino({ level: 'silent' }) }
  expect(await createRetention({ ...parts, erase }).run()).toBe(true)
  expect(order).toEqual(['there is room', 'goes on'])
})

test('where a platform is away the run ends before the next is erased; one that is not set up any more holds up nothing', async () => {
  const erasure = await deletionsWait()
  const erase = async ({ goesOn }: { goesOn: (erasure: string) => Promise<boolean> }) => ({
    isWhole: await goesOn(erasure),
    erased: null,
  })
  const parts = { db: desk.db, erase, keptFor: DAY, now: () => new Date(), patience: 0, log: pino({ level: 'silent' }) }
  expect(await createRetention({ ...parts, channels }).run()).toBe(false)
  expect(await createRetention({ ...parts, channels: ['telegram'] }).run()).toBe(true)
})

test('what a model was asked of a ticket goes with it, however late, and so does what was asked or given as a reason since', async () => {
  const number = await ends('asked', 'The Speedwell tap')
  const { id: ticketId, conversationId } = await desk.db.ticket.findUniqueOrThrow({ where: { number } })
  await desk.settled()
  await ageBy(desk.db, 400)
  const asked = (sent: string) => {
    const at = new Date()
    const times = { askedAt: at, until: at, wanted: {} }
    return desk.db.consultation.create({ data: { id: randomUUID(), conversationId, ticketId, ...times, sent } })
  }
  const banned = (reason: string) =>
    desk.db.audit.create({ data: { ticketId, what: 'banned', facts: { reason, tier: 'x' }, at: new Date() } })
  await asked('The Speedwell tap, asked in June')
  await banned('Their Toadflax')
  await night()
  expect(await everything()).not.toMatch(/Speedwell|Toadflax/)
  await asked('Only Sorrel is left')
  await banned('Their Dittany')
  await night()
  expect((await everything()).match(/Sorrel|Dittany/g)).toHaveLength(2)
  await ageBy(desk.db, 400)
  await night()
  expect(await everything()).not.toMatch(/Sorrel|Dittany/)
  expect(await desk.db.audit.count({ where: { what: 'banned', facts: { path: ['tier'], equals: 'x' } } })).toBe(2)
})

test('a conversation that can not be erased now is passed and told of, and the next run finds what it held', async () => {
  for (const id of ['first', 'last']) {
    await customer(desk.receive, id).commands('faq')
    await ends(id, `The Comfrey of ${id}`)
  }
  await desk.settled()
  await ageBy(desk.db, 400)
  const { conversationId } = await ticketAbout('The Comfrey of first')
  const old = { createdAt: { lt: new Date(Date.now() - 366 * DAY) }, deletedAt: null }
  const faults: unknown[] = []
  await desk.db.$executeRawUnsafe(
    `ALTER TABLE conversations ADD CONSTRAINT refused CHECK (id <> '${conversationId}') NOT VALID`,
  )
  const end = await night(Number.POSITIVE_INFINITY, faults)
  expect(end).toMatchObject({ isWhole: false, erased: { requests: 1 } })
  expect(faults.length).toBeGreaterThan(0)
  const left = await desk.db.message.findMany({ where: old })
  expect(new Set(left.map((message) => message.conversationId))).toEqual(new Set([conversationId]))
  await desk.db.$executeRaw`ALTER TABLE conversations DROP CONSTRAINT refused`
  expect(await night()).toMatchObject({ isWhole: true, erased: { requests: 1 } })
  expect(await desk.db.message.count({ where: old })).toBe(0)
  await desk.settled()
  expect(await everything()).not.toContain('Comfrey')
})

test('a stop is heard where nothing is left to be erased of what was said, too', async () => {
  await customer(desk.receive, 'young').commands('faq')
  await desk.settled()
  await ageBy(desk.db, 400)
  await night()
  const at = new Date(Date.now() - 400 * DAY)
  await desk.db.parkedEvent.create({
    data: { key: 'loose', channel: 'telegram', payload: 'Meadowsweet', reason: 'r', parkedAt: at },
  })
  expect(await night(0)).toMatchObject({ isWhole: false })
  expect(await night(1)).toMatchObject({ isWhole: false })
  expect(await everything()).toContain('Meadowsweet')
  expect(await night()).toMatchObject({ isWhole: true })
  expect(await everything()).not.toContain('Meadowsweet')
})
