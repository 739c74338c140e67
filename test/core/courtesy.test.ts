import fc from 'fast-check'
import { expect, test } from 'vitest'
import { smallTalkIn, withoutCourtesy } from '../../src/core/courtesy.ts'

test.each([
  ['hello', 'greeting'],
  ['Hi there!', 'greeting'],
  ['Bună ziua', 'greeting'],
  ['Добрый день!', 'greeting'],
  ['Good morning, how are you?', 'greeting'],
  ['Thanks a lot!', 'thanks'],
  ['ok, thanks', 'thanks'],
  ['Hi, thank you very much', 'thanks'],
  ['Mersi mult', 'thanks'],
  ['Vielen Dank', 'thanks'],
  ['bye', 'goodbye'],
  ['La revedere', 'goodbye'],
] as const)('%s is small talk: %s', (text, kind) => {
  expect(smallTalkIn(text)).toBe(kind)
})

test.each([
  'hello world',
  'thank you for the refund',
  'Where is my order?',
  'ok',
  'please',
  '',
  '👍',
  'Hi, my card is lost',
])('%s is no small talk', (text) => {
  expect(smallTalkIn(text)).toBeNull()
})

test.each([
  ['Hi there! How do I return an item? Thanks!', 'how do i return an item?'],
  ['Good morning, I have a question. Where is my order', 'where is my order'],
  ['Dear support team, could you please tell me: what does it cost? please advise', 'what does it cost?'],
  ['My wallet was stolen. Can you please help me?', 'my wallet was stolen.'],
  ['Hi. There is no refund yet', 'there is no refund yet'],
  ['Bună ziua, am o întrebare: cum plătesc factura? Mulțumesc anticipat', 'cum platesc factura?'],
  ['Bonjour, où est ma commande ? Merci d’avance', 'ou est ma commande ?'],
])('of "%s" the question is left', (text, question) => {
  expect(withoutCourtesy(text)).toBe(question)
})

test.each(['Hello!', 'thanks', 'Hi, refund?', 'How are you?'])(
  'of "%s" hardly anything would be left: it stands',
  (text) => {
    expect(withoutCourtesy(text)).toBe(text.toLowerCase())
  },
)

test('what is left is a part of what was written, whatever it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const left = withoutCourtesy(text)
      expect(
        text
          .normalize('NFKD')
          .replace(/\p{M}/gu, '')
          .toLowerCase()
          .replace(/[’‘`´ʼ]/g, "'"),
      ).toContain(left)
    }),
  )
})
