import { expect, test } from 'vitest'
import { fromPlainText } from '../../src/core/document.ts'
import type { ConversationEvent } from '../../src/core/events.ts'
import { by, deletes, edits, leaves, returns, sends, writes } from './happenings.ts'
import {
  asking,
  claimedTicket,
  desk,
  kept,
  newTicket,
  registering,
  resolvedTicket,
  stored,
  suggesting,
} from './situations.ts'
import { given, readAt } from './specification.ts'
import { ana, DAY, happen, match } from './world.ts'

test('words to an open ticket go to its thread under the name of the customer', () => {
  const { decision, then } = given(desk({ tickets: [claimedTicket()] })).when(writes('Any news?'))
  then({ threadReads: ['Any news?'], customerReads: [], changes: [] })
  expect(decision.deliveries[0]).toMatchObject({
    to: { kind: 'thread', ticket: 't-1' },
    content: { author: { role: 'customer', name: 'Ion' } },
  })
})

test('the delivery of words to a thread carries the message that was stored', () => {
  const { decision } = given(desk({ tickets: [newTicket()] })).when(writes('Any news?'))
  const [stored] = decision.changes
  expect(stored).toMatchObject({
    type: 'AddMessage',
    ticket: 't-1',
    origin: { channel: 'telegram', externalId: 'Any news?' },
  })
  expect(decision.deliveries[0]?.message).toBe(stored?.type === 'AddMessage' ? stored.id : '')
})

test('a customer without a registered name is shown under the one that the platform knows', () => {
  const { decision } = given(desk({ registered: false, tickets: [newTicket()] })).when(writes('Any news?'))
  expect(decision.deliveries[0]).toMatchObject({ content: { author: { name: 'Ion Pop' } } })
})

test('of several open tickets the newest gets plain words', () => {
  const { decision } = given(desk({ tickets: [newTicket(1), claimedTicket(2)] })).when(writes('Any news?'))
  expect(decision.deliveries[0]?.to).toEqual({ kind: 'thread', ticket: 't-2' })
})

test('a resolved ticket reopens when the customer writes within the reopen window, and goes back to its holder', () => {
  const { world, then } = given(desk({ tickets: [resolvedTicket()] })).when(writes('It broke again'))
  then({
    changes: [{ type: 'ReopenTicket', ticket: 't-1' }],
    threadReads: ['staff.reopened', 'It broke again'],
    customerReads: ['customer.reopened'],
    cards: 1,
    timersAfter: [],
  })
  expect(world.state.tickets[0]).toMatchObject({ status: 'claimed', holder: ana })
})

test('a ticket that nobody held is new again once reopened, and will be recalled', () => {
  const { world, then } = given(desk({ tickets: [resolvedTicket(1, { holder: null })] })).when(writes('Still broken'))
  then({ timersAfter: [15 * 60_000] })
  expect(world.state.tickets[0]?.status).toBe('new')
})

test('after the reopen window words are a new question', () => {
  const old = resolvedTicket(1, { at: new Date('2026-02-23T10:00:00Z') })
  given(desk({ tickets: [old] }))
    .when(writes('It burns'))
    .then({ changes: [{ type: 'OpenTicket' }] })
})

test('with a reopen window of 0 no words reopen a ticket', () => {
  given(desk({ tickets: [resolvedTicket()], settings: { reopenWindow: 0 } }))
    .when(writes('It burns'))
    .then({ changes: [{ type: 'OpenTicket' }] })
})

test('of several resolved tickets the one resolved last reopens', () => {
  const earlier = resolvedTicket(2, { at: new Date('2026-03-01T10:00:00Z') })
  given(desk({ tickets: [resolvedTicket(1), earlier] }))
    .when(writes('Again'))
    .then({ changes: [{ type: 'ReopenTicket', ticket: 't-1' }] })
})

test('a question that no article fits becomes a ticket at once', () => {
  given(desk())
    .when(writes('Where is my order?'))
    .then({
      form: { kind: 'idle', kept: null },
      changes: [{ type: 'OpenTicket', question: { text: 'Where is my order?' } }],
      customerReads: ['customer.ticketOpened'],
      threadReads: [],
      cards: 1,
      timersAfter: [15 * 60_000],
    })
})

test('a question too long for the card stands whole in the thread', () => {
  const long = 'long '.repeat(501)
  given(desk())
    .when(writes(long, 'm-1'))
    .then({ cards: 1, threadReads: [long] })
})

test('the number of a ticket that is just being opened is told by its id', () => {
  const { decision } = given(desk()).when(writes('Where is my order?'))
  const opened = decision.changes.find((change) => change.type === 'OpenTicket')
  expect(decision.deliveries.at(-1)).toMatchObject({
    content: { body: { params: { number: { numberOf: opened?.id } } } },
  })
})

test('no reminder is set where the setting is 0', () => {
  given(desk({ settings: { claimReminder: 0 } }))
    .when(writes('It burns'))
    .then({ timersAfter: [] })
})

