import { expect, test } from 'vitest'
import { questionIn } from '../../src/core/questions.ts'
import { commands, presses, writes } from './happenings.ts'
import { asking, desk, kept, newTicket, question, registering, suggesting } from './situations.ts'
import { buttonsOf, given } from './specification.ts'
import { match } from './world.ts'

const stranger = (changed: Parameters<typeof desk>[0] = {}) => desk({ registered: false, ...changed })

test('before the first ticket the name is asked for, and the question waits', () => {
  const { decision, world, then } = given(stranger()).when(writes('Where is my order?'))
  then({
    changes: [],
    form: {
      kind: 'registering',
      step: { asks: 'name' },
    },
    customerReads: ['customer.askName'],
    buttons: ['register.name', 'register.cancel'],
  })
  expect(questionIn(world.state.conversation.form)?.text).toBe('Where is my order?')
  expect(buttonsOf(decision)[0]?.label).toEqual({ literal: '👤 Ion Pop' })
})

test('where the platform knows no name there is no button for one', () => {
  given(stranger({ knownName: null }))
    .when(writes('It burns'))
    .then({ buttons: ['register.cancel'] })
})

test.each([
  ['typed', writes('  Ion\n Popescu ', 'm-2'), 'Ion Popescu'],
  ['taken from the platform', presses('register.name'), 'Ion Pop'],
])('after the name, %s, the e-mail is asked for', (_how, event, name) => {
  given(stranger({ form: registering(null) }))
    .when(event)
    .then({
      form: { kind: 'registering', step: { asks: 'email', name } },
      customerReads: ['customer.askEmail'],
      buttons: ['register.skip', 'register.cancel'],
    })
})

test('with the e-mail the ticket opens for the question that was asked first', () => {
  given(stranger({ form: registering('Ion') }))
    .when(writes('ion@example.com'))
    .then({
      changes: [
        { type: 'RegisterCustomer', name: 'Ion', email: 'ion@example.com' },
        { type: 'OpenTicket', question: question() },
      ],
      form: { kind: 'idle', kept: null },
      customerReads: ['customer.ticketOpened'],
    })
})

test.each([
  ['the button', presses('register.skip')],
  ['the command', commands('/skip')],
])('%s skips the e-mail', (_name, event) => {
  given(stranger({ form: registering('Ion') }))
    .when(event)
    .then({ changes: [{ type: 'RegisterCustomer', name: 'Ion', email: null }, { type: 'OpenTicket' }] })
})

test('where registration is required the e-mail is not skipped', () => {
  const required = stranger({ form: registering('Ion'), settings: { registration: 'required' } })
  given(required)
    .when(presses('register.skip'))
    .then({ changes: [], customerReads: ['customer.askEmail'], buttons: ['register.cancel'] })
})

test.each(['', '   ', 'x'.repeat(101)])('the name %j is asked for again', (name) => {
  given(stranger({ form: registering(null) }))
    .when(writes(name, 'm-2'))
    .then({ form: registering(null), customerReads: ['customer.badName'] })
})

test.each([
  'ion',
  'ion@example',
  'ion@@example.com',
  'ion pop@example.com',
  'ion@example..com',
  'ion@.com',
  'ion@example.com.',
  'a@b.c, d@e.f',
  '<ion@example.com>',
  `${'x'.repeat(250)}@a.ro`,
])('the e-mail %j is asked for again', (email) => {
  given(stranger({ form: registering('Ion') }))
    .when(writes(email, 'm-2'))
    .then({ changes: [], form: registering('Ion'), customerReads: ['customer.badEmail'] })
})

test.each(['ion@example.com', ' Ion.Pop+desk@mail.example.co.uk ', 'ștefan@exemplu.ro'])(
  'the e-mail %j is taken',
  (email) => {
    given(stranger({ form: registering('Ion') }))
      .when(writes(email, 'm-2'))
      .then({ changes: [{ type: 'RegisterCustomer', email: email.trim() }, { type: 'OpenTicket' }] })
  },
)

test.each([
  ['the button', presses('register.cancel')],
  ['the command', commands('/cancel')],
])('%s leaves the form: no ticket, and the question is kept', (_name, event) => {
  given(stranger({ form: registering('Ion') }))
    .when(event)
    .then({ changes: [], form: kept, customerReads: ['customer.cancelledKept'], buttons: ['person'] })
})

