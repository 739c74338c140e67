import { expect, test } from 'vitest'
import type { StoredMessage } from '../../src/core/stored-message.ts'
import { by } from './happenings.ts'
import { claimedTicket, desk, stored } from './situations.ts'
import { given } from './specification.ts'
import { ana, MINUTE, type World } from './world.ts'

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

test('a reply that is taken back before it went has answered nothing: the ticket waits for its first answer again', () => {
  const answered = { ...ticket, answeredAt: new Date('2026-03-02T09:59:57Z') }
  for (const event of [by(ana, 1).deletes(), by(ana, 1).undoes('r-1'), by(ana, 1).edits('For us', 'staff')])
    given({ ...afterReply({ fate: 'held' }), state: desk({ tickets: [answered] }).state })
      .when(event)
      .then({ changes: [{ type: 'RemoveMessage' }, { type: 'ReviewAnswer', ticket: 't-1' }], cards: 1 })
  given({ ...afterReply({ fate: 'said' }), state: desk({ tickets: [answered] }).state })
    .when(by(ana, 1).deletes())
    .then({ changes: [{ type: 'RemoveMessage' }], cards: 0 })
})

test('a reply deleted after it went is deleted in the customer’s chat too', () => {
  const { decision, then } = given(afterReply({ fate: 'said' })).when(by(ana, 1).deletes())
  then({
    changes: [{ type: 'RemoveMessage', message: 'r-1', held: false }],
    outcome: { notice: { say: 'staff.deletedToo' } },
  })
  expect(decision.deliveries).toMatchObject([
    { to: { kind: 'chat' }, content: { kind: 'delete', instead: { say: 'customer.withdrawn' } }, message: 'r-1' },
  ])
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

test('the first reply of a ticket, and one after ten idle minutes, is offered to its writer to call back', () => {
  const held = (quietMinutes: number, answeredAt: Date | null, messageId: string | null = 'ts-1') => {
    const now = desk().now.getTime()
    const quietSince = new Date(now - quietMinutes * MINUTE)
    const world = desk({ tickets: [{ ...ticket, quietSince, answeredAt }], settings: { replyHold: 5_000 } })
    return given(world).when(by(ana, 1).replies('It is on its way', messageId)).decision.outcome
  }
  const before = new Date('2026-03-02T09:10:00Z')
  const offered = { kind: 'done', held: { message: expect.any(String), ticket: 1, time: 5_000, isTheirs: true } }
  expect(held(0, null)).toEqual(offered)
  expect(held(10, before)).toEqual(offered)
  expect(held(9, before)).toEqual({ kind: 'done' })
  // What was written in a form can be called back in no other way.
  expect(held(9, before, null)).toEqual({ ...offered, held: { ...offered.held, isTheirs: false } })
  given(desk({ tickets: [ticket] }))
    .when(by(ana, 1).replies('No hold, no offer'))
    .then({ outcome: { kind: 'done' } })
})

test('a reply that is called back in time never goes, or is a note from then on', () => {
  const world = afterReply({ fate: 'held', origin: 'ts-1' })
  given(world)
    .when(by(ana, 1).undoes('r-1'))
    .then({
      changes: [{ type: 'RemoveMessage', message: 'r-1', held: true }],
      marks: [],
      outcome: { notice: { say: 'staff.takenBack' } },
    })
  const { decision, then } = given(world).when(by(ana, 1).undoes('r-1', 'note'))
  then({ customerReads: [], marks: ['note'], outcome: { notice: { say: 'staff.madeNote' } } })
  expect(decision.changes).toContainEqual(
    expect.objectContaining({
      type: 'AddMessage',
      audience: 'staff',
      origin: { channel: 'slack', externalId: 'ts-1' },
    }),
  )
})

test('what the desk itself showed in the thread reads there as what became of it', () => {
  const copied = (fate: StoredMessage['fate']) => afterReply({ fate, inThread: true, origin: null })
  const line = (world: World, into: 'nothing' | 'note') =>
    given(world)
      .when(by(ana, 1).undoes('r-1', into))
      .decision.deliveries.filter(({ to }) => to.kind === 'thread')
  const edit = (say: string) => [
    { content: { kind: 'edit', author: { name: 'Ana' }, body: { say } }, message: 'r-1', to: { ticket: 't-1' } },
  ]
  expect(line(copied('held'), 'nothing')).toMatchObject(edit('staff.takenBack'))
  expect(line(copied('held'), 'note')).toMatchObject(edit('staff.note'))
  const { decision } = given(copied('said')).when(by(ana, 1).takesBack('r-1'))
  expect(decision.deliveries).toMatchObject([{ content: { kind: 'delete' } }, ...edit('staff.replyDeleted')])
  given(copied('said'))
    .when(by(ana, 1).undoes('r-1'))
    .then({ outcome: { kind: 'refused', notice: { say: 'staff.alreadyWentFromForm' } } as object })
})

test('a reply that went already is not called back: its writer hears when it went', () => {
  const world = afterReply({ fate: 'said', saidAt: new Date(desk().now.getTime() - 7_000) })
  given(world)
    .when(by(ana, 1).undoes('r-1'))
    .then({
      changes: [],
      outcome: { kind: 'refused', because: 'state', notice: { say: 'staff.alreadyWent', params: { seconds: 7 } } },
    })
})

test('calling back twice changes nothing more', () => {
  given(desk({ tickets: [ticket] }))
    .when(by(ana, 1).undoes('gone'))
    .then({ changes: [], outcome: { notice: { say: 'staff.takenBack' } } })
})
