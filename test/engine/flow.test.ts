// How fast somebody writes is counted with each message, also where nothing is read in between, and known to every process.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { customer, openEngine, type TestEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'

const LIMIT = 4

let desk: TestEngine
beforeAll(async () => {
  desk = await openEngine({ settings: { floodLimit: LIMIT } })
})
afterAll(() => desk.close())

test('words that are too many are stored with their ticket, in order, and shown in no thread', async () => {
  const ion = customer(desk.receive, '71')
  await ion.commands('human', 'It is broken')
  const second = await desk.second()
  const again = customer(second.receive, '71')
  await ion.writes('first', 'm1')
  await again.writes('second', 'm2')
  await ion.writes('third', 'm3')
  // The other process reads what this one counted.
  expect(await again.writes('fourth', 'm4')).toEqual({ kind: 'kept' })
  expect(await ion.writes('fifth', 'm5')).toEqual({ kind: 'kept' })
  await eventually(async () => expect(await desk.db.delivery.count({ where: { state: 'pending' } })).toBe(0))
  const { id: ticketId } = await desk.db.ticket.findFirstOrThrow({ where: { question: 'It is broken' } })
  const origins = await desk.db.message.findMany({
    where: { ticketId, author: 'customer', originId: { startsWith: 'm' } },
    orderBy: { position: 'asc' },
  })
  expect(origins.map(({ originId }) => originId)).toEqual(['m1', 'm2', 'm3', 'm4', 'm5'])
  const said = [...desk.slack.arrived, ...second.slack.arrived].map(({ content }) => JSON.stringify(content)).join()
  expect(said).toContain('third')
  expect(said).not.toMatch(/fourth|fifth/)
  expect(said.match(/writes faster than anybody can read/g)).toHaveLength(1)
  const heard = [...desk.telegram.said('71'), ...second.telegram.said('71')]
  expect(heard.filter((words) => words.includes('more than the team can read'))).toHaveLength(1)
  await second.close()
})
