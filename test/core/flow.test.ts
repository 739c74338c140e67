import { expect, test } from 'vitest'
import type { CustomerEvent } from '../../src/core/events.ts'
import { by, commands, edits, presses, reacts, sends, writes } from './happenings.ts'
import { claimedTicket, desk, newTicket, stored, suggesting } from './situations.ts'
import { given } from './specification.ts'
import { ana, later, type World } from './world.ts'

const LIMIT = 6
const SECOND = 1_000

const at = (changed: Parameters<typeof desk>[0] = {}): World =>
  desk({ tickets: [newTicket()], ...changed, settings: { floodLimit: LIMIT, ...changed?.settings } })

const words = (count: number, beginning = 'line'): CustomerEvent[] =>
  Array.from({ length: count }, (_, n) => writes(`${beginning} ${n}`))

/** What stands after a customer wrote one message too many. */
const flooded = (start: World = at()): World => given(start).when(...words(LIMIT + 1)).world

test('as many words at once as the limit says go to the thread', () => {
  given(at())
    .when(...words(LIMIT))
    .then({ threadReads: ['line 5'], customerReads: [] })
})

test('one more is kept with its ticket but not shown, and both sides are told so', () => {
  const { decision, then } = given(at()).when(...words(LIMIT + 1))
  then({
    threadReads: ['staff.flood'],
    customerReads: ['customer.flood'],
    staffReads: [],
    cards: 0,
    outcome: { kind: 'kept' },
  })
  expect(decision.changes).toContainEqual(
    expect.objectContaining({
      type: 'AddMessage',
      ticket: 't-1',
      origin: { channel: 'telegram', externalId: 'line 6' },
    }),
  )
})

test('what follows is kept in silence', () => {
  const { decision } = given(flooded()).when(writes('and more'))
  expect(decision.deliveries).toEqual([])
  expect(decision.outcome).toEqual({ kind: 'kept' })
  expect(decision.changes.map(({ type }) => type)).toEqual(expect.arrayContaining(['AddMessage', 'SetFlow']))
})

test.each<[string, CustomerEvent]>([
  ['something that can’t be passed on', sends('location')],
  ['a command', commands('/help')],
  ['a command with words', commands('/human please')],
  ['a corrected message', edits('seen', 'seen, corrected')],
  ['a sign', reacts('answer', '👍')],
])('neither is %s answered or shown then', (_name, event) => {
  const messages = new Map([
    ['telegram:seen', stored('seen', 't-1', { inThread: true })],
    ['telegram:answer', stored('answer', 't-1', { author: 'manager' })],
  ])
  const { decision } = given(flooded(at({ messages }))).when(event)
  expect(decision.deliveries).toEqual([])
})

test('the words after a command, and a correction, are kept', () => {
  const messages = new Map([['telegram:seen', stored('seen', 't-1', { inThread: true })]])
  const kept = given(flooded()).when(commands('/ask where is it')).decision.changes
  expect(kept).toContainEqual(expect.objectContaining({ type: 'AddMessage', ticket: 't-1' }))
  given(flooded(at({ messages })))
    .when(edits('seen', 'seen, corrected'))
    .then({ changes: [{ type: 'EditMessage', message: 'seen' }] })
})

test('language, erasure and buttons work all along', () => {
  given(flooded())
    .when(commands('/language'))
    .then({ customerReads: ['customer.language'] })
  const { decision } = given(flooded()).when(commands('/forget'))
  expect(decision.deliveries).not.toEqual([])
  const { flow } = flooded().state.conversation
  const offered = at({ tickets: [], form: suggesting(['a1']) })
  const state = { ...offered.state, conversation: { ...offered.state.conversation, flow } }
  given({ ...offered, state })
    .when(presses('suggestion.person:s-1'))
    .then({ cards: 1 })
})

test('once half of it is read all is as before, and the thread tells how much was kept back', () => {
  const start = given(flooded()).when(...words(3, 'more')).world
  const over = later(start, (LIMIT * 10 * SECOND) / 2)
  const { decision } = given(over).when(writes('Sorry. It is about my order.'))
  const line = decision.deliveries.find(({ content }) => content.kind === 'message' && 'say' in content.body)
  expect(line?.content).toMatchObject({ body: { say: 'staff.floodOver', params: { count: 4, number: 1 } } })
  given(over)
    .when(writes('Sorry. It is about my order.'))
    .then({ threadReads: ['staff.floodOver', 'Sorry. It is about my order.'], customerReads: [] })
})

test('a moment before it is not over, and nobody is told twice', () => {
  const { decision } = given(later(flooded(), (LIMIT * 10 * SECOND) / 2 - SECOND)).when(writes('still here'))
  expect(decision.deliveries).toEqual([])
})

test('whoever writes a message every ten seconds writes for ever', () => {
  let world = at()
  for (let n = 0; n < 100; n++) {
    const step = given(later(world, 10 * SECOND)).when(writes(`line ${n}`))
    step.then({ threadReads: [`line ${n}`] })
    world = step.world
  }
})

test('pictures of an album come together and count little', () => {
  const album = Array.from({ length: 20 }, (_, n): CustomerEvent => ({ ...writes('', `part ${n}`), album: 'a' }))
  const { decision } = given(at({ tickets: [claimedTicket()] })).when(...album)
  expect(decision.outcome).toEqual({ kind: 'done' })
})

test('before there is a ticket the staff’s channel stays untouched', () => {
  const { decision } = given(at({ tickets: [], settings: { burstWindow: 2_000 } })).when(...words(LIMIT + 1))
  expect(decision.deliveries.map(({ to }) => to.kind)).toEqual(['chat'])
})

test('a clock that was set back keeps nobody from writing', () => {
  given(later(at(), -3_600 * SECOND))
    .when(...words(LIMIT))
    .then({ threadReads: ['line 5'] })
})

test('without a limit nothing is counted', () => {
  const { decision } = given(at({ settings: { floodLimit: 0 } })).when(...words(200))
  expect(decision.changes.map(({ type }) => type)).not.toContain('SetFlow')
  expect(decision.outcome).toEqual({ kind: 'done' })
})

test('whoever writes too much is not silent: what waits for them or is put off goes on', () => {
  given(flooded())
    .when(by(ana, 1).awaitsCustomer, writes('line again'))
    .then({ changes: [{ type: 'ResumeTicket' }], customerReads: [] })
  given(flooded())
    .when(by(ana, 1).snoozes('threeDays'), writes('line again'))
    .then({ changes: [{ type: 'ResumeTicket' }], threadReads: ['staff.wokenByCustomer'] })
})
