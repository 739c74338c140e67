import { expect, test } from 'vitest'
import { pressingOf } from '../../src/core/pressing-words.ts'
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
  expect(pressingOf(text)).toMatchObject({ priority, because: priority === 'normal' ? null : expect.any(String) })
})

test('a ticket that presses is due sooner from its beginning', () => {
  const world = desk({ settings: { slaFirstResponse: 2 * HOUR } })
  const { decision } = given(world).when(writes('My washing machine leaks, it is urgent'))
  expect(decision.changes.find(({ type }) => type === 'OpenTicket')).toMatchObject({
    pressing: { priority: 'high', because: 'urgent' },
    due: { first: new Date(world.now.getTime() + HOUR) },
  })
})
