import { expect, test } from 'vitest'
import { by } from './happenings.ts'
import { claimedTicket, desk, newTicket, resolvedTicket } from './situations.ts'
import { given } from './specification.ts'
import { ana, bogdan, match } from './world.ts'

test('a reply goes to the customer under the name of the manager, and is confirmed on the message once it has arrived', () => {
  const { decision, then } = given(desk({ tickets: [claimedTicket()] })).when(by(ana, 1).replies('On its way'))
  then({ customerReads: ['On its way'], changes: [{ type: 'RecordAnswer' }], threadReads: [], cards: 0 })
  expect(decision.deliveries[0]).toMatchObject({
    content: { author: { role: 'manager', name: 'Ana' } },
    confirms: { ticket: 't-1', target: 'ts-1' },
  })
  expect(decision.changes[0]).toMatchObject({ type: 'AddMessage', origin: { channel: 'slack', externalId: 'ts-1' } })
})

test('what is written on the staff desk is stored under the id that its post gave it', () => {
  const storedAs = '00000000-0000-8000-8000-00000000000a'
  for (const event of [by(ana, 1).replies('Yes', null), by(ana, 1).notes('Yes', null), by(ana, 1).answers('a-1')]) {
    const { decision } = given(desk({ tickets: [claimedTicket()], matches: [match('a-1', 1)] })).when({
      ...event,
      storedAs,
    } as typeof event)
    expect(decision.changes.find(({ type }) => type === 'AddMessage')).toMatchObject({ id: storedAs })
  }
})

test('a reply claims a ticket that nobody has', () => {
  given(desk({ tickets: [newTicket()] }))
    .when(by(ana, 1).replies('On its way'))
    .then({
      changes: [{ type: 'ClaimTicket', manager: ana.id }, { type: 'RecordAnswer' }],
      cards: 1,
      customerReads: ['On its way'],
      isSeen: true,
    })
})

test('a claim of one manager never blocks the reply of another', () => {
  const { world, then } = given(desk({ tickets: [claimedTicket()] })).when(by(bogdan, 1).replies('On its way'))
  then({ customerReads: ['On its way'], changes: [{ type: 'RecordAnswer' }], isSeen: false })
  expect(world.state.tickets[0]).toMatchObject({ holder: ana })
})

test('whoever answers a ticket that another has is told so beside the way back, and never held up', () => {
  const warned = { say: 'staff.othersReply', params: { name: 'Ana', number: 1 } }
  for (const replyHold of [0, 5_000]) {
    for (const event of [by(bogdan, 1).replies('On its way'), by(bogdan, 1).replies('On its way', null)]) {
      const { decision, then } = given(desk({ tickets: [claimedTicket()], settings: { replyHold } })).when(event)
      then({ customerReads: ['On its way'], outcome: { kind: 'done', notice: warned } })
      expect('held' in decision.outcome).toBe(replyHold > 0)
    }
    const own = given(desk({ tickets: [claimedTicket()], settings: { replyHold } })).when(by(ana, 1).replies('Hello'))
    expect(own.decision.outcome).not.toHaveProperty('notice')
  }
})

test('a reply in the thread of a resolved ticket stays a note, until somebody sends it and has the ticket again', () => {
  const asked = given(desk({ tickets: [resolvedTicket()] })).when(by(ana, 1).replies('One thing more'))
  asked.then({ customerReads: [], threadReads: ['staff.resolvedSoNote'], cards: 0 })
  expect(asked.decision.changes[0]).toMatchObject({
    type: 'AddMessage',
    audience: 'staff',
    origin: { externalId: 'ts-1' },
  })
  const [, press] = /"note\.send:1:([^"]+)"/.exec(JSON.stringify(asked.decision.deliveries)) ?? []
  const sent = given(asked.world).when(by(bogdan, 1).sendsNote(press ?? ''))
  sent.then({ customerReads: ['One thing more'], threadReads: ['staff.reopenedBy'], cards: 1 })
  expect(sent.world.state.tickets[0]).toMatchObject({ status: 'claimed', holder: bogdan })
  const again = given(sent.world).when(by(ana, 1).sendsNote(press ?? ''))
  again.then({ outcome: { kind: 'refused', because: 'state' }, customerReads: [] })
})