test('a person who asked for one writes the question, and no article stands between', () => {
  given(desk({ form: asking, matches: [match('refunds', 0.99)] }))
    .when(writes('I want my money back'))
    .then({ changes: [{ type: 'OpenTicket', question: { text: 'I want my money back' } }] })
})

test('words after a cancelled question are a question of their own', () => {
  given(desk({ form: kept }))
    .when(writes('Something else'))
    .then({ changes: [{ type: 'OpenTicket', question: { text: 'Something else' } }] })
})

test('edited words of an open ticket are changed in its thread, which tells what they were', () => {
  const { decision, then } = given(desk({ tickets: [newTicket()] })).when(
    writes('I have 2 of them', 'm-1'),
    edits('m-1', 'I have 3 of them'),
  )
  then({ changes: [{ type: 'EditMessage', held: false }], threadReads: ['staff.editedBefore'], customerReads: [] })
  expect(decision.deliveries[0]?.content).toMatchObject({
    kind: 'edit',
    body: { document: fromPlainText('I have 3 of them') },
  })
  expect(JSON.stringify(decision.deliveries[1])).toContain('I have 2 of them')
})

test('deleted words of a ticket are gone from its thread too, which says so', () => {
  const { decision, then } = given(desk({ tickets: [newTicket()] })).when(
    writes('My password is 1234', 'm-1'),
    deletes('m-1'),
  )
  then({ changes: [{ type: 'RemoveMessage', held: false }], customerReads: [] })
  expect(decision.deliveries.map(({ content }) => content)).toMatchObject([
    { kind: 'edit', body: { say: 'staff.deletedByCustomer' } },
  ])
})

test('what a customer answers is quoted above their words', () => {
  const { decision } = given(desk({ tickets: [newTicket()] })).when(writes('Blue or red?', 'm-1'), {
    ...writes('Red', 'm-2'),
    quotes: 'm-1',
  })
  const thread = decision.deliveries.find(({ to }) => to.kind === 'thread')
  expect(thread?.content).toMatchObject({
    body: { document: { children: [{ type: 'blockquote' }, { type: 'paragraph' }] } },
  })
})

test.each([
  ['Ana', 'staff.forwardedFrom'],
  ['', 'staff.forwarded'],
])('words passed on from "%s" are marked as such', (forwardedFrom, say) => {
  given(desk({ tickets: [newTicket()] }))
    .when({ ...writes('Your parcel is here'), forwardedFrom })
    .then({ threadReads: [say] })
})

const photo = {
  kind: 'photo',
  name: null,
  mediaType: 'image/jpeg',
  bytes: 9,
  at: { channel: 'telegram', id: 'f-1' },
} as const
const nothing = fromPlainText('')

test('a file to an open ticket goes to its thread, words first; one without words goes alone', () => {
  const kinds = (event: ConversationEvent) =>
    given(desk({ tickets: [newTicket()] }))
      .when(event)
      .decision.deliveries.map(({ content }) => content.kind)
  expect(kinds({ ...writes('See'), files: [photo] })).toEqual(['message', 'files'])
  expect(kinds({ ...writes('', 'm-1'), words: nothing, files: [photo] })).toEqual(['files'])
})

test('words after an hour of silence in their thread come back to the staff’s eye, the next ones do not', () => {
  const resurfaces = (...events: readonly ConversationEvent[]) =>
    given(desk({ tickets: [{ ...newTicket(), quietSince: new Date('2026-03-02T09:00:00Z') }] }))
      .when(...events)
      .decision.deliveries.map(({ content }) => content.kind === 'message' && content.resurfaces === true)
  expect(resurfaces(writes('Hello?'))).toEqual([true])
  expect(resurfaces(writes('Hello?'), writes('Anybody?'))).toEqual([false])
  expect(resurfaces(by(ana, 1).notes('I look at it'), writes('Hello?'))).toEqual([false])
})

test('a file as the first words opens a ticket that shows it', () => {
  const { decision } = given(desk()).when({ ...writes('', 'm-1'), words: nothing, files: [photo] })
  expect(decision.changes).toContainEqual(expect.objectContaining({ type: 'OpenTicket' }))
  expect(decision.deliveries).toContainEqual(
    expect.objectContaining({
      to: expect.objectContaining({ kind: 'thread' }),
      content: expect.objectContaining({ files: [photo] }),
    }),
  )
})

test('a file while the form waits is kept for the ticket, and the form waits on', () => {
  given(desk({ form: registering(null), registered: false }))
    .when({ ...writes('', 'm-1'), words: nothing, files: [photo] })
    .then({
      form: { kind: 'registering', purpose: { question: { files: [photo] } } },
      customerReads: ['customer.askName'],
    })
})

test('siblings of an album wait a moment for each other', () => {
  const world = desk({ tickets: [newTicket()] })
  const { decision } = given(world).when({ ...writes('', 'm-1'), words: nothing, files: [photo], album: 'a-1' })
  expect(decision.deliveries).toMatchObject([
    { content: { album: 'a-1' }, notBefore: new Date(world.now.getTime() + 1500) },
  ])
})

