import { expect, test } from 'vitest'
import { createWords } from '../../src/locales/words.ts'
import type { Part } from '../../src/reports/breakdown.ts'
import type { ArticleOutcome } from '../../src/reports/by-article.ts'
import { type DividedReport, dividedCsv, dividedJson, dividedText } from '../../src/reports/by-text.ts'

const nothing: Omit<Part, 'key' | 'name'> = {
  ...{ conversations: 0, faqSolved: 0, faqAssumed: 0, faqTrue: 0, assistantSolved: 0, unanswered: 0, handed: 0 },
  ...{ opened: 0, claimed: 0, resolved: 0, reopened: 0 },
  ...{ firstResponses: 0, firstResponseMedianSeconds: null, firstResponseP90Seconds: null },
  ...{ resolutions: 0, resolutionMedianSeconds: null, resolutionP90Seconds: null },
  ...{ slaMet: null, ratings: 0, rating: null, ratedGood: null },
}
const period = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-01-08T00:00:00Z') }
const told = (divided: DividedReport['divided'], locale = 'en') =>
  dividedText({ divided, period, zone: 'UTC' }, createWords(), locale)

const ana: Part = {
  ...{ ...nothing, key: 'a', name: 'Ana *' },
  ...{ claimed: 12, resolved: 9, firstResponses: 8, firstResponseMedianSeconds: 240 },
  ...{ resolutions: 9, resolutionMedianSeconds: 7_200, ratings: 3, rating: 4.66 },
}
const nobodys: Part = { ...nothing, key: null, name: null, resolved: 2, conversations: 40 }

test('a manager is told by what they did, with the change; who did nothing is left out', () => {
  const idle: Part = { ...nothing, key: 'b', name: 'Bo', conversations: 3 }
  const text = told({
    by: 'manager',
    parts: [
      { part: ana, before: { ...ana, claimed: 9 } },
      { part: idle, before: null },
      { part: nobodys, before: null },
    ],
  })
  expect(text).toBe(
    [
      '**Figures by manager, Jan 1, 2026 – Jan 7, 2026**\n',
      '- **Ana \\***: claimed 12 (+3), resolved 9 (±0), first answer in 4 min, resolution in 2 hr, rated 4.7 of 5, 3 times',
      '- **Nobody’s**: claimed 0 (±0), resolved 2 (+2)',
    ].join('\n'),
  )
})

test('a channel is told by its own name, in the reader’s language', () => {
  const web: Part = { ...nothing, key: 'web', name: 'web', conversations: 4, faqSolved: 1, opened: 2 }
  expect(told({ by: 'channel', parts: [{ part: web, before: web }] }, 'ro')).toContain(
    '- **Web**: conversații 4 (±0), rezolvate din întrebările frecvente 1 (±0), deschise 2 (±0), rezolvate 0 (±0)',
  )
})

const article: ArticleOutcome = {
  ...{ article: 'x', title: '=Refunds', shown: 9, solved: 3, assumed: 1, not: 1, picked: 2, success: 0.75 },
}

test('an article is told by how often it was shown, and of those who said so, whom it helped', () => {
  expect(told({ by: 'article', articles: [article, { ...article, assumed: 0, picked: 0, success: null }] })).toContain(
    [
      '- **\\=Refunds**: shown 9 times, helped 75% (3 of 4 who said so), perhaps one more, sent by managers 2 times',
      '- **\\=Refunds**: shown 9 times',
    ].join('\n'),
  )
})

test('a time in which nothing happened says so, and a long list says how much is left out', () => {
  expect(told({ by: 'tag', parts: [] })).toContain('\n\nNothing happened in this time.')
  const parts = Array.from({ length: 23 }, (_, n) => ({ part: { ...ana, key: `${n}`, name: `tag${n}` }, before: null }))
  expect(told({ by: 'tag', parts })).toMatch(/tag19[^\n]*\n\nAnd 3 more\.$/)
})

test('as CSV has its line of names also where nothing happened', () => {
  expect(dividedCsv({ period, zone: 'UTC', divided: { by: 'tag', parts: [] } })).toMatch(
    /^key,name,conversations,.*,ratedGood$/,
  )
})

test('as JSON and CSV under the names that scripts rely on, no cell a formula', () => {
  const byManager: DividedReport = {
    period,
    zone: 'UTC',
    divided: { by: 'manager', parts: [{ part: ana, before: null }] },
  }
  expect(JSON.parse(dividedJson(byManager))).toMatchObject({ by: 'manager', parts: [{ name: 'Ana *', claimed: 12 }] })
  const [names, values] = dividedCsv({ period, zone: 'UTC', divided: { by: 'article', articles: [article] } }).split(
    '\n',
  )
  expect(names).toBe('article,title,shown,solved,assumed,not,picked,success')
  expect(values).toBe("x,'=Refunds,9,3,1,1,2,0.75")
})
