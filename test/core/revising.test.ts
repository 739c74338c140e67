import { expect, test } from 'vitest'
import type { StoredMessage } from '../../src/core/types.ts'
import { by } from './happenings.ts'
import { claimedTicket, desk, stored } from './situations.ts'
import { given } from './specification.ts'
import { ana, type World } from './world.ts'

const ticket = claimedTicket()

/** A desk where Ana's message `ts-1` has come so far. */
const afterReply = (changed: Partial<StoredMessage>): World => ({
  ...desk({ tickets: [ticket] }),
  messages: new Map([['slack:ts-1', stored('r-1', 't-1', { author: 'manager', ...changed })]]),
})

test('a reply is held for as long as the desk wants, wherever it is written', () => {
  const world = desk({ tickets: [ticket], settings: { replyHold: 5_000 } })
  for (const messageId of ['ts-1', null]) {
    const { decision } = given(world).when(by(ana, 1).replies('It is on its way', messageId))
    const chat = decision.deliveries.find(({ to }) => to.kind === 'chat')
    expect(chat?.notBefore).toEqual(new Date(world.now.getTime() + 5_000))
  }
})

test('a reply deleted while it is held never goes, and the claim stays', () => {
  const { decision, then } = given(afterReply({ fate: 'held' })).when(by(ana, 1).deletes())
  then({
    changes: [{ type: 'RemoveMessage', message: 'r-1', held: true }],
    outcome: { notice: { say: 'staff.takenBack' } },
  })
  expect(decision.deliveries).toEqual([])
})

test('a reply deleted after it went is deleted in the customer’s chat too', () => {
  const { decision, then } = given(afterReply({ fate: 'said' })).when(by(ana, 1).deletes())
  then({
    changes: [{ type: 'RemoveMessage', message: 'r-1', held: false }],
    outcome: { notice: { say: 'staff.deletedToo' } },
  })
  expect(decision.deliveries).toMatchObject([{ to: { kind: 'chat' }, content: { kind: 'delete' }, message: 'r-1' }])
})

test('a reply edited while it is held goes as it reads then', () => {
  const { decision, then } = given(afterReply({ fate: 'held' })).when(by(ana, 1).edits('Better words'))
  then({ changes: [{ type: 'EditMessage', message: 'r-1', held: true }] })
  expect(decision.deliveries).toEqual([])
})

test('a reply edited after it went is edited in the customer’s chat too', () => {
  const { decision, then } = given(afterReply({ fate: 'said' })).when(by(ana, 1).edits('Better words'))
  then({ changes: [{ type: 'EditMessage', message: 'r-1', held: false }] })
  expect(decision.deliveries).toMatchObject([{ to: { kind: 'chat' }, content: { kind: 'edit' }, message: 'r-1' }])
})

test.each(['held', 'said'] as const)('files that came alone and are %s get their words as a message', (fate) => {
  const alone = afterReply({ fate, document: { type: 'root', children: [] } })
  const { decision, then } = given(alone).when(by(ana, 1).edits('The one on the left'))
  then({ changes: [{ type: 'EditMessage', message: 'r-1', held: false }] })
  expect(decision.deliveries).toMatchObject([{ to: { kind: 'chat' }, content: { kind: 'message' }, message: 'r-1' }])
  expect(decision.deliveries[0]?.notBefore !== undefined).toBe(fate === 'held')
})

test.each(['held', 'said'] as const)('a reply that was %s and is made a note goes to nobody any more', (fate) => {
  given(afterReply({ fate }))
    .when(by(ana, 1).edits('Not for the customer', 'staff'))
    .then({ changes: [{ type: 'RemoveMessage', message: 'r-1' }], marks: ['note'] })
})

test('a note that is edited stays inside', () => {
  const { decision } = given(afterReply({ audience: 'staff' })).when(by(ana, 1).edits('Another note', 'staff'))
  expect(decision.deliveries).toEqual([])
})

test('nobody’s words but a manager’s are changed from the staff’s side', () => {
  for (const event of [by(ana, 1).edits('Mine now'), by(ana, 1).deletes()])
    given(afterReply({ author: 'customer' }))
      .when(event)
      .then({ changes: [], customerReads: [] })
})