test('what comes late of an album joins the question that it belongs to, and nothing is asked or answered again', () => {
  const part = (n: number, text = '') => ({ ...writes(text, `m-${n}`), files: [photo], album: 'a-1' })
  const answered = happen(desk({ matches: [match('orders', 0.9)] }), part(1, 'Where is my order?')).world
  given(answered)
    .when(part(2))
    .then({
      changes: [],
      form: { kind: 'suggesting', round: 1, question: { files: [photo, photo], album: 'a-1' } },
      customerReads: [],
    })
  given(answered)
    .when({ ...part(2), album: 'a-2' })
    .then({ changes: [{ type: 'SettleSuggestion' }, { type: 'OpenTicket', question: { files: [photo, photo] } }] })
  given(desk({ form: registering(null), registered: false }))
    .when(part(1), part(2))
    .then({ form: { kind: 'registering', purpose: { question: { files: [photo, photo] } } }, customerReads: [] })
})

test('an edit of a resolved ticket is stored and told to nobody', () => {
  given(desk({ tickets: [newTicket()] }))
    .when(writes('I have 2', 'm-1'), by(ana, 1).resolves, edits('m-1', 'I have 3'))
    .then({ changes: [{ type: 'EditMessage' }], threadReads: [], customerReads: [] })
})

test('an edit counts in the question that is still being answered', () => {
  given(desk({ matches: [match('orders', 0.9)] }))
    .when(writes('Where is my odrer?', 'm-1'), edits('m-1', 'Where is my order?'))
    .then({ form: { kind: 'suggesting', question: { text: 'Where is my order?' } } })
})

test('an edit of one of several messages adds its words to the question', () => {
  const world = desk({
    form: suggesting(['orders']),
    messages: new Map([['telegram:m-1', stored('q-1', null)]]),
    matches: [match('orders', 0.9)],
  })
  given(world)
    .when(writes('It is number 12', 'm-2'), edits('m-2', 'It is number 13'))
    .then({ form: { question: { text: 'Where is my order?\n\nIt is number 12\n\nIt is number 13' } } })
})

test('an edit of a message never seen changes nothing else', () => {
  given(desk({ form: suggesting(['orders']) }))
    .when(edits('m-9', 'Eh?'))
    .then({ form: suggesting(['orders']), customerReads: [] })
})

test('what can not be passed on is stored, refused with a remedy, and told to the thread of an open ticket', () => {
  const { decision, then } = given(desk({ tickets: [claimedTicket()] })).when(sends('photo'))
  then({ customerReads: ['customer.unsupported'], threadReads: ['staff.unsupported'] })
  expect(decision.changes[0]).toMatchObject({ type: 'AddMessage', body: { say: 'unsupported.photo' }, ticket: 't-1' })
})

test('a kind of message that nobody knows still finds words', () => {
  const { decision } = given(desk()).when(sends('hologram'))
  expect(decision.changes[0]).toMatchObject({ body: { say: 'unsupported.other' } })
})

test('a customer who leaves is marked as gone, and the threads of all open tickets hear of it', () => {
  const { world, then } = given(desk({ tickets: [newTicket(1), resolvedTicket(2), claimedTicket(3)] })).when(leaves)
  then({
    changes: [{ type: 'SetReachable', reachable: false }],
    threadReads: ['staff.customerLeft', 'staff.customerLeft'],
  })
  expect(world.state.conversation.reachable).toBe(false)
})

test.each([
  ['comes back', returns],
  ['writes', writes('Hello again')],
])('a customer who %s can be reached again, and the thread hears of it', (_name, event) => {
  const { world, decision } = given(desk({ reachable: false, tickets: [newTicket()] })).when(event)
  expect(world.state.conversation.reachable).toBe(true)
  expect(readAt(decision, 'thread')[0]).toBe('staff.customerReturned')
})

test('a customer who was never away comes back to no news', () => {
  given(desk({ tickets: [newTicket()] }))
    .when(returns)
    .then({ changes: [], threadReads: [] })
})

test('deciding twice about the same gives the same', () => {
  const world = desk({ matches: [match('orders', 0.5)], now: new Date(DAY) })
  expect(happen(world, writes('Hm'))).toEqual(happen(world, writes('Hm')))
  expect(fromPlainText('Hm')).toEqual(fromPlainText('Hm'))
})

test('where several tickets are open the bot says which one words went to, unless they quote one of its messages', () => {
  const world = desk({
    tickets: [claimedTicket(1), newTicket(2)],
    messages: new Map([['telegram:m-1', stored('m-1', 't-1', { author: 'manager' })]]),
  })
  const { decision } = given(world).when(writes('And blue, please'))
  expect(decision.deliveries.filter(({ to }) => to.kind === 'chat')).toMatchObject([
    { content: { body: { say: 'customer.wentTo', params: { number: 2 } } }, ticket: 't-2' },
  ])
  given(world)
    .when({ ...writes('It was green'), quotes: 'm-1' })
    .then({ threadReads: [expect.stringContaining('It was green')], customerReads: [] })
  given(desk({ tickets: [newTicket()] }))
    .when(writes('And blue, please'))
    .then({ customerReads: [] })
})
