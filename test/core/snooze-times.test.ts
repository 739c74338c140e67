import { expect, test } from 'vitest'
import type { SnoozeChoice } from '../../src/core/events.ts'
import { momentText, snoozedUntil } from '../../src/core/snooze-times.ts'

const cases: [string, SnoozeChoice, string, string, string][] = [
  ['an hour', 'hour', '2026-03-02T10:00:00Z', 'UTC', '2026-03-02T11:00:00Z'],
  ['four hours', 'fourHours', '2026-03-02T22:00:00Z', 'Europe/Bucharest', '2026-03-03T02:00:00Z'],
  ['tomorrow at nine', 'tomorrow', '2026-03-02T10:00:00Z', 'UTC', '2026-03-03T09:00:00Z'],
  ['nine on the desk’s clock', 'tomorrow', '2026-03-02T10:00:00Z', 'Europe/Bucharest', '2026-03-03T07:00:00Z'],
  ['the desk’s tomorrow', 'tomorrow', '2026-03-02T23:30:00Z', 'Europe/Bucharest', '2026-03-04T07:00:00Z'],
  ['nine in summer time', 'tomorrow', '2026-03-28T10:00:00Z', 'Europe/Bucharest', '2026-03-29T06:00:00Z'],
  ['the same time in 3 days', 'threeDays', '2026-03-27T10:00:00Z', 'Europe/Bucharest', '2026-03-30T09:00:00Z'],
  ['Monday from a Friday', 'monday', '2026-03-06T10:00:00Z', 'UTC', '2026-03-09T09:00:00Z'],
  ['Monday from a Sunday', 'monday', '2026-03-08T10:00:00Z', 'UTC', '2026-03-09T09:00:00Z'],
  ['not this Monday', 'monday', '2026-03-02T08:00:00Z', 'UTC', '2026-03-09T09:00:00Z'],
  ['Monday where the desk is', 'monday', '2026-03-08T23:00:00Z', 'Europe/Bucharest', '2026-03-16T07:00:00Z'],
]

test.each(cases)('%s', (_what, choice, now, zone, until) => {
  expect(snoozedUntil(choice, new Date(now), zone)).toEqual(new Date(until))
})

test('the moment is told on the desk’s clock, in its language', () => {
  const at = new Date('2026-03-09T07:00:00Z')
  expect(momentText(at, 'Europe/Bucharest', 'en')).toMatch(/Mon.*Mar.*9.*09:00/)
  expect(momentText(at, 'Europe/Bucharest', 'ro')).toMatch(/lun.*9.*mar.*09:00/)
})
