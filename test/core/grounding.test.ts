import { expect, test } from 'vitest'
import { isGrounded } from '../../src/core/grounding.ts'

const given = new Map([
  [
    'A1',
    'Refunds\nWe refund within 14 days, from €5. See https://desk.example/refunds or write to help@desk.example. Step 1: call 0740 123 456.',
  ],
  ['A2', 'Shipping\nIt takes 3 to 5 days.'],
])

test.each([
  ['what its article says', 'We refund within 14 days.', ['A1']],
  ['what several articles say', 'Within 14 days; it takes 3 to 5 days to arrive.', ['A1', 'A2']],
  ['steps that are counted', '1. Go to https://desk.example/refunds.\n2. Wait.', ['A1']],
  ['a number that the customer gave', 'Order 4711 is refunded within 14 days.', ['A1']],
  ['an address with a mark behind it', 'Write to help@desk.example.', ['A1']],
])('an answer may say %s', (_, answer, sources) => {
  expect(isGrounded({ answer, sources }, given, 'Where is the money for order 4711?')).toBe(true)
})

test.each([
  ['cites nothing', 'We refund within 14 days.', []],
  ['cites an article that was not given', 'We refund within 14 days.', ['A1', 'A9']],
  ['says nothing', '  ', ['A1']],
  ['names a number of days that no article names', 'We refund within 30 days.', ['A1']],
  ['names a number of an article that it does not cite', 'We refund within 14 days.', ['A2']],
  ['leads somewhere that no article leads', 'See https://evil.example/refunds', ['A1']],
  ['leads to a longer address than the article does', 'See https://desk.example/refunds?to=evil', ['A1']],
  ['names an address that no article names', 'Write to boss@evil.example', ['A1']],
  ['never ends', 'We refund. '.repeat(400), ['A1']],
])('an answer that %s is not shown', (_, answer, sources) => {
  expect(isGrounded({ answer, sources }, given, 'Where is my money?')).toBe(false)
})
