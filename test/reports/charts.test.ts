import { describe, expect, test } from 'vitest'
import { createWords } from '../../src/locales/words.ts'
import { articlesChart } from '../../src/reports/charts/articles.ts'
import { backlogChart } from '../../src/reports/charts/backlog.ts'
import { firstResponseChart } from '../../src/reports/charts/first-response.ts'
import { hoursChart } from '../../src/reports/charts/hours.ts'
import { pageLook, pictureLook } from '../../src/reports/charts/look.ts'
import { pngOf } from '../../src/reports/charts/png.ts'
import { volumeChart } from '../../src/reports/charts/volume.ts'
import { daysOf } from '../../src/reports/days.ts'

const words = createWords()
const zone = 'Europe/Bucharest'
const week = { from: new Date('2026-01-04T22:00:00Z'), to: new Date('2026-01-11T22:00:00Z') }
const report = (period: typeof week, opened: readonly number[] = [], resolved: readonly number[] = []) => ({
  ...{ period, zone },
  days: daysOf(period, zone).map((day, index) => ({
    ...{ day, opened: opened[index] ?? 0, resolved: resolved[index] ?? 0 },
  })),
})
const drawn = (given: ReturnType<typeof report>, locale = 'en', look = pictureLook) =>
  volumeChart(given, { words, locale, look })
const named = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text)

describe('the chart of tickets by day', () => {
  test('tells in words what it shows', () => {
    expect(drawn(report(week, [3, 1200, 0], [2, 1, 4])).alt).toBe(
      'Chart of the tickets by day, Jan 5, 2026 – Jan 11, 2026: 1,203 opened, 7 resolved. The most were opened on Tuesday, January 6: 1,200. The most were resolved on Wednesday, January 7: 4.',
    )
  })

  test('of days without anything says zero, and names no busiest day', () => {
    expect(drawn(report(week)).alt).toBe(
      'Chart of the tickets by day, Jan 5, 2026 – Jan 11, 2026: 0 opened, 0 resolved.',
    )
  })

  test('speaks the reader’s language', () => {
    const { svg, alt } = drawn(report(week, [3]), 'ro')
    expect(alt).toContain('Cele mai multe au fost deschise luni, 5 ianuarie: 3.')
    expect(named(svg)).toEqual(expect.arrayContaining(['Tichete pe zile', 'Deschise: 3', 'sâm.', '10']))
  })

  test.each([
    ['2026-01-05', '2026-01-13', 'Jan 12'],
    ['2026-01-05', '2026-02-05', 'Feb 4'],
    ['2026-01-01', '2026-03-01', 'Feb 28'],
    ['2025-01-01', '2027-01-01', 'Dec 2026'],
  ])('from %s to %s names five days at most, and last %s', (from, to, last) => {
    const period = { from: new Date(`${from}T00:00:00+02:00`), to: new Date(`${to}T00:00:00+02:00`) }
    const days = named(drawn(report(period)).svg).filter((text) => /^[A-Z][a-z]{2} (\d\d?|\d{4})$/.test(text ?? ''))
    expect(days.at(-1)).toBe(last)
    expect(days.length).toBeLessThanOrEqual(5)
  })

  test('in a page has the page’s colours and nothing that its content policy refuses', () => {
    const { svg } = drawn(report(week, [3, 1], [2]), 'en', pageLook)
    expect(svg).toContain('fill="var(--chart-coming)"')
    expect(svg).not.toMatch(/style|class=|<script|fill="#/)
  })

  test('as a picture is a PNG', () => {
    const png = pngOf(drawn(report(week, [3])).svg)
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    // Its width and height, where the format has them: https://www.w3.org/TR/png/#11IHDR
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 850])
  })
})

describe('the chart of the tickets left open', () => {
  const left = (backlogs: readonly number[]) => {
    const days = daysOf(week, zone).slice(0, backlogs.length)
    const given = days.map((day, index) => ({ day, backlog: backlogs[index] ?? 0 }))
    return backlogChart({ days: given, period: week, zone }, { words, locale: 'en', look: pageLook })
  }

  test('tells in words what it shows', () => {
    const chart = left([2, 5, 5, 4])
    expect(chart?.alt).toBe(
      'Chart of the tickets that were open at the end of each day, Jan 5, 2026 – Jan 11, 2026: 4 in the end. The most were open on Tuesday, January 6: 5.',
    )
    expect(named(chart?.svg ?? '')).toContain('Open: 4')
    // What a clipping path is filled with is never seen.
    expect(chart?.svg).not.toMatch(/style|class=|<script|fill="#(?!000")/)
  })

  test('names no day where nothing was open, and is none before its period begins', () => {
    expect(left([0, 0])?.alt).toMatch(/: 0 in the end\.$/)
    expect(left([])).toBeNull()
  })
})

