// A ticket is put off: until the customer answers, or until a moment.

import { describe, expect, test } from 'vitest'
import type { ConversationEvent } from '../../src/core/events.ts'
import { by, commands, edits, sends, writes } from './happenings.ts'
import { claimedTicket, desk, newTicket, resolvedTicket, snoozedTicket, stored, waitingTicket } from './situations.ts'
import { given } from './specification.ts'
import { ana, bogdan, HOUR, later, MINUTE } from './world.ts'

const noon = new Date('2026-03-02T12:00:00Z')
const comesBack: ConversationEvent = { type: 'TimerFired', timer: { kind: 'snooze', ticket: 't-1' } }
const reminded: ConversationEvent = { type: 'TimerFired', timer: { kind: 'claimReminder', ticket: 't-1' } }
const anas = desk({ tickets: [claimedTicket(1, ana)] })

describe('waiting for the customer', () => {
  test('is said by anybody; who has the ticket keeps it, and the customer hears nothing', () => {
    given(anas)
      .when(by(bogdan, 1).awaitsCustomer)
      .then({
        changes: [{ type: 'AwaitCustomer', ticket: 't-1', by: bogdan.id }],
        cards: 1,
        customerReads: [],
        threadReads: [],
      })
  })

  test('is a claim where nobody has the ticket, put off or not', () => {
    for (const ticket of [newTicket(), snoozedTicket()]) {
      given(desk({ tickets: [ticket] }))
        .when(by(bogdan, 1).awaitsCustomer)
        .then({
          changes: [{ type: 'ClaimTicket', manager: bogdan.id }, { type: 'AwaitCustomer' }],
          cards: 1,
          customerReads: ['customer.claimed'],
        })
    }
  })

  test.each([
    ['resolved', resolvedTicket(), 'staff.alreadyResolved'],
    ['waiting already', waitingTicket(), 'staff.alreadyWaiting'],
  ])('is nothing for a ticket that is %s', (_why, ticket, say) => {
    given(desk({ tickets: [ticket] }))
      .when(by(ana, 1).awaitsCustomer)
      .then({ changes: [], cards: 0, outcome: { kind: 'refused', notice: { say } } as object })
  })

  test.each([
    ['words', writes('Here it is'), ['Here it is']],
    ['a file that can’t be passed on', sends('story'), ['staff.unsupported']],
  ])('ends with %s of the customer’s', (_what, event, threadReads) => {
    given(desk({ tickets: [waitingTicket(1, ana)] }))
      .when(event)
      .then({ changes: [{ type: 'ResumeTicket', holder: ana.id }], cards: 1, threadReads })
  })

  test('ends with an edit of what the customer wrote before', () => {
    const messages = new Map([['telegram:7', stored('m-1', 't-1')]])
    given({ ...desk({ tickets: [waitingTicket(1, ana)] }), messages })
      .when(edits('7', 'The number is 12'))
      .then({ changes: [{ type: 'EditMessage' }, { type: 'ResumeTicket', holder: ana.id }], cards: 1 })
  })

  test('goes on when the manager writes', () => {
    given(desk({ tickets: [waitingTicket(1, ana)] }))
      .when(by(ana, 1).replies('And the colour?'))
      .then({ changes: [{ type: 'RecordAnswer' }], cards: 0 })
  })

  test('is told to a customer who asks', () => {
    given(desk({ tickets: [waitingTicket()] }))
      .when(commands('/status'))
      .then({ customerReads: ['customer.ticketAwaits'], changes: [] })
  })
})

