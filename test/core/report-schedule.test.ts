import { describe, expect, test } from 'vitest'
import { dueReport, nextReport, type ReportSchedule, readReportWish } from '../../src/core/report-schedule.ts'

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const wish = (text: string): string => {
  const read = readReportWish(text)
  if (read.kind !== 'set') return read.kind
  const { weekday, hour, minute, mailbox } = read.schedule
  const clock = [hour, minute].map((each) => String(each).padStart(2, '0')).join(':')
  return `${weekday === null ? 'daily' : DAYS[weekday - 1]} ${clock}${mailbox === null ? '' : ` to ${mailbox}`}`
}

test.each([
  ['', 'show'],
  ['status', 'show'],
  ['off', 'off'],
  ['Stop', 'off'],
  ['oprește', 'off'],
  ['daily 09:00', 'daily 09:00'],
  ['Daily at 9', 'daily 09:00'],
  ['daily', 'daily 09:00'],
  ['every day 7.30', 'daily 07:30'],
  ['09:15', 'daily 09:15'],
  ['zilnic la ora 8', 'daily 08:00'],
  ['în fiecare zi la 18h30', 'daily 18:30'],
  ['weekly Mon 09:00', 'Mon 09:00'],
  ['weekly', 'Mon 09:00'],
  ['weekly 10:00 on Friday', 'Fri 10:00'],
  ['every thursday, 5 pm', 'Thu 17:00'],
  ['Mondays 12am', 'Mon 00:00'],
  ['sâmbătă 10', 'Sat 10:00'],
  ['săptămânal, marți, 9:05', 'Tue 09:05'],
  ['weekly Mon 09:00 to anna@acme.com', 'Mon 09:00 to anna@acme.com'],
  ['daily 9 by mail to <mailto:Anna.Pop@acme.co.uk|Anna.Pop@acme.co.uk>', 'daily 09:00 to Anna.Pop@acme.co.uk'],
  ['ana@acme.ro, luni la 9', 'Mon 09:00 to ana@acme.ro'],
  ['weekly mon 9 to "anna@acme.com".', 'Mon 09:00 to anna@acme.com'],
  ['daily 9 to anna@acme.com.', 'daily 09:00 to anna@acme.com'],
  ['daily 9 (anna@acme.com)', 'daily 09:00 to anna@acme.com'],
])('“%s” is %s', (text, meant) => {
  expect(wish(text)).toBe(meant)
})

test.each([
  'soon',
  'to',
  'monthly 09:00',
  'daily 25:00',
  'daily 9:75',
  'daily 13pm',
  'daily mon 09:00',
  'daily weekly',
  'weekly mon tue 09:00',
  'weekly mon 9 10',
  'off daily',
  'to anna@acme.com',
  'off anna@acme.com',
  'daily 09:00 anna@',
  'daily by mail',
  'weekdays 9',
  'every 2 days',
  '2 days',
  'every 2 weeks',
])('“%s” can’t be read', (text) => {
  expect(wish(text)).toBe('unread')
})

const zone = 'Europe/Bucharest'
const daily: ReportSchedule = { weekday: null, hour: 9, minute: 0, mailbox: null }
const monday: ReportSchedule = { ...daily, weekday: 1 }
const at = (text: string) => new Date(text)
const told = (schedule: ReportSchedule, now: string) => {
  // It was due long before: of those that were missed the latest is told.
  const { of, next } = dueReport(schedule, { nextAt: at('2026-01-01T00:00Z'), now: at(now), zone })
  expect(nextReport(schedule, at(now), zone)).toEqual(next)
  return `${of.every} ${of.from.slice(0, 16)} ${of.to.slice(0, 16)}, then ${next.toISOString().slice(0, 16)}`
}

describe('a report tells', () => {
  test.each([
    // Wednesday the 4th of March 2026; Bucharest is two hours ahead.
    ['of the day before, from its time on', daily, '2026-03-04T07:00Z', '03-02T22:00 03-03T22:00', '03-05T07:00'],
    ['of the day before that one, until then', daily, '2026-03-04T06:59Z', '03-01T22:00 03-02T22:00', '03-04T07:00'],
    ['of seven days before its Monday', monday, '2026-03-04T07:00Z', '02-22T22:00 03-01T22:00', '03-09T07:00'],
    [
      'of the seven days before, on the day itself',
      monday,
      '2026-03-09T07:00Z',
      '03-01T22:00 03-08T22:00',
      '03-16T07:00',
    ],
    // The clocks go forward on Sunday the 29th of March at three, and back on the 25th of October at four.
    ['of a day of 23 hours', daily, '2026-03-30T06:00Z', '03-28T22:00 03-29T21:00', '03-31T06:00'],
    ['of a day of 25 hours', daily, '2026-10-26T07:00Z', '10-24T21:00 10-25T22:00', '10-27T07:00'],
    ['of a week with such a day', monday, '2026-03-30T06:00Z', '03-22T22:00 03-29T21:00', '04-06T06:00'],
  ])('%s', (_, schedule, now, period, next) => {
    const [from, to] = period.split(' ')
    const every = schedule.weekday === null ? 'day' : 'week'
    expect(told(schedule, now)).toBe(`${every} 2026-${from} 2026-${to}, then 2026-${next}`)
  })

  test('once where the time zone was changed before it was due', () => {
    // Planned for nine in Bucharest; the desk is in London by now.
    const planned = at('2026-03-09T07:00Z')
    expect(dueReport(monday, { nextAt: planned, now: planned, zone: 'Europe/London' })).toEqual({
      of: { every: 'week', from: '2026-03-02T00:00:00.000Z', to: '2026-03-09T00:00:00.000Z' },
      next: at('2026-03-16T09:00Z'),
    })
    // And the other way round: nine in Bucharest is over by then.
    const late = at('2026-03-09T09:00Z')
    expect(dueReport(monday, { nextAt: late, now: late, zone: 'Europe/Bucharest' })).toEqual({
      of: { every: 'week', from: '2026-03-01T22:00:00.000Z', to: '2026-03-08T22:00:00.000Z' },
      next: at('2026-03-16T07:00Z'),
    })
  })

  test('once on a day that has its time twice, and on one that skips it', () => {
    const halfPastThree = { ...daily, hour: 3, minute: 30 }
    const next = (now: string) => nextReport(halfPastThree, at(now), zone).toISOString().slice(0, 16)
    expect(next('2026-03-28T12:00Z')).toBe('2026-03-29T01:30')
    expect(next('2026-03-29T01:30Z')).toBe('2026-03-30T00:30')
    expect(next('2026-10-24T12:00Z')).toBe('2026-10-25T00:30')
    expect(next('2026-10-25T00:30Z')).toBe('2026-10-26T01:30')
    expect(next('2026-10-25T01:30Z')).toBe('2026-10-26T01:30')
  })

  test('in whichever zone the desk is', () => {
    expect(nextReport(daily, at('2026-03-04T12:00Z'), 'America/New_York').toISOString()).toBe(
      '2026-03-04T14:00:00.000Z',
    )
    expect(nextReport(daily, at('2026-03-04T12:00Z'), 'Asia/Kolkata').toISOString()).toBe('2026-03-05T03:30:00.000Z')
  })
})
