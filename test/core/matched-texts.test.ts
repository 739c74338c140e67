import { expect, test } from 'vitest'
import type { ConversationEvent } from '../../src/core/events.ts'
import { textsToMatch } from '../../src/core/matched-texts.ts'
import { presses, writes } from './happenings.ts'
import { asking, claimedTicket, desk, suggesting } from './situations.ts'
import { happen, later, match, type World } from './world.ts'

const fired: ConversationEvent = { type: 'TimerFired', timer: { kind: 'burst', conversation: 'c-1' } }
const textsOf = ({ state, now, settings }: World, event: ConversationEvent) =>
  textsToMatch(state, event, { now, settings })
const gathers = (changed: Parameters<typeof desk>[0] = {}): World =>
  desk({ ...changed, settings: { burstWindow: 2_000, ...changed.settings } })

test('what was gathered is looked up once its window is over, and nothing before', () => {
  const world = happen(gathers(), writes('Hi')).world
  expect(textsOf(gathers(), writes('Hi'))).toEqual([])
  expect(textsOf(world, writes('It burns'))).toEqual([])
  expect(textsOf(later(world, 1_000), fired)).toEqual([])
  expect(textsOf(later(world, 2_000), fired)).toEqual(['Hi'])
})

test('of what goes on with a question, the whole and the new words are looked up', () => {
  const world = happen(gathers({ matches: [match('orders', 0.9)] }), writes('Where is it?')).world
  const answered = happen(later(world, 2_000), fired).world
  const goesOn = happen(answered, writes('And a refund?')).world
  expect(textsOf(later(goesOn, 2_000), fired)).toEqual(['Where is it?\n\nAnd a refund?', 'And a refund?'])
})

test('words that are answered at once are looked up when they come', () => {
  const world = desk({ settings: { burstWindow: 0 } })
  expect(textsOf(world, writes(' Where is it? '))).toEqual(['Where is it?'])
  expect(textsOf(desk({ settings: { burstWindow: 0 }, form: suggesting(['orders']) }), writes('No'))).toHaveLength(2)
})

test('the words of a request, its presses and those for a person are not looked up', () => {
  const settings = { burstWindow: 0 }
  expect(textsOf(desk({ settings, tickets: [claimedTicket()] }), writes('And now?'))).toEqual([])
  expect(textsOf(desk({ settings, form: asking }), writes('A person please'))).toEqual([])
  expect(textsOf(desk({ settings }), presses('ask'))).toEqual([])
})

test('of whoever wants no model to read their words, nothing is looked up', () => {
  const world = desk({ settings: { burstWindow: 0 } })
  const refuses = { ...world, state: { ...world.state, customer: { ...world.state.customer, refusesModel: true } } }
  expect(textsOf(refuses, writes('Where is it?'))).toEqual([])
})
