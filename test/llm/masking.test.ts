import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mask } from '../../src/llm/masking.ts'

const masked = (text: string, names: readonly string[] = []): string => mask([text], names).texts.join('')

test.each([
  ['My e-mail is ion.pop+x@example.co.uk.', 'My e-mail is [email-1].'],
  ['Write to <ana@example.com>, please', 'Write to <[email-1]>, please'],
  ['...ion@example.com, @ana@example.com', '[email-1], [email-2]'],
  ['ana\\_pop\\@example.com', '[email-1]'],
  ['See https://example.com/unsubscribe?who=ana@example.com', 'See https://example.com/unsubscribe?who=[email-1]'],
  ['Call me at +40 (721) 123-456.', 'Call me at [phone-1].'],
  ['Call 0721123456 or 0721.123.457 now', 'Call [phone-1] or [phone-2] now'],
  ['1-800-555-1234 or +1 (555) 123-4567', '[phone-1] or [phone-2]'],
  ['Sună la ٠١٢٣٤٥٦٧٨٩ mâine', 'Sună la [phone-1] mâine'],
  ['Appelez le 07 21 12 34 56', 'Appelez le [phone-1]'],
  ['Card 4111 1111 1111 1111 was refused', 'Card [card-1] was refused'],
  ['Card 5555-5555-5555-4444 was refused', 'Card [card-1] was refused'],
  ['IBAN RO49 AAAA 1B31 0075 9384 0000 is wrong', 'IBAN [iban-1] is wrong'],
  ['IBAN RO49AAAA1B31007593840000 BIC', 'IBAN [iban-1] BIC'],
  ['IBAN ro49aaaa1b31007593840000 is wrong', 'IBAN [iban-1] is wrong'],
  ['Account 12345678901234567890 is mine', 'Account [account-1] is mine'],
  ['My IP is 86.120.14.200 today', 'My IP is [ip-1] today'],
  ['My IP is 2a02:2f0e:5100::12 today', 'My IP is [ip-1] today'],
])('what tells who somebody is becomes a placeholder: %s', (text, expected) => {
  expect(masked(text)).toBe(expected)
})

test.each([
  'Order 20931 and order #1234567 are late, AB-2093112 too',
  'In 2019-2024 or at 2026-11-30T07:36:17.123456Z it was 3.14159265',
  'On 2026-11-30 at 12:30:45, or 30.11.2026 10:15, or 1/2/2026-3/2/2026, or 12.05.26 10:30',
  'It cost 1 250 000 lei, 1.250.000,00 EUR, $1250000 and 12 500 000',
  'Version 10.4.0.12345, v1.2.3.4, versiunea 1.2.3.4 and 2026.1.0.123456',
  'See https://example.com/orders/0721123456/192.168.1.10?x=4111111111111111',
  'See https://medium.com/@ion/123456789',
  'Error 404 on 127.0.0.1:5432 in std::vector at 10:20:30',
  '',
])('what the model needs stays as it is: %s', (text) => {
  expect(masked(text)).toBe(text)
})

test('the customer’s names are masked, in any case where there are several, and no word that only looks like one', () => {
  expect(masked('I am Will Smith, will smith, Will. It will work', ['Will Smith'])).toBe(
    'I am [name-1], [name-2], [name-3]. It will work',
  )
})

test('the same value is the same placeholder in all texts of a request', () => {
  expect(mask(['a@x.ro or b@x.ro', 'b@x.ro, c@x.ro']).texts).toEqual(['[email-1] or [email-2]', '[email-2], [email-3]'])
})

test.each([
  'Write to [email-1] or call [phone-1].',
  'Write to [Email-1] or call [PHONE 1].',
  'Write to [ email - 1 ] or call [phone_1].',
  'Write to \\[email-1\\] or call [phone‑1].',
])('what the model wrote a little differently is restored: %s', (answer) => {
  const { restore } = mask(['ion@example.com, 0721123456'])
  expect(restore(answer)).toBe('Write to ion@example.com or call 0721123456.')
})

test('a placeholder that the model invents stays out of its answer', () => {
  expect(mask(['ion@example.com']).restore('[email-1][email-2] [card-1]!')).toBe('ion@example.com !')
})

test('what a customer wrote that looks like a placeholder is theirs, and no value takes its place', () => {
  const { texts, restore } = mask(['My [email-1] is ion@example.com'])
  expect(texts).toEqual(['My [email-1] is [email-2]'])
  expect(restore('[email-1] and [email-2]')).toBe('[email-1] and ion@example.com')
})

const NUMBERS = [
  ...['+40 721 123 456', '0721123456', '(0721) 123-456', '0721.123.457', '+49-171-1234567', '1234567'],
  ...['4111 1111 1111 1111', '5555555555554444', '378282246310005', '12345678901234567890'],
  ...['RO49AAAA1B31007593840000', 'DE89 3704 0044 0532 0130 00', '86.120.14.200', '2a02:2f0e:5100::12'],
]
const emails = fc.constantFrom('ion@example.com', 'ana.pop+x@mail.example.co.uk', 'ștefan@exemplu.ro', "o'neil@x.io")
const words = fc.string({ unit: fc.constantFrom(...'abcășțżł ,.!?\n'), maxLength: 20 }).map((text) => ` ${text} `)
const pieces = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  words,
  emails,
  fc.constantFrom(...NUMBERS, '2026-11-30', '12:30', '1.2.3.4', 'https://x.ro/07211234567', 'Ion Pop', 'Ron', 'lei'),
  fc.constantFrom(...['[email-1]', '[Phone 2]', '\\[card-1\\]', '\\', '[', ']', '-', '+', '(', '@', '#', ' ']),
  fc.string({ unit: fc.constantFrom(...'0123456789 -./()+@a[]') }),
)
const texts = fc.array(pieces, { maxLength: 12 }).map((all) => all.join(''))

describe('whatever the text', () => {
  test('restoring gives what was masked', () => {
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 4 }), (all) => {
        const { texts: hidden, restore } = mask(all, ['Ion Pop', 'Ron'])
        expect(hidden.map(restore)).toEqual(all)
      }),
      { numRuns: 1000 },
    )
  })

  test('masking what is masked changes nothing', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const once = masked(text, ['Ion Pop', 'Ron'])
        expect(masked(once, ['Ion Pop', 'Ron'])).toBe(once)
      }),
      { numRuns: 1000 },
    )
  })

  test('nothing of what is masked remains among words', () => {
    fc.assert(
      fc.property(words, fc.oneof(emails, fc.constantFrom(...NUMBERS, 'Ion Pop')), words, (before, personal, after) => {
        const left = masked(`${before}${personal}${after}`, ['Ion Pop'])
        expect(left).toBe(`${before}${left.match(/\[\w+-1\]/)?.[0]}${after}`)
      }),
      { numRuns: 1000 },
    )
  })
})

test.each([
  ...[
    '1-',
    '1',
    '1.',
    '12.',
    '(',
    '+',
    '-',
    'a@',
    '@',
    'a',
    'a.',
    ':',
    'a:',
    '1:',
    '[',
    '[email',
    '[ ',
    '\\[x-',
    'RO49',
  ],
  ...['https://', 'www.', 'http', ' ', '1 ', '1/1/', '٠'],
])('a text of nothing but %o is looked through at once, however long it is', (sign) => {
  const text = sign.repeat(200_000)
  const { texts: hidden, restore } = mask([text], ['Ion Pop'])
  expect(hidden.map(restore)).toEqual([text])
})
