// A reply that is held can be taken back or changed until it goes; what goes keeps its place.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FileRef } from '../../src/channel.ts'
import { fromPlainText } from '../../src/document.ts'
import { takeSteps } from '../../src/jobs/outbox.ts'
import { customer, manager, openEngine, type TestEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'

const LONG = 3_600_000
let desk: TestEngine
beforeAll(async () => {
  desk = await openEngine({ settings: { replyHold: LONG } })
})
afterAll(() => desk.close())

const anna = () => manager(desk.receive, 'U1', 'Anna')
const opened = async (id: string): Promise<number> => {
  await customer(desk.receive, id).writes(`Question of ${id}`)
  const where = { conversation: { identity: { externalId: id } } }
  return (await desk.db.ticket.findFirstOrThrow({ where })).number
}
const heard = (id: string) => desk.telegram.said(id).join('\n')
const isOver = () => desk.db.delivery.updateMany({ where: { attempts: 0 }, data: { notBefore: new Date() } })

test('a reply that is taken back is never said, and what follows it goes', async () => {
  const number = await opened('taken')
  await anna().replies(number, 'Oh no', 'C1/1.1')
  await anna().replies(number, 'Much better', 'C1/1.2')
  expect(await anna().deletes(number, 'C1/1.1')).toMatchObject({ notice: { say: 'staff.takenBack' } })
  await isOver()
  await eventually(() => expect(heard('taken')).toContain('Much better'))
  expect(heard('taken')).not.toContain('Oh no')
  expect((await desk.db.ticket.findUniqueOrThrow({ where: { number } })).status).toBe('claimed')
})

test('a reply that is edited while it is held is said as it reads then, once', async () => {
  const number = await opened('edited')
  await anna().replies(number, 'Tomorow', 'C1/2.1')
  await anna().edits(number, 'Tomorrow', 'C1/2.1')
  await isOver()
  await eventually(() => expect(heard('edited')).toContain('Tomorrow'))
  expect(heard('edited')).not.toContain('Tomorow')
})

test('resolving sends what is held first', async () => {
  const number = await opened('resolved')
  await anna().replies(number, 'All done', 'C1/3.1')
  await anna().resolves(number)
  await eventually(() => expect(heard('resolved')).toMatch(/All done[\s\S]*resolved/))
})

test('merging sends what is held first', async () => {
  const one = await opened('merged')
  await anna().resolves(one)
  await customer(desk.receive, 'merged').commands('human', 'The same matter')
  await customer(desk.receive, 'merged').presses(`ticket.reopen:${one}`)
  const other = await desk.db.ticket.findFirstOrThrow({
    where: { conversation: { identity: { externalId: 'merged' } }, status: 'new' },
  })
  await anna().replies(other.number, 'Half an answer', 'C1/3.4')
  await anna().merges(other.number, one)
  await eventually(() => expect(heard('merged')).toMatch(/Half an answer[\s\S]*goes on together/))
})

test('what is let go of stands behind all that pages have read already, in the order of its writing', async () => {
  const number = await opened('page')
  await anna().replies(number, 'First of two', 'C1/3.2')
  await anna().replies(number, 'Second of two', 'C1/3.3')
  await customer(desk.receive, 'page').writes('Are you there?')
  const where = { conversation: { identity: { externalId: 'page' } } }
  const { position: read } = await desk.db.message.findFirstOrThrow({ where, orderBy: { position: 'desc' } })
  await anna().resolves(number)
  const news = await desk.db.message.findMany({
    where: { ...where, position: { gt: read } },
    orderBy: { position: 'asc' },
  })
  expect(news.map(({ document }) => JSON.stringify(document))).toEqual([
    expect.stringContaining('First of two'),
    expect.stringContaining('Second of two'),
    expect.stringContaining('resolved'),
  ])
})

test('a held reply waits while something else is being stored in its chat, and goes after it', async () => {
  const number = await opened('busy')
  await anna().replies(number, 'In my turn', 'C1/3.5')
  const chat = await desk.db.delivery.findFirstOrThrow({ where: { attempts: 0, notBefore: { not: null } } })
  await desk.db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT FROM conversations WHERE id = ${chat.conversationId}::uuid FOR NO KEY UPDATE`
    await isOver()
    const { next } = await takeSteps(desk.db, [{ destination: chat.destinationName, arrived: null, goOn: true }])
    expect(next).toEqual([null])
  })
  await eventually(() => expect(heard('busy')).toContain('In my turn'))
})

test('what was said is edited and deleted where it stands', async () => {
  const number = await opened('after')
  await anna().replies(number, 'First words', 'C1/4.1')
  await isOver()
  await eventually(() => expect(heard('after')).toContain('First words'))
  const said = desk.telegram.arrived.find(({ content }) => JSON.stringify(content).includes('First words'))
  await anna().edits(number, 'Second words', 'C1/4.1')
  await anna().deletes(number, 'C1/4.1')
  await eventually(() => expect(heard('after')).toMatch(/edit Second words[\s\S]*delete/))
  const changes = desk.telegram.arrived.filter(({ content }) => content.kind === 'edit' || content.kind === 'delete')
  for (const { content } of changes) expect(content).toMatchObject({ posted: [`telegram/${said?.id}`] })
})

test('a reply that began to be said while it was being taken back is deleted in the chat', async () => {
  const apart = await openEngine()
  await customer(apart.receive, 'race').writes('It burns')
  const { number } = await apart.db.ticket.findFirstOrThrow()
  const letGo = apart.telegram.hold()
  const ben = manager(apart.receive, 'U2', 'Ben')
  await ben.replies(number, 'Under way', 'C1/5.1')
  await eventually(() => expect(apart.telegram.attempts.at(-1)).toBeDefined())
  await eventually(() =>
    apart.db.delivery.findFirstOrThrow({ where: { attempts: 1, state: 'pending', kind: 'message' } }),
  )
  letGo()
  await eventually(() => expect(apart.telegram.said('race').join()).toContain('Under way'))
  await ben.deletes(number, 'C1/5.1')
  await eventually(() => expect(apart.telegram.said('race').at(-1)).toBe('delete'))
  await apart.close()
})

test('words that are changed and deleted while they are being said are so where they stand', async () => {
  const apart = await openEngine()
  await customer(apart.receive, 'under-way').writes('It burns')
  const { number } = await apart.db.ticket.findFirstOrThrow()
  const ben = manager(apart.receive, 'U2', 'Ben')
  await ben.claims(number)
  await eventually(async () => expect(await apart.db.delivery.count({ where: { state: 'pending' } })).toBe(0))
  const letGo = apart.telegram.hold()
  await ben.replies(number, 'Under way', 'C1/6.1')
  await eventually(() => expect(JSON.stringify(apart.telegram.attempts.at(-1))).toContain('Under way'))
  await ben.edits(number, 'On its way', 'C1/6.1')
  await ben.deletes(number, 'C1/6.1')
  letGo()
  await eventually(() =>
    expect(apart.telegram.said('under-way').slice(-3)).toEqual(['Under way', 'edit On its way', 'delete']),
  )
  await apart.close()
})

test('the siblings of an album are sent together, and one that comes late by itself', async () => {
  const id = 'album'
  const number = await opened(id)
  const file = (name: string): FileRef => ({
    kind: 'photo',
    name,
    mediaType: null,
    bytes: 1,
    at: { channel: 'telegram', id: name },
  })
  const from = { channel: 'telegram', externalId: id, address: id, name: 'Customer album', locale: 'en' } as const
  const sends = (name: string) =>
    desk.receive({
      key: `album:${name}`,
      at: new Date(),
      event: {
        type: 'CustomerWrote',
        from,
        messageId: name,
        words: fromPlainText(''),
        files: [file(name)],
        album: 'a-1',
      },
    })
  await Promise.all(['one', 'two', 'three'].map(sends))
  await customer(desk.receive, id).writes('That is all', 'album:words')
  await eventually(() => expect(desk.slack.said()).toContain('files one,two,three'))
  await sends('four')
  await eventually(() => expect(desk.slack.said()).toContain('files four'))
  expect(await desk.db.attachment.count({ where: { message: { ticket: { number } } } })).toBe(4)
  const written = await desk.db.message.findMany({
    where: { ticket: { number }, author: 'customer' },
    orderBy: { position: 'asc' },
  })
  // Waiting for siblings is no hold: on every page the album stands where it was sent.
  expect(written.slice(-5).map(({ originId }) => originId)).toEqual([
    ...Array(3).fill(expect.stringMatching(/^(one|two|three)$/)),
    'album:words',
    'four',
  ])
})

const answeredAt = async (number: number) => {
  const ticket = await desk.db.ticket.findUniqueOrThrow({ where: { number }, include: { audit: true } })
  const told = ticket.audit.filter(({ what }) => what === 'answered').map(({ at }) => at)
  expect(told).toEqual(ticket.answeredAt === null ? [] : [ticket.answeredAt])
  return ticket.answeredAt
}

test('what was taken back is no first answer; the next reply is, or one that waits already', async () => {
  const number = await opened('unanswered')
  const [first, second] = [new Date(), new Date(Date.now() + 2_000)]
  await anna().replies(number, 'Not this', 'C1/5.1', first)
  await anna().deletes(number, 'C1/5.1')
  expect(await answeredAt(number)).toBeNull()
  await anna().replies(number, 'Nor this', 'C1/5.2', first)
  await anna().replies(number, 'But this', 'C1/5.3', second)
  await anna().deletes(number, 'C1/5.2')
  expect(await answeredAt(number)).toEqual(second)
})

test('an answer that went stays the first one, whatever is taken back later', async () => {
  const number = await opened('answered')
  await anna().replies(number, 'An answer', 'C1/6.1')
  const answered = await answeredAt(number)
  await isOver()
  await eventually(() => expect(heard('answered')).toContain('An answer'))
  await anna().deletes(number, 'C1/6.1')
  await anna().replies(number, 'Too much', 'C1/6.2')
  await anna().deletes(number, 'C1/6.2')
  expect(await answeredAt(number)).toEqual(answered)
})