const reader = { words, locale: 'en', look: pageLook }
// What a clipping path is filled with is never seen.
const REFUSED = /style|class=|<script|fill="#(?!000")/

describe('the chart of the time to the first answer', () => {
  const [MINUTE, HOUR] = [60, 3_600]
  const answered = (times: readonly (readonly [median: number, p90: number] | null)[]) => {
    const days = daysOf(week, zone).map((day, index) => {
      const [median = null, p90 = null] = times[index] ?? []
      return { day, answers: median === null ? 0 : 2, median, p90 }
    })
    const all = { answers: 2 * times.length, median: 30 * MINUTE, p90: 4 * HOUR }
    return firstResponseChart({ all, days, period: week, zone }, reader)
  }

  test('tells in words what it shows, in the unit that fits', () => {
    const chart = answered([[20 * MINUTE, HOUR], [40 * MINUTE, 5 * HOUR], null])
    expect(chart?.alt).toBe(
      'Chart of the time to the first answer by day, Jan 5, 2026 – Jan 11, 2026. Answered: 6, half within 30 min, nine of ten within 4 hr. The slowest day was Tuesday, January 6: half within 40 min.',
    )
    const texts = named(chart?.svg ?? '')
    expect(texts).toEqual(expect.arrayContaining(['First answers by day, in hours', 'Half within 30 min', '4']))
    expect(chart?.svg).not.toMatch(REFUSED)
    expect(named(answered([[5 * MINUTE, 9 * MINUTE]])?.svg ?? '')).toContain('First answers by day, in minutes')
    expect(named(answered([[30 * HOUR, 90 * HOUR]])?.svg ?? '')).toContain('First answers by day, in days')
  })

  test('is none where nothing was answered', () => {
    const all = { answers: 0, median: null, p90: null }
    expect(firstResponseChart({ all, days: [], period: week, zone }, reader)).toBeNull()
  })
})

describe('the chart of the hours', () => {
  const hours = [
    { weekday: 1, hour: 9, opened: 2 },
    { weekday: 7, hour: 23, opened: 1_005 },
  ]

  test('tells in words what it shows', () => {
    const chart = hoursChart({ hours, period: week, zone }, reader)
    expect(chart?.alt).toBe(
      'Chart of the tickets opened by weekday and hour, Jan 5, 2026 – Jan 11, 2026: 1,007 in all. The most came on Sunday 23:00–00:00: 1,005.',
    )
    expect(named(chart?.svg ?? '')).toEqual(expect.arrayContaining(['Mon', 'Sun', '00', '21']))
    expect(chart?.svg).not.toMatch(REFUSED)
  })

  test('speaks the reader’s language, and is none where nothing was opened', () => {
    expect(hoursChart({ hours, period: week, zone }, { ...reader, locale: 'ro' })?.alt).toContain('au venit duminică')
    expect(hoursChart({ hours: [], period: week, zone }, reader)).toBeNull()
  })
})

describe('the chart of the articles', () => {
  const outcome = { article: 'a', picked: 0 }
  const articles = [
    {
      ...{ ...outcome, title: 'How do I <b>change</b> the "address" of an order?', shown: 1_200 },
      ...{ solved: 600, assumed: 100, not: 200, success: 0.75 },
    },
    { ...outcome, title: 'Parcel', shown: 3, solved: 0, assumed: 1, not: 0, success: null },
  ]
  const chart = articlesChart({ articles, period: week, zone }, reader)

  test('tells in words what it shows, each title whole', () => {
    expect(chart?.alt).toBe(
      'Chart of the articles shown most, Jan 5, 2026 – Jan 11, 2026, by what people said of them. How do I <b>change</b> the "address" of an order?: shown 1,200, solved 600, perhaps solved 100, not solved 200. Parcel: shown 3, solved 0, perhaps solved 1, not solved 0.',
    )
    expect(named(chart?.svg ?? '')).toEqual(
      expect.arrayContaining(['Parcel · shown 3, –', 'Solved: 600', 'Perhaps: 101', 'Not: 200']),
    )
  })

  test('holds titles as words, never as markup, and is none where no article was shown', () => {
    expect(chart?.svg).toContain('How do I &lt;b&gt;change&lt;/b&gt;')
    expect(chart?.svg).not.toMatch(/<b>/)
    expect(chart?.svg).not.toMatch(REFUSED)
    expect(articlesChart({ articles: [], period: week, zone }, reader)).toBeNull()
  })
})
