import { expect, test } from 'vitest'
import { createWords } from '../../src/locales/words.ts'
import { gapsText } from '../../src/reading/divided.ts'

test('a question without an answer is one line of the list, however it was written', () => {
  const question = `Where *is* my\n\nparcel? ${'word '.repeat(60)}`
  const text = gapsText([{ question, count: 2, others: [] }], createWords(), 'en')
  const [title, , line, ...more] = text.trim().split('\n')
  expect([title, more]).toEqual(['**Questions without an answer**', []])
  expect(line).toMatch(/^- Where \\\*is\\\* my parcel\\\? word .*… \(2 times\)$/)
  expect(line?.length).toBeLessThan(200)
})
