import { expect, test } from 'vitest'
import type { Form } from '../../src/core/types.ts'
import { commands, presses, writes } from './happenings.ts'
import { asking, claimedTicket, desk, idle, kept, question, registering, resolvedTicket } from './situations.ts'
import { buttonsOf, given } from './specification.ts'

const changing = (name: string | null, waiting = false): Form => ({
  kind: 'registering',
  step: name === null ? { asks: 'name' } : { asks: 'email', name },
  purpose: { aim: 'change', question: waiting ? question() : null },
})

const profileIn = (world: ReturnType<typeof desk>) => {
  const { decision } = given(world).when(commands('/profile'))
  return decision.deliveries.map(({ content }) => (content.kind === 'message' ? content.body : null))[0]
}

test('/profile tells what is known of a customer, and how to change it', () => {
  given(desk())
    .when(commands('/profile'))
    .then({ customerReads: ['customer.profile'], buttons: ['register.again'], changes: [], form: idle })
  expect(profileIn(desk({ tickets: [resolvedTicket(1), claimedTicket(2)] }))).toMatchObject({
    params: { name: 'Ion', email: 'ion@example.com', language: 'English', requests: 2 },
  })
})

test('/profile tells whether an assistant may help, where there is one or it was refused', () => {
  const assistant = { assistant: true }
  expect(profileIn(desk())).toMatchObject({ params: { assistance: 'unsaid' } })
  expect(profileIn(desk({ settings: assistant }))).toMatchObject({ params: { assistance: 'helps' } })
  expect(
    given(desk({ settings: assistant })).when(presses('assistant.no'), commands('/profile')).decision,
  ).toMatchObject({
    deliveries: [{ content: { body: { params: { assistance: 'refused' } } } }],
  })
})

test('/profile of somebody who never registered shows what their platform tells, and nothing made up', () => {
  expect(profileIn(desk({ registered: false }))).toMatchObject({ params: { name: 'Ion Pop', email: '–', requests: 0 } })
  expect(profileIn(desk({ registered: false, knownName: null }))).toMatchObject({ params: { name: '–' } })
})

test.each([
  ['the command', commands('/register')],
  ['the button of the profile', presses('register.again')],
])('%s asks a registered customer anew, with the name that they gave at hand', (_name, event) => {
  const { decision, then } = given(desk()).when(event)
  then({
    form: changing(null),
    changes: [],
    customerReads: ['customer.askNameAgain'],
    buttons: ['register.name', 'register.cancel'],
  })
  expect(buttonsOf(decision)[0]?.label).toEqual({ literal: '👤 Ion' })
})

test('the new name and address replace those before, and open cards show them', () => {
  given(desk({ tickets: [claimedTicket()] }))
    .when(commands('/register'), writes('Ioana'), writes('ioana@example.com'))
    .then({
      changes: [{ type: 'ChangeCustomer', name: 'Ioana', email: 'ioana@example.com' }],
      customerReads: ['customer.changed'],
      cards: 1,
      threadReads: [],
      form: idle,
    })
})

test('the address that was given before stays where it is skipped', () => {
  given(desk({ form: changing('Ioana') }))
    .when(commands('/help'), presses('register.skip'))
    .then({ changes: [{ type: 'ChangeCustomer', name: 'Ioana', email: 'ion@example.com' }] })
  given(desk())
    .when(commands('/register'), presses('register.name'))
    .then({ customerReads: ['customer.askEmailAgain'], buttons: ['register.skip', 'register.cancel'] })
})

test('what changes nothing is cancelled', () => {
  given(desk({ form: changing('Ioana') }))
    .when(presses('register.cancel'))
    .then({ changes: [], customerReads: ['customer.unchanged'], form: idle })
})

test('a question that is kept waits while the name is changed, and opens nothing by itself', () => {
  given(desk({ form: kept }))
    .when(commands('/register'))
    .then({ form: changing(null, true) })
  given(desk({ form: changing('Ioana', true) }))
    .when(writes('ioana@example.com'))
    .then({ changes: [{ type: 'ChangeCustomer' }], form: kept, buttons: ['person'] })
  given(desk({ form: changing('Ioana', true) }))
    .when(presses('register.cancel'))
    .then({ changes: [], form: kept, buttons: ['person'] })
})

test.each([
  ['the button', presses('person')],
  ['the command', commands('/human')],
])('changing a name never stands between a customer and a person: %s', (_name, event) => {
  given(desk({ form: changing(null, true) }))
    .when(event)
    .then({ changes: [{ type: 'OpenTicket', question: question() }], form: idle })
  given(desk({ form: changing('Ioana') }))
    .when(event)
    .then({ changes: [], form: asking, customerReads: ['customer.askQuestion'] })
  given(desk({ form: changing(null), tickets: [claimedTicket()] }))
    .when(event)
    .then({ customerReads: ['customer.ticketHeld'], form: idle })
})

test('/human with words while a name is changed opens a ticket for them', () => {
  given(desk({ form: changing(null) }))
    .when(commands('/human My printer burns'))
    .then({ changes: [{ type: 'OpenTicket', question: { text: 'My printer burns' } }], form: idle })
})

test('what is asked while a name is changed follows once it is', () => {
  given(desk({ form: changing('Ioana') }))
    .when(commands('/ask Where is it?'), writes('ioana@example.com'))
    .then({ changes: [{ type: 'ChangeCustomer' }, { type: 'OpenTicket', question: { text: 'Where is it?' } }] })
})

test('where the desk asks for no registration customers can still give their name', () => {
  given(desk({ registered: false, settings: { registration: 'off' } }))
    .when(commands('/register'))
    .then({ form: registering(null, 'welcome') })
})

test('/register while the form waits, or a question is waited for, goes on with that', () => {
  given(desk({ form: changing('Ioana') }))
    .when(commands('/register'))
    .then({ form: changing('Ioana'), customerReads: ['customer.askEmailAgain'] })
  given(desk({ form: asking }))
    .when(presses('register.again'))
    .then({ form: asking, customerReads: ['customer.askQuestion'] })
})
