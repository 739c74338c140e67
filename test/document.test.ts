// Documents as Markdown and back.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromMarkdown, fromPlainText, plainText, toMarkdown } from '../src/document.ts'
import { mask } from '../src/llm/masking.ts'
import { spare } from '../src/llm/untouched.ts'

test.each([
  'Plain words, 100 % of them.',
  '**Strong**, *soft*, ~~gone~~ and `code` with [a link](https://example.com/a_b)',
  '# Title\n\nOne line\\\nand another',
  '- one\n- two\n\n  more of it\n\n1. first\n2. second',
  '> Quoted\n\n```ts\nconst a = `1`\n```',
  'See <https://example.com/a_b*c> or <ana_pop@example.com>',
])('a document in Markdown reads back as it was: %s', (markdown) => {
  const document = fromMarkdown(markdown)
  expect(fromMarkdown(toMarkdown(document))).toEqual(document)
})

test.each([
  '# not a title',
  '1. not a list\n- neither this',
  '*not* _soft_ ~~or gone~~ `or code`',
  'a | b\n--- | ---\n1 | 2',
  '<b>not bold</b> &amp; [not](a link) ![nor](this)',
  'C:\\new\\folder\\*.txt',
  'See https://example.com/a_b_c?d=*e*&f=[1], or write to ana_pop@example.com.',
])('plain words stay as they were written: %s', (text) => {
  expect(plainText(fromMarkdown(toMarkdown(fromPlainText(text))))).toBe(text)
})

test('whatever people write, none of their words is lost on the way', () => {
  const pieces = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'abcășțż'), minLength: 1, maxLength: 6 }),
    fc.constantFrom(
      '*',
      '**',
      '_',
      '`',
      '~~',
      '[',
      ']',
      '(',
      ')',
      '<',
      '>',
      '#',
      '-',
      '+',
      '1.',
      '|',
      '!',
      '\\',
      '&',
      '&amp;',
    ),
    fc.constantFrom('https://x.ro/a_b', 'ana_pop@x.ro', '+40 721 123 456', '\n', '\n\n', '---', '```', ':', '.'),
  )
  const words = (text: string): string => text.replace(/\s+/g, ' ').trim()
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (all) => {
      const document = fromPlainText(all.join(' '))
      expect(words(plainText(fromMarkdown(toMarkdown(document))))).toBe(words(plainText(document)))
    }),
    { numRuns: 1000 },
  )
})

test('in Markdown, too, addresses are masked whole, and spared from a translation', () => {
  const markdown = toMarkdown(
    fromPlainText(
      'I am ana_pop_x@example.com or ștefan_x@example.com, see https://example.com/a_b_c, *call* +40 721 123 456',
    ),
  )
  const { texts } = mask([markdown])
  expect(texts.join('')).toContain('<[email-1]>')
  expect(texts.join('')).not.toMatch(/ana|tefan|721/)
  expect(spare(markdown).text).not.toMatch(/example/)
})

test('words of a link whose address stands elsewhere are kept', () => {
  expect(plainText(fromMarkdown('See [our *page*][1], please.\n\n[1]: https://desk.example'))).toBe(
    'See our page, please.',
  )
})
