// A customer's sign finds what it is on by the platform's id: in the receipt of what was said, however many messages that became.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainText } from '../../src/document.ts'
import { customer, manager, openEngine, type TestEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'

let desk: TestEngine
beforeAll(async () => {
  desk = await openEngine()
})
afterAll(() => desk.close())

const signs = async (id: string, messageId: string, key: string) =>
  desk.receive({
    key,
    at: new Date(),
    event: {
      type: 'CustomerReacted',
      from: { channel: 'telegram', externalId: id, address: id, name: 'Ion', locale: 'en' },
      messageId,
      reaction: '👍',
    },
  })

const heard = () =>
  desk.slack.arrived.flatMap(({ content }) =>
    content.kind === 'message' && plainText(content.document).includes('reacted') ? [plainText(content.document)] : [],
  )

test('it is told once, with what it is on; a stranger’s is nothing, and makes nobody known', async () => {
  await customer(desk.receive, 'signing').writes('Is it fixed?')
  const { number } = await desk.db.ticket.findFirstOrThrow()
  await manager(desk.receive, 'U1', 'Ben').replies(number, 'It is fixed now.')
  const receipt = await eventually(async () => {
    const { receipt } = await desk.db.delivery.findFirstOrThrow({
      where: { destinationName: { contains: ':chat:' }, message: { author: 'manager' }, state: 'delivered' },
    })
    return JSON.parse(JSON.stringify(receipt))
  })
  expect(await signs('signing', receipt.at(-1), 'sign:1')).toEqual({ kind: 'done' })
  expect(await signs('signing', receipt.at(-1), 'sign:1')).toEqual({ kind: 'repeated' })
  expect(await signs('signing', 'never-said', 'sign:2')).toEqual({ kind: 'done' })
  expect(await signs('a-stranger', receipt.at(-1), 'sign:3')).toEqual({ kind: 'done' })
  await eventually(() => expect(heard()).toEqual(['The customer reacted with 👍 to: “It is fixed now.”']))
  expect(await desk.db.identity.count({ where: { externalId: 'a-stranger' } })).toBe(0)
})
