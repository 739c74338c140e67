// What a platform refused is sent again: once, whoever presses at the same time, and as it reads by then.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { ChannelError } from '../../src/channel.ts'
import { customer, manager, openEngine, type TestEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'

let desk: TestEngine
beforeAll(async () => {
  desk = await openEngine()
})
afterAll(() => desk.close())

const anna = () => manager(desk.receive, 'U1', 'Anna')
const BLOCKED: Refusal = { reason: 'blocked' }
const refuse = (how: Refusal) => desk.telegram.failNext(new ChannelError('permanent', 'no', how))

interface Refusal {
  readonly reason: string
  readonly sent?: readonly string[]
}

/** A reply that did not arrive, and its delivery. */
const lost = async (id: string, words: string, how = BLOCKED, at = new Date()) => {
  await customer(desk.receive, id).writes(`Question of ${id}`)
  const where = { conversation: { identity: { externalId: id } } }
  const { number } = await desk.db.ticket.findFirstOrThrow({ where })
  await eventually(() => expect(desk.telegram.said(id).length).toBeGreaterThan(0))
  refuse(how)
  await anna().replies(number, words, `C1:${id}`, at)
  return {
    number,
    delivery: await eventually(() =>
      desk.db.delivery.findFirstOrThrow({ where: { state: 'undelivered', message: { originId: `C1:${id}` } } }),
    ),
  }
}

test('it goes after what was said meanwhile, and the sign of the failure is taken off', async () => {
  const { number, delivery } = await lost('again', 'At ten')
  await anna().replies(number, 'Or at eleven', 'C1:later')
  expect(await anna().retries(delivery.id)).toMatchObject({ kind: 'done' })
  await eventually(() => expect(desk.telegram.said('again').join('\n')).toMatch(/eleven[\s\S]*At ten/))
  await eventually(() =>
    expect(desk.slack.arrived.map(({ content }) => content)).toContainEqual({
      kind: 'mark',
      target: 'C1:again',
      mark: 'delivered',
      replaces: 'failed',
    }),
  )
})

test('what came late tells again when it was written', async () => {
  const { delivery } = await lost('late', 'At nine', BLOCKED, new Date('2026-01-31T22:30:00Z'))
  await anna().retries(delivery.id)
  await eventually(() => expect(desk.telegram.said('late').join('\n')).toMatch(/Written on .*\n\nAt nine/))
})

test('so it does when it was changed meanwhile', async () => {
  const { number, delivery } = await lost('late-changed', 'At nin', BLOCKED, new Date('2026-01-31T22:30:00Z'))
  await anna().edits(number, 'At nine', 'C1:late-changed')
  await anna().retries(delivery.id)
  await eventually(() => expect(desk.telegram.said('late-changed').join('\n')).toMatch(/Written on .*\n\nAt nine/))
})

test('what had arrived of it is not sent once more, and goes when its message is deleted', async () => {
  const part = { sent: ['part-1'], reason: 'fileTooLarge' }
  const { delivery } = await lost('partly', 'Two of three', part)
  await anna().retries(delivery.id)
  const attempts = () =>
    desk.telegram.attempts.filter(({ content }) => JSON.stringify(content).includes('Two of three'))
  await eventually(() => expect(attempts().map(({ sent }) => sent)).toEqual([[], ['part-1']]))
  const { number } = await lost('half', 'One of two', part)
  await anna().deletes(number, 'C1:half')
  await eventually(() =>
    expect(desk.telegram.arrived.map(({ content }) => content)).toContainEqual(
      expect.objectContaining({ kind: 'delete', posted: ['part-1'] }),
    ),
  )
})

test('what had arrived of it is made to read as it was changed meanwhile', async () => {
  const { number, delivery } = await lost('mixed', 'Old words in two parts', {
    sent: ['part-1'],
    reason: 'fileTooLarge',
  })
  await anna().edits(number, 'New words', 'C1:mixed')
  await anna().retries(delivery.id)
  await eventually(() => expect(desk.telegram.said('mixed').at(-1)).toBe('edit New words'))
  expect(desk.telegram.said('mixed').at(-2)).toContain('Old words in two parts')
  expect(desk.telegram.attempts.at(-2)?.sent).toEqual(['part-1'])
})

test('of many who press at once one has an effect', async () => {
  const { delivery } = await lost('once', 'Only once')
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => anna().retries(delivery.id)))
  expect(outcomes.filter(({ kind }) => kind === 'done')).toHaveLength(1)
  await eventually(() => expect(desk.telegram.said('once').join('\n')).toContain('Only once'))
  expect(desk.telegram.said('once').filter((words) => words.includes('Only once'))).toHaveLength(1)
})

test('it reads as it was changed meanwhile; what was deleted is not sent', async () => {
  const { number, delivery } = await lost('changed', 'Tomorow')
  await anna().edits(number, 'Tomorrow', 'C1:changed')
  await anna().retries(delivery.id)
  await eventually(() => expect(desk.telegram.said('changed').join('\n')).toContain('Tomorrow'))
  const other = await lost('deleted', 'Never mind')
  await anna().deletes(other.number, 'C1:deleted')
  expect(await anna().retries(other.delivery.id)).toMatchObject({ kind: 'refused', notice: { say: 'staff.goneSince' } })
})

test('it may be refused again, and sent once more', async () => {
  const { delivery } = await lost('stubborn', 'Hello?')
  refuse(BLOCKED)
  await anna().retries(delivery.id)
  const again = await eventually(() =>
    desk.db.delivery.findFirstOrThrow({ where: { state: 'undelivered', message: { originId: 'C1:stubborn' } } }),
  )
  expect(again.id).not.toBe(delivery.id)
  await anna().retries(again.id)
  await eventually(() => expect(desk.telegram.said('stubborn').join('\n')).toContain('Hello?'))
})
