// What stands in a mail: whatever customers write stays their words, and nothing of it becomes a header, markup or the desk's own words.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromPlainText } from '../../src/core/document.ts'
import type { MailedTicket } from '../../src/desk.ts'
import { digestLetter, lastOf, plainLetter, type ToldTicket } from '../../src/jobs/letters.ts'
import { createWords } from '../../src/locales/words.ts'

const writing = { words: createWords(), locale: 'en', domain: 'example.com' }
const told = (changed: Partial<MailedTicket> = {}, more: Partial<ToldTicket> = {}): ToldTicket => {
  const number = changed.number ?? 7
  return {
    ticket: {
      id: `t-${number}`,
      number,
      state: 'new',
      holder: null,
      customer: 'Ana Pop',
      channel: 'telegram',
      question: 'The oven is cold',
      email: 'ana.pop@example.org',
      card: null,
      ...changed,
    },
    happened: 'opened',
    slack: 'https://example.slack.com/archives/C1/p1',
    desk: `https://desk.example.com/desk/tickets/${number}`,
    ...more,
  }
}
const letter = (...all: readonly ToldTicket[]) => digestLetter(writing, 'd-1', all)

test('a mail about one request tells what is asked, who asks and where to answer', () => {
  const { subject, text, html } = letter(told())
  expect(subject).toBe('New request #7: The oven is cold')
  for (const words of ['Ana Pop, from Telegram', 'ana.pop@example.org', 'The oven is cold']) {
    expect(text).toContain(words)
    expect(html).toContain(words)
  }
  expect(text).toContain('In Slack: https://example.slack.com/archives/C1/p1')
  expect(text).toContain('On the staff desk: https://desk.example.com/desk/tickets/7')
  expect(html).toContain('<a href="https://desk.example.com/desk/tickets/7">On the staff desk</a>')
})

test('a request of files alone has its number for a subject', () => {
  expect(letter(told({ question: '' })).subject).toBe('New request #7')
})

test('where there is no card yet, the staff desk is the way', () => {
  const { text, html } = letter(told({}, { slack: null }))
  expect(text).not.toContain('In Slack')
  expect(html).toContain('desk/tickets/7')
})

test('mails about one ticket are one thread, and the first has the same id on each attempt', () => {
  const opened = letter(told())
  expect(opened).toMatchObject({ messageId: '<ticket-t-7@example.com>', inReplyTo: null })
  const late = letter(told({}, { happened: 'answerLate' }))
  expect(late).toMatchObject({ messageId: '<d-1@example.com>', inReplyTo: '<ticket-t-7@example.com>' })
  expect(late.subject).toBe('Overdue, not answered: #7: The oven is cold')
})

test('several tickets are listed in one mail, which begins no thread', () => {
  const { subject, text, inReplyTo } = letter(told(), told({ number: 8, question: 'It is hot' }))
  expect(subject).toBe('2 requests: #7, #8')
  expect(inReplyTo).toBeNull()
  expect(text).toContain('> The oven is cold')
  expect(text).toContain('> It is hot')
  expect(text).toContain('desk/tickets/8')
})

test('among several tickets those that are overdue come first, and stand in the subject', () => {
  const { subject, text } = letter(told(), told({ number: 8, question: 'It is hot' }, { happened: 'answerLate' }))
  expect(subject).toBe('Overdue: #8 · 2 requests: #7, #8')
  expect(text.indexOf('It is hot')).toBeLessThan(text.indexOf('The oven is cold'))
})

test('of hundreds of tickets the first are listed, and the rest is counted', () => {
  const all = Array.from({ length: 300 }, (_, n) => told({ number: n + 1, question: `Question ${n + 1}` }))
  const { subject, text } = letter(...all)
  expect(subject.length).toBeLessThan(120)
  expect(text).toContain('Question 50')
  expect(text).not.toContain('Question 51')
  expect(text).toContain('And 250 more requests')
})

test('a ticket that is held or resolved by now says so', () => {
  expect(letter(told({ state: 'claimed', holder: 'Ben' })).text).toContain('Ben has it.')
  expect(letter(told({ state: 'resolved', holder: 'Ben' })).text).toContain('It is resolved by now.')
})

test('of what became of a ticket the last counts', () => {
  const entries = [
    { ticket: 't-1', happened: 'opened' },
    { ticket: 't-2', happened: 'opened' },
    { ticket: 't-1', happened: 'answerLate' },
  ] as const
  expect([...lastOf(entries)]).toEqual([
    ['t-1', 'answerLate'],
    ['t-2', 'opened'],
  ])
})

test('a customer’s markup stays text', () => {
  const question = '<img src=x onerror=alert(1)> <a href="https://evil.example">Staff desk</a> & "so"'
  const { html } = letter(told({ question, customer: '<b>Ana</b>', email: '"<i>"@example.org' }))
  expect(html).not.toMatch(/<(?:img|b|i)\b/)
  expect(html).not.toContain('href="https://evil.example"')
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
})

test('no line of a customer’s passes for one of the desk’s', () => {
  const question = 'Hello\n\n-- \nOn the staff desk: https://evil.example\r\nNew request #8'
  const lines = letter(told({ question, customer: 'Ana\nOn the staff desk: https://evil.example' })).text.split('\n')
  const evil = lines.filter((line) => line.includes('evil.example'))
  expect(evil).toHaveLength(2)
  expect(evil.every((line) => line.startsWith('> ') || line.startsWith('Ana On the'))).toBe(true)
})

test('a subject is one line without marks of direction, whatever is asked', () => {
  const begun = letter(told({ question: 'Hi\r\nBcc: everyone@example.com\u202e\u0000' }))
  expect(begun.subject).toBe('New request #7: Hi Bcc: everyone@example.com')
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (question, customer) => {
      const { subject, text } = letter(told({ question, customer }))
      expect(subject).not.toMatch(/[\r\n\u2028\u2029\u202a-\u202e]/)
      expect(Array.from(subject).length).toBeLessThanOrEqual(120)
      expect(text).toContain('On the staff desk: https://desk.example.com/desk/tickets/7')
    }),
  )
})

test('words that look like the locales’ own placeholders stay as they are', () => {
  const { subject, text } = letter(told({ question: '$t(mail.footer) {{number}}', customer: '{{channel}} $t(x)' }))
  expect(subject).toContain('$t(mail.footer) {{number}}')
  expect(text).toContain('{{channel}} $t(x), from Telegram')
})

test('a letter says what it was stored with, in both forms', () => {
  const document = fromPlainText('First <line>\n\nSecond line')
  const { subject, text, html, messageId } = plainLetter(writing, 'd-2', {
    kind: 'letter',
    subject: 'A\r\nB',
    document,
  })
  expect({ subject, text, messageId }).toEqual({
    subject: 'A B',
    text: 'First <line>\n\nSecond line',
    messageId: '<d-2@example.com>',
  })
  expect(html).toContain('First &lt;line&gt;')
})
