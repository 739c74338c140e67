// What is drafted of a ticket for the FAQ tells nobody who asked.

import { expect, test } from 'vitest'
import { draftOf } from '../../src/core/article-draft.ts'

const answered = { subject: null, question: 'How do I pay?', replies: ['By card.'], names: ['Ion Popescu'] }

test('a ticket becomes a title, a way to ask and all that was answered', () => {
  expect(draftOf({ ...answered, replies: ['By card.', 'Or *cash*.'] })).toEqual({
    ...{ title: 'How do I pay?', question: 'How do I pay?', answer: 'By card.\n\nOr *cash*.', isCut: false },
  })
  expect(draftOf({ ...answered, subject: 'Ways to pay' }).title).toBe('Ways to pay')
})

test('addresses, numbers and names go, from the question and the answers', () => {
  const draft = draftOf({
    ...answered,
    subject: 'Ion can’t pay',
    question: 'ion popescu here, ion@example.com, +40 721 000 111.\nWhere is order 123456789?',
    replies: ['Hello Ion,\n\nwe wrote to ion@example.com. Popescu, right?'],
  })
  const all = [draft.title, draft.question, draft.answer].join()
  expect(all).not.toMatch(/ion|popescu|721|123456|example/i)
  expect(draft.question).toContain('Where is order?')
  expect(draft.answer).toMatch(/^Hello,\n\nwe wrote to/)
})

test('a word that is a name elsewhere stays, and so do links in an answer', () => {
  const draft = draftOf({
    ...answered,
    names: ['Will', 'Al'],
    replies: ['It will work, Will: see https://example.com/help/123456 (also).'],
  })
  expect(draft.answer).toBe('It will work,: see https://example.com/help/123456 (also).')
})

test('names with signs of patterns in them, and long words, do no harm', () => {
  const draft = draftOf({ ...answered, names: ['A.*(B)', '  ', '🙂'], question: `AxxB ${'long '.repeat(200)}` })
  expect(draft.question).toMatch(/^AxxB .*…$/)
  expect([...draft.title].length).toBeLessThanOrEqual(150)
})

test.each([
  ['Anne-Marie', 'Anne-Marie asks'],
  ['Jean-Luc O’Neill', 'jean-luc o’neill asks'],
  ['A/B Test-Shop', 'a/b test-shop asks'],
])('a name with a hyphen goes as any other: %s', (name, question) => {
  expect(draftOf({ ...answered, names: [name], question }).question).toBe('asks')
})

test('a draft that was cut says so, at its end', () => {
  const whole = draftOf({ ...answered, replies: ['By card. '.repeat(300), 'Or cash.'] })
  expect(whole).toMatchObject({ isCut: false, answer: expect.stringMatching(/card\.\n\nOr cash\.$/) })
  for (const replies of [['word '.repeat(4_000)], Array<string>(400).fill('By card.'), ['🙂'.repeat(40_000), 'Bye.']]) {
    const { answer, isCut } = draftOf({ ...answered, replies })
    expect(isCut).toBe(true)
    expect(answer).toMatch(/[^…]…$/)
    expect(answer.isWellFormed()).toBe(true)
    expect(answer.length).toBeLessThanOrEqual(3_000)
  }
})
