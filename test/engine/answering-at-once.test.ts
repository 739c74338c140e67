// Two managers who answer the same words of a customer: who comes second hears so before theirs goes, however close they are.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromPlainText } from '../../src/core/document.ts'
import { customer, manager, openEngine, type TestEngine } from '../support/engine.ts'

let desk: TestEngine
beforeAll(async () => {
  desk = await openEngine()
})
afterAll(() => desk.close())

const ana = { channel: 'web', externalId: 'w-ana', name: 'Ana' } as const
const namesake = { channel: 'web', externalId: 'w-other', name: 'Ana' } as const

const opened = async (id: string) => {
  await customer(desk.receive, id).writes('Where is my parcel?')
  const ticket = { conversation: { identity: { externalId: id } } }
  const { number } = await desk.db.ticket.findFirstOrThrow({ where: ticket })
  return { number, seen: await newest(number) }
}
const newest = async (number: number) =>
  (await desk.db.message.findFirstOrThrow({ where: { ticket: { number } }, orderBy: { position: 'desc' } })).id
const answers = (by: typeof ana | typeof namesake, number: number, seen: string, key: string = crypto.randomUUID()) =>
  desk.receive({
    key,
    at: new Date(),
    event: { type: 'ManagerReplied', by, ticket: { number }, seen, messageId: null, words: fromPlainText('Tomorrow') },
  })

test('of two who answer at once one goes, and the other is told whose did, be they of the same name', async () => {
  const { number, seen } = await opened('asks')
  const outcomes = await Promise.all([answers(ana, number, seen), answers(namesake, number, seen)])
  const refused = { kind: 'refused', because: 'answered', notice: { params: { name: 'Ana' } } }
  expect(outcomes).toMatchObject([{ kind: 'done' }, refused])
})

test('what was stored and comes again is the same, whoever answered since, and whoever has read that answers all the same', async () => {
  const { number, seen } = await opened('waits')
  expect(await answers(ana, number, seen, 'web:ana:1')).toMatchObject({ kind: 'done' })
  expect(await answers(namesake, number, await newest(number))).toMatchObject({ kind: 'done' })
  expect(await answers(ana, number, seen, 'web:ana:1')).toEqual({ kind: 'repeated' })
})

test('their own answers, notes and answers that were taken back are nothing to hear of', async () => {
  const { number, seen } = await opened('wonders')
  await answers(ana, number, seen)
  expect(await answers(ana, number, seen)).toMatchObject({ kind: 'done' })
  const ben = manager(desk.receive, 'UBEN', 'Ben')
  const after = await newest(number)
  await ben.replies(number, 'Never mind', 'ts-back')
  await ben.deletes(number, 'ts-back')
  expect(await answers(ana, number, after)).toMatchObject({ kind: 'done' })
})
