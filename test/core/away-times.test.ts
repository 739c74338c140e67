import { expect, test } from 'vitest'
import { readAwayTime } from '../../src/core/away-times.ts'

// A Monday, noon in Bucharest.
const now = new Date('2026-03-02T10:00:00Z')
const read = (words: string, zone = 'Europe/Bucharest', at = now) => {
  const answer = readAwayTime(words, at, zone)
  return answer === null ? 'unread' : (answer.until?.toISOString().slice(0, 16) ?? 'open')
}

test.each([
  ['', 'open'],
  ['2h', '2026-03-02T12:00'],
  ['for 90 minutes', '2026-03-02T11:30'],
  ['3 days', '2026-03-05T10:00'],
  ['pentru 2 ore', '2026-03-02T12:00'],
  ['until 14:00', '2026-03-02T12:00'],
  ['14:00', '2026-03-02T12:00'],
  ['until 2pm', '2026-03-02T12:00'],
  ['Until 2:30 PM', '2026-03-02T12:30'],
  ['până la 14:00', '2026-03-02T12:00'],
  // It has passed today.
  ['until 9:00', '2026-03-03T07:00'],
  ['until tomorrow 09:00', '2026-03-03T07:00'],
  ['until tomorrow at 9', '2026-03-03T07:00'],
  ['tomorrow', '2026-03-03T07:00'],
  ['până mâine la 9', '2026-03-03T07:00'],
  ['until today 17:30', '2026-03-02T15:30'],
  ['until Friday', '2026-03-06T07:00'],
  ['until monday 08:00', '2026-03-09T06:00'],
  ['duminică', '2026-03-08T07:00'],
  // Summer time by then.
  ['until 2026-03-30 9:00', '2026-03-30T06:00'],
  ['2026-12-27', '2026-12-27T07:00'],
])('“%s” is until %s', (words, until) => {
  expect(read(words)).toBe(until)
})

test.each([
  'soon',
  'until',
  'until today 9:00',
  '25:00',
  '14:75',
  '13pm',
  '0 am',
  '0h',
  '9999 days',
  '2026-02-30',
  '2025-01-01',
  '2h 30',
  'until 14:00 tomorrow maybe',
])('“%s” can’t be read', (words) => {
  expect(read(words)).toBe('unread')
})

test('the clock is the desk’s own', () => {
  expect(read('until 14:00', 'America/New_York')).toBe('2026-03-02T19:00')
  // It shows half past two twice, an hour apart, or never: the moment is one of the day in any case.
  expect(read('until 2:30', 'Europe/Bucharest', new Date('2026-03-28T20:00:00Z'))).toBe('2026-03-29T00:30')
})
