// What the worker is handed next, where what just arrived decides how it is to be said.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { ChannelError } from '../../src/channel.ts'
import type { Database } from '../../src/database/client.ts'
import { appended } from '../../src/database/outbox.ts'
import { settleFailed, takeSteps } from '../../src/jobs/outbox.ts'
import { type OpenedDatabase, openFreshDatabase } from '../support/database.ts'

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
