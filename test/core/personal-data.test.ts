import { expect, test } from 'vitest'
import { withoutPersonalData } from '../../src/core/personal-data.ts'

test.each([
  ['My e-mail ion.pop+x@example.co.uk does not work', 'My e-mail does not work'],
  ['Write to <ana@example.com>, please', 'Write to, please'],
  ['Call me at +40 (721) 123-456.', 'Call me at.'],
  ['Call 0721123456 or 0721.123.457 now', 'Call or now'],
  ['Card 4111 1111 1111 1111 was refused', 'Card was refused'],
  ['IBAN RO49AAAA1B31007593840000 is wrong', 'IBAN is wrong'],
  ['Order AB-20931 is late', 'Order is late'],
  ['Ask @ion_pop about it', 'Ask about it'],
  ['See https://example.com/orders/12?me=ion for it', 'See for it'],
  ['Sună la ٠١٢٣٤٥٦٧٨٩ mâine', 'Sună la mâine'],
])('what tells who somebody is goes: %s', (text, left) => {
  expect(withoutPersonalData(text)).toBe(left)
})

test.each([
  'How do I get my 100 lei back?',
  'What is error 404 on a Galaxy S24 in 2026?',
  'Is support there 24/7?',
  'Unde îmi găsesc factura?',
  '',
])('what tells nobody stays as it is: %s', (text) => {
  expect(withoutPersonalData(text)).toBe(text)
})

test.each(['-', '1-', 'a-', '1', '@', '( '])(
  'a text of nothing but %o is looked through at once, however long it is',
  (sign) => {
    expect(withoutPersonalData(`Where is it? ${sign.repeat(400_000)}`)).toContain('Where is it?')
  },
)

test('an account that hyphens come before goes as well', () => {
  expect(withoutPersonalData('Order --AB-20931 is late')).toBe('Order is late')
})
