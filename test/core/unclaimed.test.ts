import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isOverdueForClaim, overdueForClaimSince } from '../../src/core/unclaimed.ts'

const weekdays = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 540, to: 1_080 }))
const settings = {
  timeZone: 'Europe/Bucharest',
  businessHours: weekdays,
  holidays: ['2026-12-25'],
  claimReminder: 900_000,
}

test('what the staff are reminded of begins at one moment, also over a night, a holiday and a change of the clock', () => {
  const moments = fc.date({
    min: new Date('2026-01-01T00:00:00Z'),
    max: new Date('2027-01-01T00:00:00Z'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(moments, fc.boolean(), (now, isAlwaysOpen) => {
      const desk = isAlwaysOpen ? { ...settings, businessHours: [], holidays: [] } : settings
      const since = overdueForClaimSince(desk, now)
      if (since === null) throw new Error('nobody would be reminded')
      expect(isOverdueForClaim(since, desk, now)).toBe(true)
      expect(isOverdueForClaim(new Date(since.getTime() + 1), desk, now)).toBe(false)
    }),
  )
})

test('where nobody is to be reminded there is no such moment', () => {
  expect(overdueForClaimSince({ ...settings, claimReminder: 0 }, new Date('2026-03-02T10:00:00Z'))).toBeNull()
})
