import { describe, expect, test } from 'vitest'
import { readPeriod } from '../../src/reports/period.ts'
import { readRequest } from '../../src/reports/request.ts'

const now = new Date('2026-01-15T10:00:00Z')
const read = (text: string) => readRequest(text, now, 'UTC')
const periodOf = (text: string) => {
  const answer = readPeriod(text, now, 'UTC')
  return answer.ok ? answer.period : null
}

describe('what is written behind stats', () => {
  test.each([
    ['', null, '7d'],
    ['30d', null, '30d'],
    ['by manager', 'manager', '7d'],
    ['30d by manager', 'manager', '30d'],
    ['by Managers last month', 'manager', 'last month'],
    ['last week per tag', 'tag', 'last week'],
    ['2026-01-01..2026-01-10 by channel', 'channel', '2026-01-01..2026-01-10'],
    ['articles', 'article', '7d'],
    ['today articles', 'article', 'today'],
    ['30d  BY   articles ', 'article', '30d'],
    ['luna trecută pe manageri', 'manager', 'luna trecuta'],
    ['pe etichete', 'tag', '7d'],
    ['ieri după canal', 'channel', 'ieri'],
  ])('“%s” is by %s, of %s', (text, by, period) => {
    expect(read(text)).toEqual({ ok: true, by, period: periodOf(period) })
  })

  test.each([
    ['by moon', 'by'],
    ['30d pe lună', 'by'],
    ['next year', 'period'],
    ['next year by tag', 'period'],
    ['9999', 'period'],
    ['0000', 'period'],
    ['1800..2026', 'period'],
    ['1990..2026 by tag', 'long'],
  ])('“%s” is refused for its %s', (text, fault) => {
    expect(read(text)).toEqual({ ok: false, fault })
  })
})
