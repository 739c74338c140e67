import { describe, expect, test } from 'vitest'
import { createWords } from '../../src/locales/words.ts'
import { figuresCsv, figuresJson, figuresText } from '../../src/reports/text.ts'

const before = {
  ...{ opened: 1_200, claimed: 7, resolved: 2, reopened: 3, backlog: 9, conversations: 5 },
  ...{ faqSolved: 4, faqAssumed: 2, faqTrue: 5, assistantSolved: 0 },
  ...{ firstResponses: 40, firstResponseMedianSeconds: 814, firstResponseP90Seconds: 900 },
  ...{ resolutions: 0, resolutionMedianSeconds: null, resolutionP90Seconds: null },
  ...{ slaMet: 0.5, ratings: 2, rating: 4, ratedGood: 0.5 },
  ...{ handed: 4, unanswered: 1, backlogMedianSeconds: 7_200, backlogOldestSeconds: 183_600 },
}
const report = {
  figures: {
    ...before,
    ...{ opened: 1_234, reopened: 1, backlog: 3, firstResponses: 4, firstResponseMedianSeconds: 754 },
    ...{ slaMet: 0.934, ratings: 31, rating: 4.256, ratedGood: 0.871 },
  },
  before,
  period: { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-02-01T00:00:00Z') },
  zone: 'UTC',
  busiest: [
    { weekday: 1, hour: 9, opened: 1_040 },
    { weekday: 7, hour: 23, opened: 12 },
  ],
  inBusinessTime: false,
}
const words = createWords()

describe('as text', () => {
  test('in English', () => {
    const text = figuresText(report, words, 'en')
    expect(text).toContain('**Figures, Jan 1, 2026 – Jan 31, 2026**')
    expect(text).toContain('- Tickets opened: **1,234** (+34)')
    expect(text).toContain('- Tickets reopened: **1** (−2)')
    expect(text).toContain('- Tickets claimed: **7** (±0)')
    expect(text).toContain(
      '- Tickets open now: **3** (+1,233, half of them opened more than 2 hr ago, the oldest 2 days 3 hr ago)\n',
    )
    expect(text).toContain(
      '- Busiest hour: **Monday 09:00–10:00** (1040 tickets opened then, after it Sunday 23:00–00:00: 12)',
    )
    expect(text).toContain('- Conversations handed to the team: **4** (±0)')
    expect(text).not.toContain('while the desk is open')
    expect(text).toContain(
      '- Time to the first answer, median: **12 min 34 sec** (−1 min, nine of ten within 15 min, of just 4 tickets)',
    )
    expect(text).toContain('- Time to the resolution, median: **–**\n')
    expect(text).toContain('- Promised times kept: **93%** (+43 points)\n')
    expect(text).toContain('- Rating from 1 to 5, on average: **4.26** (+0.26, 87% gave 4 or 5, of 31 ratings)')
  })

  test('a desk with business hours says that times count only then', () => {
    expect(figuresText({ ...report, inBusinessTime: true }, words, 'en')).toContain('only while the desk is open.')
  })

  test('in Romanian', () => {
    const text = figuresText(report, words, 'ro')
    expect(text).toContain('Cifre, 1 ian. 2026 – 31 ian. 2026')
    expect(text).toContain('- Tichete deschise: **1.234**')
    expect(text).toContain('**4,26**')
  })

  test('one day is told once', () => {
    const day = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-01-02T00:00:00Z') }
    expect(figuresText({ ...report, period: day }, words, 'en')).toContain('**Figures, Jan 1, 2026**')
  })

  test.each([
    [42, '42 sec'],
    [60, '1 min'],
    [7_500, '2 hr 5 min'],
    [183_600, '2 days 3 hr'],
  ])('%d seconds are told as %s', (seconds, told) => {
    const figures = { ...report.figures, resolutionMedianSeconds: seconds }
    expect(figuresText({ ...report, figures }, words, 'en')).toContain(`resolution, median: **${told}**`)
  })
})

test('as JSON, under the names that scripts rely on', () => {
  expect(JSON.parse(figuresJson(report))).toMatchObject({ ...report.figures, busiestHours: report.busiest })
})

test('as CSV, a line of names and a line of values, the unknown empty', () => {
  const [names, values] = figuresCsv(report)
    .split('\n')
    .map((line) => line.split(','))
  const byName = Object.fromEntries((names ?? []).map((name, index) => [name, values?.[index]]))
  expect(byName).toMatchObject({ opened: '1234', resolutionMedianSeconds: '', rating: '4.256' })
})
