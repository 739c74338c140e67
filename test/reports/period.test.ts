import { describe, expect, test } from 'vitest'
import { readPeriod } from '../../src/reports/period.ts'

// 01:30 on 30 March 2026 in Bucharest, the day after its clocks went forward.
const now = new Date('2026-03-29T22:30:00Z')

describe('in Bucharest, where the clocks went forward the day before', () => {
  test.each([
    ['today', '2026-03-29T21:00:00.000Z', '2026-03-30T21:00:00.000Z'],
    ['1d', '2026-03-29T21:00:00.000Z', '2026-03-30T21:00:00.000Z'],
    ['7d', '2026-03-23T22:00:00.000Z', '2026-03-30T21:00:00.000Z'],
    ['', '2026-03-23T22:00:00.000Z', '2026-03-30T21:00:00.000Z'],
    [' 30D ', '2026-02-28T22:00:00.000Z', '2026-03-30T21:00:00.000Z'],
    ['90d', '2025-12-30T22:00:00.000Z', '2026-03-30T21:00:00.000Z'],
    ['2026-01-01..2026-02-01', '2025-12-31T22:00:00.000Z', '2026-02-01T22:00:00.000Z'],
    ['2026-03-29..2026-03-29', '2026-03-28T22:00:00.000Z', '2026-03-29T21:00:00.000Z'],
  ])('"%s" is from %s to %s', (text, from, to) => {
    const answer = readPeriod(text, now, 'Europe/Bucharest')
    expect(answer).toEqual({ ok: true, period: { from: new Date(from), to: new Date(to) } })
  })
})

test.each([
  ['week', 'today, 7d'],
  ['0d', 'today, 7d'],
  ['9999d', 'today, 7d'],
  ['2026-02-30..2026-03-01', 'today, 7d'],
  ['2026-01-01', '2026-01-01..2026-02-01'],
  ['2026-02-01..2026-01-01', 'earlier day first'],
])('"%s" is refused with the remedy', (text, remedy) => {
  const answer = readPeriod(text, now, 'UTC')
  expect(answer.ok).toBe(false)
  expect(answer.ok ? '' : answer.fault).toContain(remedy)
})
