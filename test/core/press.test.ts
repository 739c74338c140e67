import { expect, test } from 'vitest'
import { codeOf } from '../../src/core/article-code.ts'
import { type Press, readPress, writePress } from '../../src/core/press.ts'
import { presses } from './happenings.ts'
import { desk, registering, resolvedTicket, suggesting } from './situations.ts'
import { given } from './specification.ts'

const id = '01234567-89ab-4def-8123-456789abcdef'
const all: readonly [Press, string][] = [
  [{ kind: 'solved', suggestion: id, index: 0 }, `suggestion.solved:${id}`],
  [{ kind: 'solved', suggestion: id, index: 2 }, `suggestion.solved:${id}:2`],
  [{ kind: 'not', suggestion: id, index: 0 }, `suggestion.not:${id}`],
  [{ kind: 'title', code: codeOf('x'.repeat(64)) }, `faq.show:${codeOf('x'.repeat(64))}`],
  [{ kind: 'titles', page: 12 }, 'faq.page:12'],
  [{ kind: 'tags', page: 0 }, 'faq.tags:0'],
  [{ kind: 'tagged', tag: codeOf('x'), page: 1 }, `faq.tag:${codeOf('x')}:1`],
  [{ kind: 'tagged', tag: null, page: 0 }, 'faq.tag:-:0'],
  [{ kind: 'person', suggestion: id }, `suggestion.person:${id}`],
  [{ kind: 'person', suggestion: null }, 'person'],
  [{ kind: 'show', suggestion: id, index: 0 }, `suggestion.show:${id}:0`],
  [{ kind: 'register', answer: 'name' }, 'register.name'],
  [{ kind: 'register', answer: 'again' }, 'register.again'],
  [{ kind: 'register', answer: 'skip' }, 'register.skip'],
  [{ kind: 'register', answer: 'cancel' }, 'register.cancel'],
  [{ kind: 'rating', score: 5, ticket: 2_147_483_647 }, 'rating.5:2147483647'],
  [{ kind: 'language', locale: 'ro' }, 'language:ro'],
  [{ kind: 'assistant', choice: 'no' }, 'assistant.no'],
  [{ kind: 'link', choice: 'yes', link: id }, `link.yes:${id}`],
  [{ kind: 'link', choice: 'undo' }, 'link.undo'],
  [{ kind: 'reopen', ticket: 2_147_483_647 }, 'ticket.reopen:2147483647'],
]

test.each(all)('%j is written as %s, and read back', (press, text) => {
  expect(writePress(press)).toBe(text)
  expect(readPress(text)).toEqual(press)
  expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(64)
})

test.each([
  '',
  'person ',
  'suggestion.show',
  `suggestion.show:${id}`,
  `suggestion.person:${id}:1`,
  `suggestion.solved:${id}:x`,
  'suggestion.maybe:s-1',
  'register.email',
  'rating.0:1',
  'rating.6:1',
  'rating.5',
  'rating.5:-1',
  'rating.5:2147483648',
  'ticket.reopen:2147483648',
  'ticket.reopen:one',
  'ticket.claim',
  'faq.show:',
  'faq.show:orders!',
  'faq.page:-1',
  'faq.tags:',
  'faq.tag:orders',
  'faq.tag::1',
  'link.yes',
  'link.yes:s-1',
  'link.undo:1',
  'assistant.',
  'assistant.maybe',
  'language:',
  'language:Română',
])('%j means nothing', (text) => {
  expect(readPress(text)).toBeNull()
})

test.each([
  ['of an earlier suggestion', 'suggestion.solved:s-0'],
  ['of an earlier suggestion, for a person', 'suggestion.person:s-0'],
  ['of an article that was not offered', 'suggestion.show:s-1:7'],
  ['of a verdict on an article that was not offered', 'suggestion.not:s-1:7'],
  ['of a registration that is over', 'register.name'],
  ['that nobody made', 'open sesame'],
])('a press %s changes nothing and is answered kindly', (_name, press) => {
  const form = suggesting(['orders'])
  given(desk({ form, tickets: [resolvedTicket()] }))
    .when(presses(press))
    .then({ form, changes: [], customerReads: [], outcome: { kind: 'refused', notice: { say: 'customer.outdated' } } })
})

test.each([
  ['the name, once it is given', registering('Ion'), 'register.name'],
  ['no e-mail, before it is asked for', registering(null), 'register.skip'],
  ['the known name, where there is none', registering(null), 'register.name'],
])('a press for %s changes nothing', (_name, form, press) => {
  given(desk({ form, registered: false, knownName: null }))
    .when(presses(press))
    .then({ form, changes: [], customerReads: [], outcome: { kind: 'refused' } })
})
