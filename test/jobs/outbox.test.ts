// What the worker is handed next, where what just arrived decides how it is to be said.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { ChannelError } from '../../src/channel.ts'
import { type Database, Prisma } from '../../src/database/client.ts'
import { appended } from '../../src/database/outbox.ts'
import { fromPlainText } from '../../src/document.ts'
import { erasePosts } from '../../src/engine/erased-posts.ts'
import { settleFailed, takeSteps } from '../../src/jobs/outbox.ts'
import { type OpenedDatabase, openFreshDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'

let fresh: OpenedDatabase
let db: Database
beforeAll(async () => {
  fresh = await openFreshDatabase()
  db = fresh.db
})
afterAll(() => fresh.close())

const destination = 'slack:reminder'
const append = () => {
  const line = {
    ...{ id: crypto.randomUUID(), destination, channel: 'slack', address: null, ticket: null, follows: null },
    ...{ content: { kind: 'reminder', again: false, posted: null } as const, message: null, notBefore: null },
    ...{ about: null, conversation: null, confirms: null },
  }
  return db.$executeRaw`WITH ${appended([line])} SELECT destination FROM appended`
}
const begin = async () => (await takeSteps(db, [{ destination, arrived: null, goOn: true }])).next[0] ?? null
const arrive = async (posted: string) => {
  const head = await begin()
  if (head === null) throw new Error('nothing is due')
  await append()
  return takeSteps(db, [{ destination, arrived: { head, receipt: { ids: [posted] } }, goOn: true }])
}

test('a line that is changed in its place waits for the receipt that tells where it stands', async () => {
  await append()
  const first = await arrive('C1:1.1')
  expect(first).toMatchObject({ next: [null], woken: [destination] })
  const same = await arrive('C1:1.1')
  expect(same.next).toMatchObject([{ delivery: { content: { kind: 'reminder', posted: 'C1:1.1' } } }])
})

test('why something was not taken is kept without what a platform quotes of it', async () => {
  await append()
  const head = await begin()
  if (head === null) throw new Error('nothing is due')
  const kept = async (fault: ChannelError) => {
    await settleFailed(db, head, fault, 0)
    return (await db.delivery.findUniqueOrThrow({ where: { id: head.delivery.id } })).error
  }
  const quoting = 'Telegram refused: unsupported start tag "my password"'
  expect(await kept(new ChannelError('permanent', quoting, { reason: 'rejected' }))).toBe('refused for good (rejected)')
  expect(await kept(new ChannelError('retry', 'Telegram asks for a pause'))).toBe('Telegram asks for a pause')
})

test('words that were tried before are not taken again once an erasure has them, though the worker came while it was at work', async () => {
  const [chat, id] = ['telegram:chat:forgotten', crypto.randomUUID()]
  const document = fromPlainText('The key is under the mat')
  const row = {
    ...{ id, destination: chat, channel: 'telegram', address: 'forgotten', ticket: null, follows: null },
    ...{ content: { kind: 'message', author: { role: 'bot' }, document, buttons: [] } as const, message: null },
    ...{ notBefore: null, about: null, conversation: null, confirms: null },
  } as const
  await db.$executeRaw`WITH ${appended([row])} SELECT destination FROM appended`
  await append()
  const steps = [chat, destination].map((name) => ({ destination: name, arrived: null, goOn: true }))
  const [head] = (await takeSteps(db, steps)).next
  expect(head?.delivery.id).toBe(id)
  const wanted = { erasure: 'any', deliveries: Prisma.sql`d.id = ${id}::uuid`, instead: document, now: new Date() }
  const taking = await db.$transaction(async (tx) => {
    await erasePosts(tx, wanted)
    const answer = takeSteps(db, steps)
    await eventually(async () =>
      expect(
        await db.$queryRaw`SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      ).toHaveLength(1),
    )
    return { answer }
  })
  expect((await taking.answer).next).toMatchObject([null, { delivery: { content: { kind: 'reminder' } } }])
})
