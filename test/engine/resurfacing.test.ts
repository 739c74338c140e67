// A thread in which nobody has written for an hour is looked at by nobody: the customer's next words are shown in the channel, too, once.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { customer, manager, openEngine, type TestEngine } from '../support/engine.ts'

let desk: TestEngine
beforeAll(async () => {
  desk = await openEngine()
})
afterAll(() => desk.close())

test('only the first words after the silence are', async () => {
  const anna = customer(desk.receive, 'silent')
  await anna.writes('Where is my parcel?')
  const { number, id } = await desk.db.ticket.findFirstOrThrow()
  await manager(desk.receive, 'U1', 'Ben').replies(number, 'On its way.')
  const twoHoursAgo = new Date(Date.now() - 2 * 3_600_000)
  await desk.db.ticket.update({ where: { id }, data: { openedAt: twoHoursAgo } })
  await desk.db.message.updateMany({ data: { createdAt: twoHoursAgo } })
  // Another process, which remembers nothing of it.
  const other = await desk.second()
  for (const words of ['Still nothing', 'Hello?', 'Anybody?']) await customer(other.receive, 'silent').writes(words)
  await other.close()
  const said = await desk.db.delivery.findMany({
    where: { destinationName: { contains: ':thread:' } },
    orderBy: { seq: 'asc' },
  })
  expect(said.slice(-3).map(({ content }) => JSON.stringify(content).includes('"resurfaces":true'))).toEqual([
    true,
    false,
    false,
  ])
})
