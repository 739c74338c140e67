import fc from 'fast-check'
import { expect, test } from 'vitest'
import { spare } from '../../src/llm/untouched.ts'

test.each([
  ['Run `npm start` twice', 'Run [x-1] twice'],
  ['Run ``a ` b`` twice', 'Run [x-1] twice'],
  ['This:\n\n```ts\nconst a = 1\n```\n\nfails', 'This:\n\n[x-1]\n\nfails'],
  ['This:\n```\nnever ended', 'This:\n[x-1]'],
  ['Read [the guide](https://example.com/a_(b)) now', 'Read [the guide][x-1] now'],
  ['Read [the guide](https://example.com/a) now', 'Read [the guide][x-1] now'],
  ['See **https://example.com/a?b=1**.', 'See **[x-1]**.'],
  ['Write to <ana@example.com>', 'Write to <[email-1]>'],
  ['Ask @ion_pop about AB-20931, v1.2.3 and #20931', 'Ask [x-1] about [x-2], [x-3] and [x-4]'],
  [
    'It costs 12,50 € or $12, 1 250 lei, by 30.11.2026 at 10:30',
    'It costs [x-1] or [x-2], [x-3] lei, by [x-4] at [x-5]',
  ],
  ['A file of 20 MB, 5% and 5 %', 'A file of [x-1], [x-2] and [x-3]'],
  ['Press it 2 times, on the 2nd page', 'Press it 2 times, on the 2nd page'],
])('what is no language stays out of a translation: %s', (markdown, expected) => {
  expect(spare(markdown).text).toBe(expected)
})

test('a translation gets back what stays, in whatever order it has it', () => {
  const { restore } = spare('Send `log.txt` to ana@example.com')
  expect(restore('Trimiteți la [email-1] fișierul [X-1]')).toBe('Trimiteți la ana@example.com fișierul `log.txt`')
})

test('a translation that lacks any of it is none', () => {
  const { restore } = spare('Send `log.txt` to ana@example.com')
  expect(restore('Trimiteți fișierul [x-1]')).toBeNull()
})

test('whatever the text, a translation that changes nothing gives it back', () => {
  const pieces = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      '`a`',
      '```',
      '~~~',
      '\n',
      '``',
      '[x-1]',
      '[a](b)',
      '12,5 kg',
      '1.2.3',
      '@ion',
      'a@b.ro',
      'https://x.ro/)',
    ),
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (all) => {
      const text = all.join('')
      const spared = spare(text)
      expect(spared.restore(spared.text)).toBe(text)
    }),
    { numRuns: 1000 },
  )
})

test.each([
  '`',
  '``` ',
  '```\n',
  '~~~\n',
  '](',
  '](a',
  '1.',
  '1 ',
  '1',
  '#',
  'a-',
  'a1.',
  '@',
  'https://',
  '(',
  'a_',
  '123 ',
])('a text of nothing but %o is looked through at once, however long it is', (sign) => {
  const text = sign.repeat(200_000)
  const spared = spare(text)
  expect(spared.restore(spared.text)).toBe(text)
})
