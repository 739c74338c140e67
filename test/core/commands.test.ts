import { expect, test } from 'vitest'
import { commands, writes } from './happenings.ts'
import {
  asking,
  claimedTicket,
  desk,
  idle,
  kept,
  newTicket,
  registering,
  resolvedTicket,
  suggesting,
} from './situations.ts'
import { given } from './specification.ts'
import { match } from './world.ts'

test('/start welcomes', () => {
  given(desk())
    .when(commands('/start'))
    .then({ customerReads: ['customer.welcome'], steps: ['ask', 'faq', 'tickets', 'human'], form: idle })
})

test('/start with an article in its link opens the answer, with the verdicts', () => {
  given(desk({ matches: [match('orders', 0.1)] }))
    .when(commands('/start faq_orders'))
    .then({
      customerReads: ['Title of orders\n\nAnswer of orders'],
      form: { kind: 'suggesting', question: null, articles: ['orders'] },
    })
})

test('/start with an article in its link opens the version in the customer’s language', () => {
  const versions = new Map([['orders', 'orders-ro']])
  given(desk({ matches: [match('orders', 0.1), match('orders-ro', 0.1)], versions }))
    .when(commands('/start faq_orders'))
    .then({ customerReads: ['Title of orders-ro\n\nAnswer of orders-ro'], form: { articles: ['orders-ro'] } })
})

test('/start with a link to nothing welcomes', () => {
  given(desk())
    .when(commands('/start faq_gone'))
    .then({ customerReads: ['customer.welcome'] })
})

test.each(['/help', '/settings', '/'])('%s gets the help in short', (typed) => {
  given(desk())
    .when(commands(typed))
    .then({ customerReads: ['customer.help'] })
})

test('/help in Slack tells how commands are typed there', () => {
  const world = desk()
  const { conversation } = world.state
  given({ ...world, state: { ...world.state, conversation: { ...conversation, channel: 'slack' } } })
    .when(commands('/help'))
    .then({ customerReads: ['customer.helpInSlack'] })
})

test('/human with nothing kept asks for the question', () => {
  given(desk())
    .when(commands('/human'))
    .then({ form: asking, customerReads: ['customer.askQuestion'] })
  given(desk({ form: asking }))
    .when(commands('/human'))
    .then({ form: asking, customerReads: ['customer.askQuestion'] })
})

test('/human while a ticket is open tells who has it', () => {
  given(desk({ tickets: [claimedTicket()] }))
    .when(commands('/human'))
    .then({ customerReads: ['customer.ticketHeld'], changes: [], form: idle })
  given(desk({ tickets: [newTicket()] }))
    .when(commands('/human'))
    .then({ customerReads: ['customer.ticketWaiting'] })
})

test('/human with words opens a ticket for them, whatever the articles say', () => {
  given(desk({ matches: [match('orders', 0.99)] }))
    .when(commands('/human My printer burns'))
    .then({ changes: [{ type: 'OpenTicket', question: { text: 'My printer burns' } }] })
})

test('/human with words adds them to the question that is kept', () => {
  given(desk({ form: suggesting(['orders']) }))
    .when(commands('/human It is number 12'))
    .then({
      changes: [
        { type: 'SettleSuggestion', verdict: 'person' },
        { type: 'OpenTicket', question: { text: 'Where is my order?\n\nIt is number 12' } },
      ],
    })
})

test.each([
  ['/human It is urgent', 'ticket'],
  ['/ask Where is it?', 'answer'],
])('%s while the form waits is part of what is asked, and the form waits on', (typed, aim) => {
  const words = typed.replace(/^\S+ /, '')
  const { decision, then } = given(desk({ form: registering('Ion', 'answer'), registered: false })).when(
    commands(typed),
  )
  then({
    form: {
      kind: 'registering',
      step: { asks: 'email' },
      purpose: { aim, question: { text: expect.stringContaining(words) } },
    },
    customerReads: ['customer.askEmail'],
  })
  expect(JSON.stringify(decision.changes)).toContain(words)
})

test('/human with words while a ticket is open passes them on', () => {
  given(desk({ tickets: [newTicket()] }))
    .when(commands('/human Hurry'))
    .then({ threadReads: ['Hurry'], customerReads: ['customer.ticketWaiting'], changes: [] })
})

