// Two open tickets of one chat become one, whoever else tries the same at that moment; nothing is moved.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { customer, manager, openEngine, type TestEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'

let desk: TestEngine
beforeAll(async () => {
  desk = await openEngine()
})
afterAll(() => desk.close())

const anna = () => manager(desk.receive, 'U1', 'Anna')
const ticket = (number: number) =>
  desk.db.ticket.findUniqueOrThrow({
    where: { number },
    include: { mergedInto: true, messages: true, audit: { orderBy: { id: 'asc' } } },
  })

const wordsOf = ({ messages }: Awaited<ReturnType<typeof ticket>>) =>
  JSON.stringify(messages.map(({ document }) => document))

/** A customer with so many open tickets: each was resolved for a time, while they opened the next. */
const openTickets = async (id: string, count: number): Promise<number[]> => {
  const person = customer(desk.receive, id)
  for (const index of Array.from({ length: count }).keys()) {
    await person.commands('human', `Question ${index} of ${id}`)
    const { number } = await desk.db.ticket.findFirstOrThrow({
      where: { conversation: { identity: { externalId: id } }, status: 'new' },
    })
    await anna().resolves(number)
  }
  const all = await desk.db.ticket.findMany({
    where: { conversation: { identity: { externalId: id } } },
    orderBy: { number: 'asc' },
  })
  for (const { number } of all) await person.presses(`ticket.reopen:${number}`)
  return all.map(({ number }) => number)
}

test('a ticket goes into another: its history stays where it was, and later words are the other one’s', async () => {
  const [first = 0, second = 0] = await openTickets('one', 2)
  expect(await anna().merges(second, first)).toMatchObject({ kind: 'done' })
  const before = (await ticket(second)).messages.length
  await customer(desk.receive, 'one').writes('And one more thing')
  const [target, merged] = [await ticket(first), await ticket(second)]
  expect(merged).toMatchObject({ status: 'resolved', mergedInto: { number: first } })
  expect(merged.messages).toHaveLength(before)
  expect(wordsOf(target)).toContain('And one more thing')
  expect(merged.audit.at(-1)).toMatchObject({ what: 'merged', facts: { ticket: target.id } })
  expect(target.audit.at(-1)).toMatchObject({ what: 'tookIn', facts: { ticket: merged.id } })
  await eventually(() => expect(desk.slack.said().join('\n')).toContain(`merged #${second} into this ticket`))
  await eventually(() => expect(desk.telegram.said('one').join('\n')).toContain(`together with #${first}`))
})

test('a snoozed ticket that goes into another one sleeps no longer', async () => {
  const [first = 0, second = 0] = await openTickets('asleep', 2)
  await anna().snoozes(second, 'monday')
  await anna().merges(second, first)
  expect(await ticket(second)).toMatchObject({ status: 'resolved', snoozedUntil: null })
})

test('of two who merge the same two tickets into each other one wins, and the other hears why', async () => {
  const other = await desk.second()
  const [first = 0, second = 0] = await openTickets('race', 2)
  const outcomes = await Promise.all([
    anna().merges(first, second),
    manager(other.receive, 'U2', 'Ben').merges(second, first),
  ])
  await other.close()
  expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['done', 'refused'])
  expect(outcomes.find(({ kind }) => kind === 'refused')).toMatchObject({ notice: { say: 'staff.wentInto' } })
  expect([(await ticket(first)).status, (await ticket(second)).status].toSorted()).toEqual(['claimed', 'resolved'])
})

test('what went into a ticket follows it into the next one, and its words too', async () => {
  const [first = 0, second = 0, third = 0] = await openTickets('chain', 3)
  await anna().merges(third, second)
  await anna().merges(second, first)
  expect((await ticket(third)).mergedInto?.number).toBe(first)
  await customer(desk.receive, 'chain').writes('Where does this go?')
  expect(wordsOf(await ticket(first))).toContain('Where does this go?')
})

test('a ticket of another chat takes nothing in', async () => {
  const [[mine = 0], [theirs = 0]] = [await openTickets('mine', 1), await openTickets('theirs', 1)]
  expect(await anna().merges(mine, theirs)).toMatchObject({ kind: 'refused', notice: { say: 'staff.notOpenToMerge' } })
  expect((await ticket(mine)).status).toBe('claimed')
})
