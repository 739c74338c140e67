// Incidents: who is told of one, which tickets are about it, and how its end reaches them.

import { describe, expect, test } from 'vitest'
import { fromPlainText } from '../../src/core/document.ts'
import { type IncidentSeen, stepIncident, tidiedIncident } from '../../src/core/incidents.ts'
import type { Form } from '../../src/core/types.ts'
import { by, commands, presses, writes } from './happenings.ts'
import {
  claimedTicket,
  desk,
  idle,
  newTicket,
  question,
  registering,
  resolvedTicket,
  suggesting,
} from './situations.ts'
import { given } from './specification.ts'
import { ana, bogdan, match } from './world.ts'

const known = { id: 'i-3', number: 3, title: 'Card payments are down' }
const answer = fromPlainText('They work again.')
const open = { ...known, state: 'open', telling: true } as const
const resolving = { ...known, state: 'resolving', answer, by: bogdan } as const
const seen = (changed: Partial<IncidentSeen> = {}): IncidentSeen => ({
  incident: open,
  linked: null,
  follows: false,
  ...changed,
})
const told: Form = { kind: 'idle', kept: { ...question('Card payments are down?'), incident: known.id } }
const asks = writes('Card payments are down?')

describe('a customer who asks about an incident', () => {
  test('hears that it is known, and may follow it or talk to a person', () => {
    given(desk({ incident: known, matches: [match('cards', 0.99)] }))
      .when(asks)
      .then({
        changes: [],
        customerReads: ['customer.incident'],
        buttons: ['incident.follow:3', 'person'],
        form: { kind: 'idle', kept: { incident: known.id } },
      })
  })

  test.each([
    ['something else', desk({ incident: known }), writes('Where is my order?')],
    ['while no incident is open', desk(), asks],
  ])('is answered as ever when they ask %s', (_what, world, event) => {
    given(world)
      .when(event)
      .then({ changes: [{ type: 'OpenTicket' }], customerReads: ['customer.ticketOpened'] })
  })

  test('hears it after an answer that did not meet it, too', () => {
    given(desk({ incident: known, form: suggesting(['cards'], 1, 0), matches: [match('cards', 0.95)] }))
      .when(asks)
      .then({ changes: [{ type: 'SettleSuggestion' }], customerReads: ['customer.incident'] })
  })

  test('is not interrupted while a person has their matter', () => {
    given(desk({ incident: known, tickets: [claimedTicket(1)] }))
      .when(asks)
      .then({ changes: [], customerReads: [] })
  })

  test.each([
    ['presses for a person', presses('person')],
    ['commands one', commands('/human')],
    ['writes on', writes('It says error 51')],
    ['asks the same once more', asks],
  ])('has a linked ticket when they are told and then %s', (_what, event) => {
    given(desk({ incident: known, form: told }))
      .when(event)
      .then({
        changes: [{ type: 'OpenTicket' }, { type: 'LinkTicket', incident: known.id, by: null }],
        customerReads: ['customer.ticketOpened'],
        threadReads: ['staff.linkedAtOnce'],
      })
  })

  test('is linked after the registration, too', () => {
    given(desk({ incident: known, form: told, registered: false }))
      .when(presses('person'), presses('register.name'), presses('register.skip'))
      .then({ changes: [{ type: 'RegisterCustomer' }, { type: 'OpenTicket' }, { type: 'LinkTicket' }] })
  })

  test('gets what the FAQ has for other words', () => {
    given(desk({ incident: known, form: told, matches: [match('hours', 0.95)] }))
      .when(writes('When do you open?'))
      .then({ changes: [{ type: 'RecordSuggestion' }], customerReads: [expect.stringContaining('Title of hours')] })
  })

  test('asks anew once it is over', () => {
    given(desk({ form: told }))
      .when(writes('Where is my order?'))
      .then({ changes: [{ type: 'OpenTicket' }] })
  })

  test('hears it with their ticket when they asked for a person right away', () => {
    given(desk({ incident: known }))
      .when(commands('/human Card payments are down'))
      .then({
        changes: [{ type: 'OpenTicket' }, { type: 'LinkTicket', by: null }],
        customerReads: ['customer.ticketOpened', 'customer.incident'],
      })
  })

  test('registers first where that is required', () => {
    given(desk({ incident: known, registered: false, settings: { registration: 'required' } }))
      .when(asks)
      .then({ changes: [], form: { ...registering(null), purpose: { aim: 'answer' } } })
  })
})

describe('whoever wants to hear of its end', () => {
  const follow = presses('incident.follow:3')

  test('is noted', () => {
    given(desk({ seen: seen(), form: told }))
      .when(follow)
      .then({
        changes: [{ type: 'FollowIncident', incident: known.id }],
        customerReads: ['customer.follows'],
        form: told,
      })
  })

  test('is noted once', () => {
    given(desk({ seen: seen({ follows: true }) }))
      .when(follow)
      .then({ changes: [], customerReads: [], outcome: { kind: 'done', notice: { say: 'customer.followsAlready' } } })
  })

  test('hears the answer at once where it has ended', () => {
    given(desk({ seen: seen({ incident: resolving }) }))
      .when(follow)
      .then({ changes: [], customerReads: ['customer.incidentOver'] })
  })

  test('hears that the button is old where there is no such incident', () => {
    given(desk())
      .when(follow)
      .then({ changes: [], outcome: { kind: 'refused' } })
  })
})

