// What `/desk faq …` is taken for.

import { expect, test } from 'vitest'
import { readFaqCommand } from '../../../adapters/slack/faq-command.ts'

test.each([
  ['', { kind: 'search', words: '' }],
  ['refund money', { kind: 'search', words: 'refund money' }],
  ['add', { kind: 'add' }],
  ['ADD', { kind: 'add' }],
  ['add a card', { kind: 'search', words: 'add a card' }],
  ['review', { kind: 'review' }],
  ['review my order', { kind: 'search', words: 'review my order' }],
  ['edit refunds-1', { kind: 'edit', article: 'refunds-1' }],
  ['Archive refunds-1', { kind: 'archive', article: 'refunds-1' }],
  ['edit `refunds-1`', { kind: 'edit', article: 'refunds-1' }],
  ['edit ``', { kind: 'which', action: 'edit' }],
  ['edit', { kind: 'which', action: 'edit' }],
  ['archive my account', { kind: 'which', action: 'archive' }],
])('“%s”', (text, expected) => {
  expect(readFaqCommand(text.split(/\s+/).filter(Boolean))).toEqual(expected)
})