test.each([
  ['the button', presses('person')],
  ['the command', commands('/human')],
])('%s takes up the kept question without asking it again', (_name, event) => {
  given(desk({ form: kept }))
    .when(event)
    .then({ changes: [{ type: 'OpenTicket', question: question() }] })
  given(stranger({ form: kept }))
    .when(event)
    .then({ changes: [], form: registering(null), customerReads: ['customer.askName'] })
})

test('a registered customer is never asked again', () => {
  given(desk())
    .when(writes('It burns'))
    .then({ changes: [{ type: 'OpenTicket' }] })
})

test('without registration a ticket opens at once', () => {
  given(stranger({ settings: { registration: 'off' } }))
    .when(writes('It burns'))
    .then({ changes: [{ type: 'OpenTicket' }] })
})

test('where registration is required it comes before any answer, which then follows', () => {
  const world = stranger({ settings: { registration: 'required' }, matches: [match('orders', 0.9)] })
  given(world)
    .when(writes('Order?'))
    .then({ form: { kind: 'registering' }, changes: [], customerReads: ['customer.askNameFirst'] })
  given(world)
    .when(writes('Order?'), writes('Ion'), writes('ion@example.com'))
    .then({
      changes: [{ type: 'RegisterCustomer' }, { type: 'RecordSuggestion' }],
      form: { kind: 'suggesting', question: { text: 'Order?' } },
    })
})

test('an article is offered before the first ticket without any registration', () => {
  given(stranger({ matches: [match('orders', 0.9)] }))
    .when(writes('Order?'))
    .then({ form: { kind: 'suggesting' } })
})

test('words to an open ticket ask for no registration', () => {
  given(stranger({ tickets: [newTicket()] }))
    .when(writes('Hello'))
    .then({ threadReads: ['Hello'] })
})

test('where registration is required the first greeting asks for it, once', () => {
  const world = stranger({ settings: { registration: 'required' } })
  given(world)
    .when(commands('/start'))
    .then({
      form: registering(null, 'welcome'),
      customerReads: ['customer.welcome', 'customer.askNameFirst'],
      steps: [],
    })
  given(world)
    .when(commands('/start'), writes('Ion'), writes('ion@example.com'))
    .then({
      changes: [{ type: 'RegisterCustomer' }],
      customerReads: ['customer.registered'],
      steps: ['ask', 'faq', 'tickets', 'human'],
      form: { kind: 'idle' },
    })
})

test.each(['/help', '/status', '/start', '/close', '/whatever'])(
  '%s is answered while registering, and the form stays',
  (typed) => {
    const form = registering('Ion')
    const { decision, then } = given(stranger({ form })).when(commands(typed))
    then({ form, changes: [] })
    expect(decision.deliveries.length).toBeGreaterThan(0)
  },
)

test.each(['/human', '/human please, now', '/register', '/ask Why?'])(
  '%s while registering repeats what is being asked',
  (typed) => {
    given(stranger({ form: registering('Ion') }))
      .when(commands(typed))
      .then({
        form: { kind: 'registering', step: { asks: 'email', name: 'Ion' } },
        customerReads: ['customer.askEmail'],
      })
  },
)

test.each([
  ['ticket', 'customer.askName'],
  ['answer', 'customer.askNameFirst'],
  ['welcome', 'customer.askNameFirst'],
] as const)('only whoever waits for a ticket reads that something will be passed on: %s', (aim, say) => {
  given(stranger({ form: registering(null, aim) }))
    .when(commands('/start'))
    .then({ customerReads: ['customer.welcome', say] })
})

test('a question whose registration ends while a request is open is in its thread, and the chat says so', () => {
  given(stranger({ form: registering(null, 'answer'), tickets: [newTicket()] }))
    .when(writes('Ion'), writes('ion@example.com'))
    .then({ threadReads: ['Where is my order?'], customerReads: ['customer.ticketWaiting'] })
})

test('registering on wish keeps the question that is being answered', () => {
  given(stranger({ form: suggesting(['orders']) }))
    .when(commands('/register'))
    .then({ form: registering(null, 'answer') })
  given(stranger())
    .when(commands('/register'))
    .then({ form: registering(null, 'welcome') })
  given(stranger({ form: asking }))
    .when(commands('/register'))
    .then({ form: asking, customerReads: ['customer.askQuestion'] })
})

test('cancelling a registration that nothing was asked for keeps nothing', () => {
  given(stranger({ form: registering(null, 'welcome') }))
    .when(presses('register.cancel'))
    .then({ form: { kind: 'idle', kept: null }, customerReads: ['customer.cancelled'] })
})
