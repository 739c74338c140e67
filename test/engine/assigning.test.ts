// Tickets are given by the rule on a real database: by what managers hold there, however many come at once.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { customer, manager, openEngine, type TestEngine } from '../support/engine.ts'

let desk: TestEngine
beforeAll(async () => {
  desk = await openEngine({ settings: { assignment: 'least-busy', managerCap: 3 } })
})
afterAll(() => desk.close())

const give = async (id: string) => {
  const { id: ticket } = await desk.db.ticket.findFirstOrThrow({
    where: { conversation: { identity: { externalId: id } } },
  })
  const event = { type: 'TimerFired', timer: { kind: 'assign', ticket } } as const
  return desk.receive({ key: `assign:${id}`, at: new Date(), event })
}

test('tickets that come at once are spread, nobody gets more than the cap, and what is left waits', async () => {
  await customer(desk.receive, 'first').writes('Where is my parcel?')
  const first = await desk.db.ticket.findFirstOrThrow()
  await manager(desk.receive, 'UBEN', 'Ben').claims(first.number)
  await manager(desk.receive, 'UANA', 'Ana').resolves(first.number)
  const ids = Array.from({ length: 8 }, (_, index) => `many-${index}`)
  for (const id of ids) await customer(desk.receive, id).writes(`Where is my parcel ${id}?`)
  expect(desk.timers.filter(({ subject }) => subject.kind === 'assign')).toHaveLength(9)
  await Promise.all(ids.map(give))
  const held = await desk.db.ticket.groupBy({
    by: ['status', 'holderId'],
    where: { number: { not: first.number } },
    _count: true,
  })
  expect(held.map(({ status, _count }) => [status, _count]).toSorted()).toEqual([
    ['claimed', 3],
    ['claimed', 3],
    ['new', 2],
  ])
  const audit = await desk.db.audit.findMany({ where: { what: 'assigned' } })
  expect(audit).toHaveLength(6)
  expect(audit.every(({ managerId }) => managerId === null)).toBe(true)
})