test('what goes after all is its writer’s, whoever sends it', () => {
  const asked = given(desk({ tickets: [resolvedTicket()] })).when(by(ana, 1).replies('One thing more'))
  const [, note] = /"note\.send:1:([^"]+)"/.exec(JSON.stringify(asked.decision.deliveries)) ?? []
  const { decision } = given(asked.world).when(by(bogdan, 1).sendsNote(note ?? ''))
  const said = decision.deliveries.find(({ to }) => to.kind === 'chat')
  expect(said?.content).toMatchObject({ author: { role: 'manager', name: 'Ana' } })
})

test('to a banned customer nothing goes, and nothing is offered to go', () => {
  const banned = desk({ ban: { toldIn: ['c-1'] }, tickets: [resolvedTicket()] })
  const asked = given(banned).when(by(ana, 1).replies('One thing more'))
  expect(JSON.stringify(asked.decision.deliveries)).not.toContain('note.send')
  for (const event of [by(ana, 1).replies('One thing more', null), by(ana, 1).sendsNote('m-1')]) {
    given(banned)
      .when(event)
      .then({ outcome: { kind: 'refused', because: 'state' }, customerReads: [], changes: [] })
  }
})

test('a reply from the staff desk to a resolved ticket goes, and the ticket stays resolved', () => {
  const { world, then } = given(desk({ tickets: [resolvedTicket()] })).when(by(ana, 1).replies('One thing more', null))
  then({ customerReads: ['One thing more'] })
  expect(world.state.tickets[0]?.status).toBe('resolved')
})

test('only the first answer is recorded as such', () => {
  given(desk({ tickets: [claimedTicket()] }))
    .when(by(ana, 1).replies('Hello'), by(ana, 1).replies('On its way', 'ts-2'))
    .then({ changes: [] })
})

test('a reply from the staff desk stands in the thread too, and has nothing to mark', () => {
  const { decision, then } = given(desk({ tickets: [claimedTicket()] })).when(by(ana, 1).replies('On its way', null))
  then({ customerReads: ['On its way'], threadReads: ['On its way'], marks: [] })
  expect(decision.deliveries[0]?.confirms).toBeUndefined()
  expect(decision.deliveries[1]).toMatchObject({ content: { author: { role: 'manager', name: 'Ana' } } })
})

test('a note never reaches the customer', () => {
  const { decision, then } = given(desk({ tickets: [newTicket()] })).when(by(ana, 1).notes('A difficult one'))
  then({ customerReads: [], threadReads: [], marks: ['note'], changes: [], cards: 0 })
  expect(decision.changes[0]).toMatchObject({ type: 'AddMessage', audience: 'staff' })
})

test('a note from the staff desk stands in the thread, marked as one', () => {
  given(desk({ tickets: [newTicket()] }))
    .when(by(ana, 1).notes('A difficult one', null))
    .then({ customerReads: [], threadReads: ['staff.note'], marks: [] })
})

test('an article that a manager picks is their reply, and the thread shows what was sent', () => {
  given(desk({ tickets: [newTicket()], matches: [match('orders', 0)] }))
    .when(by(ana, 1).answers('orders'))
    .then({
      changes: [{ type: 'ClaimTicket' }, { type: 'RecordAnswer' }],
      customerReads: ['Answer of orders'],
      threadReads: ['Answer of orders'],
    })
})

test('an article that is gone is refused', () => {
  given(desk({ tickets: [newTicket()] }))
    .when(by(ana, 1).answers('orders'))
    .then({ changes: [], outcome: { kind: 'refused', notice: { say: 'staff.unknownArticle' } } })
})

test('a file that can not go to the customer is marked as failed, and the thread says what to do', () => {
  given(desk({ tickets: [claimedTicket()] }))
    .when(by(ana, 1).sendsFile())
    .then({ marks: ['failed'], threadReads: ['staff.filesStay'], customerReads: [] })
})
