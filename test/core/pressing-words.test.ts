import { expect, test } from 'vitest'
import { pressingFor, pressingOf } from '../../src/core/pressing-words.ts'
import { writes } from './happenings.ts'
import { desk } from './situations.ts'
import { given } from './specification.ts'
import { HOUR } from './world.ts'

test.each([
  ['My order is late', 'normal'],
  ['URGENT: my order is late!', 'high'],
  ['Please answer asap.', 'high'],
  ['Am nevoie de ajutor de urgență', 'high'],
  ['Помогите, срочно!', 'high'],
  ['C’est urgent, merci', 'high'],
  ['It isn’t urgent, but my order is late', 'low'],
  ['Nu e urgent', 'low'],
  ['Das ist nicht dringend', 'low'],
  ['My account was hacked, please help asap', 'urgent'],
  ['The page closes immediately', 'normal'],
  ['My resurgent order', 'normal'],
  ['', 'normal'],
])('“%s” is of %s priority', (text, priority) => {
  expect(pressingOf(text)).toMatchObject({
    priority,
    because: priority === 'normal' ? null : { words: expect.any(String) },
  })
})

test('a ticket that presses is due sooner from its beginning', () => {
  const world = desk({ settings: { slaFirstResponse: 2 * HOUR } })
  const { decision } = given(world).when(writes('My washing machine leaks, it is urgent'))
  expect(decision.changes.find(({ type }) => type === 'OpenTicket')).toMatchObject({
    pressing: { priority: 'high', because: { words: 'urgent' } },
    due: { first: new Date(world.now.getTime() + HOUR) },
  })
})

test.each([
  ['My order is late', 'urgent', 'urgent'],
  ['My order is late, no rush', 'high', 'high'],
  ['Urgent: my order is late', 'urgent', 'urgent'],
  ['My order is late', 'low', 'low'],
  ['Urgent: my order is late', 'low', 'high'],
  ['My order is late, no rush', 'normal', 'low'],
  ['My account was hacked', 'high', 'urgent'],
] as const)('“%s” of a customer whose requests begin as %s is of %s priority', (text, tier, priority) => {
  expect(pressingFor(text, tier).priority).toBe(priority)
})