test('/ask alone invites the question, and with words asks it', () => {
  given(desk())
    .when(commands('/ask'))
    .then({ customerReads: ['customer.ask'] })
  given(desk({ matches: [match('orders', 0.9)] }))
    .when(commands('/ask Where is it?'))
    .then({ form: { kind: 'suggesting', question: { text: 'Where is it?' } } })
})

test('/ask while a ticket is open opens another, with its words or with those that follow', () => {
  given(desk({ tickets: [claimedTicket(1)] }))
    .when(commands('/ask And my invoice?'))
    .then({ changes: [{ type: 'OpenTicket', question: { text: 'And my invoice?' } }], threadReads: [] })
  given(desk({ tickets: [claimedTicket(1)] }))
    .when(commands('/ask'), writes('And my invoice?'))
    .then({ changes: [{ type: 'OpenTicket', question: { text: 'And my invoice?' } }] })
})

test('/ask after a ticket was resolved asks something else, and reopens nothing', () => {
  const resolved = desk({ tickets: [resolvedTicket(1)], matches: [match('orders', 0.9)] })
  given(resolved)
    .when(commands('/ask And my invoice?'))
    .then({
      changes: [{ type: 'RecordSuggestion' }],
      form: { kind: 'suggesting', question: { text: 'And my invoice?' } },
    })
  given(desk({ tickets: [resolvedTicket(1)] }))
    .when(commands('/ask'), writes('And my invoice?'))
    .then({ changes: [{ type: 'OpenTicket', question: { text: 'And my invoice?' } }], threadReads: [] })
})

test('what goes on with such a question reopens nothing either, before it is answered and after', () => {
  const windowed = desk({ tickets: [resolvedTicket(1)], settings: { burstWindow: 2_000 } })
  given(windowed)
    .when(commands('/ask How do I move?'), writes('I moved last week'))
    .then({ changes: [], form: { kind: 'gathering', question: { text: 'How do I move?\n\nI moved last week' } } })
  const { decision } = given(desk({ tickets: [resolvedTicket(1)], matches: [match('moving', 0.9)] })).when(
    commands('/ask How do I move?'),
    writes('No, abroad'),
  )
  expect(decision.changes.map(({ type }) => type)).toContain('OpenTicket')
  expect(decision.changes.map(({ type }) => type)).not.toContain('ReopenTicket')
})

test.each(['/status', '/tickets'])('%s tells where each open ticket stands', (typed) => {
  given(desk({ tickets: [newTicket(1), claimedTicket(2)] }))
    .when(commands(typed))
    .then({ customerReads: ['customer.ticketWaiting', 'customer.ticketHeld'], changes: [] })
  given(desk())
    .when(commands(typed))
    .then({ customerReads: ['customer.noTickets'] })
})

test('/close resolves the newest open ticket and asks how it was', () => {
  given(desk({ tickets: [newTicket(1), claimedTicket(2)] }))
    .when(commands('/close'))
    .then({
      changes: [{ type: 'ReleaseHeld' }, { type: 'ResolveTicket', ticket: 't-2', by: null }],
      customerReads: ['customer.closed'],
      buttons: [1, 2, 3, 4, 5].map((score) => `rating.${score}:2`),
      threadReads: ['staff.closedByCustomer'],
      cards: 1,
    })
})

test('/close without an open ticket says so', () => {
  given(desk())
    .when(commands('/close'))
    .then({ customerReads: ['customer.nothingToClose'], changes: [] })
})

test('/cancel leaves the question that was to be written', () => {
  given(desk({ form: asking }))
    .when(commands('/cancel'))
    .then({ form: idle, customerReads: ['customer.cancelled'] })
  given(desk())
    .when(commands('/cancel'))
    .then({ customerReads: ['customer.nothingToCancel'] })
})

test.each(['/start', '/help', '/status', '/close', '/cancel', '/skip'])(
  '%s never changes what a form keeps',
  (typed) => {
    for (const form of [kept, suggesting(['orders'])]) {
      const { world, decision } = given(desk({ form })).when(commands(typed))
      expect(world.state.conversation.form).toEqual(form)
      expect(decision.deliveries.length).toBeGreaterThan(0)
    }
  },
)