describe('snoozing', () => {
  test.each([
    ['a new ticket', newTicket(), null],
    ['a claimed one', claimedTicket(1, ana), ana],
    ['one that waits for the customer', waitingTicket(1, ana), ana],
    ['one that is snoozed: the moment moves', snoozedTicket(1, ana), ana],
  ])('%s: whose it is stays so', (_what, ticket, holder) => {
    const { world, decision, then } = given(desk({ tickets: [ticket] })).when(by(bogdan, 1).snoozes('fourHours'))
    then({
      changes: [{ type: 'SnoozeTicket', until: new Date('2026-03-02T14:00:00Z'), by: bogdan.id }],
      cards: 1,
      threadReads: ['staff.snoozed'],
      customerReads: [],
      timersAfter: [4 * HOUR],
    })
    expect(decision.deliveries).toContainEqual(
      expect.objectContaining({
        content: expect.objectContaining({ body: { say: 'staff.snoozed', params: expect.anything() } }),
      }),
    )
    expect(world.state.tickets).toMatchObject([
      { status: 'snoozed', comesBack: holder === null ? { status: 'new' } : { status: 'claimed', holder } },
    ])
  })

  test('is refused once the ticket is resolved', () => {
    given(desk({ tickets: [resolvedTicket()] }))
      .when(by(ana, 1).snoozes('hour'))
      .then({ changes: [], timersAfter: [], outcome: { kind: 'refused' } })
  })

  test('nobody is reminded of it meanwhile', () => {
    given(desk({ tickets: [snoozedTicket()] }))
      .when(reminded)
      .then({ staffReads: [], timersAfter: [] })
  })

  test('at its end the ticket is its holder’s again, and the channel sees so', () => {
    const { decision, then } = given(later(desk({ tickets: [snoozedTicket(1, ana)] }), 2 * HOUR)).when(comesBack)
    then({
      changes: [{ type: 'ResumeTicket', holder: ana.id }],
      cards: 1,
      threadReads: ['staff.backFromSnoozeHeld'],
      customerReads: [],
      timersAfter: [],
    })
    expect(decision.deliveries).toContainEqual(
      expect.objectContaining({ content: expect.objectContaining({ resurfaces: true }) }),
    )
  })

  test('at its end a ticket that nobody has is up for claiming, with its reminder', () => {
    given(later(desk({ tickets: [snoozedTicket()] }), 2 * HOUR))
      .when(comesBack)
      .then({
        changes: [{ type: 'ResumeTicket', holder: null }],
        threadReads: ['staff.backFromSnooze'],
        timersAfter: [15 * MINUTE],
      })
  })

  test('a timer of before the moment was moved only sees that the right one is set', () => {
    const { decision, then } = given(later(desk({ tickets: [snoozedTicket()] }), HOUR)).when(comesBack)
    then({ changes: [], cards: 0, threadReads: [], timersAfter: [HOUR] })
    expect(decision.timers[0]?.at).toEqual(noon)
  })

  test.each([
    ['claimed', claimedTicket()],
    ['waiting', waitingTicket()],
    ['resolved', resolvedTicket()],
  ])('a timer does nothing to a ticket that is %s since', (_what, ticket) => {
    given(later(desk({ tickets: [ticket] }), 9 * HOUR))
      .when(comesBack)
      .then({ changes: [], cards: 0, threadReads: [], timersAfter: [] })
  })

  test('a word of the customer’s wakes it at once, with a line', () => {
    given(desk({ tickets: [snoozedTicket(1, ana)] }))
      .when(writes('It is urgent'))
      .then({
        changes: [{ type: 'ResumeTicket', holder: ana.id }],
        cards: 1,
        threadReads: ['staff.wokenByCustomer', 'It is urgent'],
      })
  })

  test('the customer hears what they would hear without it', () => {
    given(desk({ tickets: [snoozedTicket(), snoozedTicket(2, ana)] }))
      .when(commands('/status'))
      .then({ customerReads: ['customer.ticketWaiting', 'customer.ticketHeld'] })
  })
})

describe('whoever has a ticket that is put off', () => {
  test.each([
    ['it is claimed and answered as a new one where nobody has it', snoozedTicket(), 'ClaimTicket'],
    ['others can’t claim it', snoozedTicket(1, ana), null],
    ['others can’t claim one that waits', waitingTicket(1, ana), null],
  ])('%s', (_what, ticket, type) => {
    given(desk({ tickets: [ticket] }))
      .when(by(bogdan, 1).claims)
      .then(
        type === null
          ? { changes: [], outcome: { kind: 'refused', because: 'held' } }
          : { changes: [{ type: 'ClaimTicket' }] },
      )
  })

  test('ends the pause by claiming it, or by being given it, and the customer hears nothing', () => {
    for (const ticket of [waitingTicket(1, ana), snoozedTicket(1, ana)]) {
      const start = desk({ tickets: [ticket] })
      given(start)
        .when(by(ana, 1).claims)
        .then({
          changes: [{ type: 'ResumeTicket', holder: ana.id }],
          cards: 1,
          customerReads: [],
          threadReads: [],
          outcome: { kind: 'done' },
        })
      given(start)
        .when(by(bogdan, 1).assigns(ana))
        .then({ changes: [{ type: 'AssignTicket', manager: ana.id }], customerReads: [] })
    }
  })

  test('can give it back, or be replaced, and the pause is over; resolving is theirs', () => {
    for (const ticket of [waitingTicket(1, ana), snoozedTicket(1, ana)]) {
      const start = desk({ tickets: [ticket] })
      given(start)
        .when(by(ana, 1).releases)
        .then({ changes: [{ type: 'ReleaseTicket' }], timersAfter: [15 * MINUTE] })
      given(start)
        .when(by(ana, 1).assigns(bogdan))
        .then({ changes: [{ type: 'AssignTicket' }], customerReads: [] })
      given(start)
        .when(commands('/close'))
        .then({ changes: [{ type: 'ReleaseHeld' }, { type: 'ResolveTicket', holder: ana.id }] })
    }
  })
})
