// What of a message is looked at, however long or strange it is: the work is counted, so that no message can keep a desk busy.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findAsked } from '../../src/knowledge/matching/asking.ts'
import { spellingOf } from '../../src/knowledge/matching/spelling.ts'

/** The texts that are ranked for a message; none fits anything. */
const ranked = (message: string): string[] => {
  const texts: string[] = []
  findAsked(message, (text) => {
    texts.push(text)
    return []
  })
  return texts
}
const wordsIn = (text: string): number => text.split(/\s+/).length

const hostile: Readonly<Record<string, string>> = {
  'one letter a word': 'x '.repeat(8_000),
  'a sentence a word': 'no. such? '.repeat(4_000),
  'sentences of three words': 'is it so? '.repeat(4_000),
  'one sentence': 'where is my order '.repeat(2_000),
  'nothing but courtesy': 'thanks a lot please '.repeat(2_000),
  'line breaks': 'a\nb\nc\n'.repeat(4_000),
  'no space at all': 'x'.repeat(40_000),
  'marks alone': '?!.'.repeat(10_000),
}

test.each(Object.entries(hostile))('%s: few texts of few words are looked at', (_, message) => {
  const texts = ranked(message)
  expect(texts.length).toBeLessThanOrEqual(6)
  for (const text of texts) {
    expect(wordsIn(text)).toBeLessThanOrEqual(60)
    expect(text.length).toBeLessThanOrEqual(2_001)
  }
})

test('of any message a few texts of few words are looked at', () => {
  const piece = fc.constantFrom('a', 'word', ' ', '. ', '? ', '\n', 'please ', 'thanks ', 'Привет ', '退款', '😀')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 3_000 }), (pieces) => {
      const texts = ranked(pieces.join(''))
      expect(texts.length).toBeLessThanOrEqual(6)
      expect(texts.every((text) => wordsIn(text) <= 60)).toBe(true)
    }),
    { numRuns: 50 },
  )
})

test('a question at the end of a long letter is looked at, as its beginning is', () => {
  const letter = `My order came late. ${'It rained all day and so on. '.repeat(200)}How do I get my money back?`
  const texts = ranked(letter).join('\n')
  expect(texts).toContain('my order came late')
  expect(texts).toContain('how do i get my money back?')
})

test('of many unknown words the first few are mended', () => {
  let compared = 0
  const { mend } = spellingOf({
    words: new Map([['refund', 1]]),
    stem: (word) => word,
    isStem: () => false,
    isPair: () => {
      compared += 1
      return true
    },
    meaning: (stem) => stem,
  })
  const { words } = mend(Array.from({ length: 500 }, () => 'refumd'))
  expect(words.filter((word) => word === 'refund')).toHaveLength(24)
  expect(compared).toBeLessThanOrEqual(100)
})