describe('a manager', () => {
  test('links an open ticket to an open incident', () => {
    given(desk({ tickets: [newTicket(1)], seen: seen() }))
      .when(by(ana, 1).links(3))
      .then({
        changes: [{ type: 'LinkTicket', ticket: 't-1', incident: known.id, by: ana.id }],
        threadReads: ['staff.linked'],
        customerReads: [],
        cards: 1,
      })
  })

  test.each([
    ['resolved', [resolvedTicket(1)], seen(), 'staff.alreadyResolved'],
    ['linked already', [newTicket(1)], seen({ linked: 2 }), 'staff.linkedAlready'],
    [
      'to be linked to what is over',
      [newTicket(1)],
      seen({ incident: { ...resolving, state: 'resolved' } }),
      'staff.incidentOver',
    ],
    ['to be linked to what there is not', [newTicket(1)], null, 'staff.unknownIncident'],
  ])('is told why not where a ticket is %s', (_what, tickets, incident, say) => {
    given(desk({ tickets, seen: incident }))
      .when(by(ana, 1).links(3))
      .then({ changes: [], outcome: { kind: 'refused', notice: { say } } as const })
  })

  test('takes a link back', () => {
    given(desk({ tickets: [newTicket(1)], seen: seen({ linked: 3 }) }))
      .when(by(ana, 1).unlinks)
      .then({ changes: [{ type: 'UnlinkTicket', ticket: 't-1', incident: known.id }], threadReads: ['staff.unlinked'] })
    given(desk({ tickets: [newTicket(1)] }))
      .when(by(ana, 1).unlinks)
      .then({ changes: [], outcome: { kind: 'refused' } })
  })
})

describe('the end of an incident', () => {
  const over = (of: { ticket: string } | { conversation: string }) =>
    ({ type: 'IncidentOver', incident: known.id, of }) as const
  const ticket = over({ ticket: 't-1' })
  const running = seen({ incident: resolving, linked: 3 })

  test.each([
    ['nobody’s', newTicket(1), bogdan.id],
    ['somebody’s', claimedTicket(1, ana), ana.id],
  ])('answers and resolves a linked ticket that is %s', (_what, linked, holder) => {
    given(desk({ tickets: [linked], seen: running }))
      .when(ticket)
      .then({
        changes: [
          { type: 'AnswerLinked', ticket: 't-1' },
          { type: 'TellFollower' },
          { type: 'RecordAnswer' },
          { type: 'ReleaseHeld' },
          { type: 'ResolveTicket', ticket: 't-1', by: holder },
        ],
        customerReads: ['They work again.', 'customer.resolved'],
        threadReads: ['They work again.'],
      })
  })

  test.each([
    ['stopped', [newTicket(1)], seen({ incident: { ...resolving, state: 'stopped' }, linked: 3 }), ticket],
    ['no longer linked', [newTicket(1)], seen({ incident: resolving }), ticket],
    ['resolved before', [resolvedTicket(1)], running, ticket],
    ['not asked for', [], seen({ incident: resolving }), over({ conversation: 'c-1' })],
  ])('reaches nobody where it is %s, and may come again', (_what, tickets, incident, event) => {
    given(desk({ tickets, seen: incident }))
      .when(event)
      .then({ changes: [], customerReads: [], outcome: { kind: 'refused' } })
  })

  test('is told to who asked for it, and what they asked then is answered', () => {
    given(desk({ form: told, seen: seen({ incident: resolving, follows: true }) }))
      .when(over({ conversation: 'c-1' }))
      .then({
        changes: [{ type: 'TellFollower', customer: 'u-1' }],
        customerReads: ['customer.incidentOver'],
        form: idle,
      })
  })

  test('is kept from who is banned, and they are not waited for', () => {
    given(desk({ ban: { toldIn: [] }, seen: seen({ incident: resolving, follows: true }) }))
      .when(over({ conversation: 'c-1' }))
      .then({ changes: [{ type: 'TellFollower' }], customerReads: [] })
  })
})

test.each([
  ['open', 'IncidentHushed', { to: 'open', telling: false }],
  ['open', 'IncidentTold', { to: 'open', telling: true }],
  ['open', 'IncidentResolved', { to: 'resolving', answer }],
  ['open', 'IncidentStopped', { refused: 'incidentNotRunning' }],
  ['resolving', 'IncidentResolved', { refused: 'incidentResolving' }],
  ['resolving', 'IncidentStopped', { to: 'stopped' }],
  ['resolving', 'IncidentContinued', { refused: 'incidentNotStopped' }],
  ['stopped', 'IncidentContinued', { to: 'goOn' }],
  ['stopped', 'IncidentHushed', { refused: 'incidentResolving' }],
  ['resolved', 'IncidentContinued', { refused: 'incidentOver' }],
] as const)('an incident that is %s: %s', (state, step, next) => {
  expect(stepIncident({ state }, step, answer)).toEqual(next)
})

test('nothing is sent without words', () => {
  expect(stepIncident({ state: 'open' }, 'IncidentResolved', null)).toEqual({ refused: 'incidentUnanswered' })
})

test('a title is one line of words, and phrasings are each kept once', () => {
  expect(tidiedIncident('  Card\n payments ', ['a b', 'a  b', ' '])).toEqual({
    title: 'Card payments',
    phrasings: ['a b'],
  })
  expect(tidiedIncident(' \n ', [])).toBeNull()
})
