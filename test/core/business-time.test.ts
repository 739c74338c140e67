import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addBusinessTime,
  businessTimeBetween,
  nextOpening,
  type OpenHours,
  type Opening,
} from '../../src/core/business-time.ts'
import { businessHours } from '../../src/setting-values.ts'
import { DAY, HOUR, MINUTE } from './world.ts'

const opening = (timeZone: string, hours = 'Mon-Fri 09:00-18:00', ...holidays: string[]): Opening => ({
  timeZone,
  businessHours: hours === '' ? [] : businessHours(hours),
  holidays,
})
const at = (text: string) => new Date(text)

// Summer time begins in Bucharest on 2026-03-29 and ends on 2026-10-25, in New York on 2026-03-08 and 2026-11-01; India has none.
const additions: [what: string, opening: Opening, from: string, hours: number, until: string][] = [
  ['within a day', opening('Europe/Bucharest'), '2026-03-02T08:00:00Z', 2, '2026-03-02T10:00:00Z'],
  ['until it closes', opening('Europe/Bucharest'), '2026-03-02T08:00:00Z', 8, '2026-03-02T16:00:00Z'],
  ['into the next day', opening('Europe/Bucharest'), '2026-03-02T15:00:00Z', 2, '2026-03-03T08:00:00Z'],
  ['from before it opens', opening('Europe/Bucharest'), '2026-03-02T03:00:00Z', 1, '2026-03-02T08:00:00Z'],
  ['over a weekend', opening('Europe/Bucharest'), '2026-03-06T15:30:00Z', 1, '2026-03-09T07:30:00Z'],
  ['over the start of summer time', opening('Europe/Bucharest'), '2026-03-27T15:00:00Z', 2, '2026-03-30T07:00:00Z'],
  ['over its end', opening('Europe/Bucharest'), '2026-10-23T14:00:00Z', 2, '2026-10-26T08:00:00Z'],
  [
    'over a holiday',
    opening('Europe/Bucharest', undefined, '2026-03-03'),
    '2026-03-02T15:00:00Z',
    2,
    '2026-03-04T08:00:00Z',
  ],
  ['in New York', opening('America/New_York'), '2026-03-06T22:00:00Z', 2, '2026-03-09T14:00:00Z'],
  ['in New York in autumn', opening('America/New_York'), '2026-10-30T21:30:00Z', 1, '2026-11-02T14:30:00Z'],
  ['in Kolkata', opening('Asia/Kolkata'), '2026-03-02T12:00:00Z', 1, '2026-03-03T04:00:00Z'],
  [
    'through the day that lacks an hour',
    opening('Europe/Bucharest', ''),
    '2026-03-28T22:00:00Z',
    24,
    '2026-03-29T22:00:00Z',
  ],
  [
    'with hours over that night',
    opening('Europe/Bucharest', 'Sat 22:00-06:00'),
    '2026-03-28T20:00:00Z',
    7,
    '2026-03-29T03:00:00Z',
  ],
  [
    'with hours over the longer night',
    opening('Europe/Bucharest', 'Sat 22:00-06:00'),
    '2026-10-24T19:00:00Z',
    9,
    '2026-10-25T04:00:00Z',
  ],
  [
    'opening at an hour that does not exist',
    opening('Europe/Bucharest', 'Sun 03:30-10:00'),
    '2026-03-28T20:00:00Z',
    1,
    '2026-03-29T02:00:00Z',
  ],
  [
    'in the morning after a night shift',
    opening('UTC', 'Mon-Fri 22:00-06:00'),
    '2026-03-07T05:00:00Z',
    2,
    '2026-03-09T23:00:00Z',
  ],
  ['always open', opening('Europe/Bucharest', ''), '2026-03-07T05:00:00Z', 30, '2026-03-08T11:00:00Z'],
  ['always but on a holiday', opening('UTC', '', '2026-12-25'), '2026-12-24T23:00:00Z', 2, '2026-12-26T01:00:00Z'],
  ['no time at all', opening('Europe/Bucharest'), '2026-03-07T05:00:00Z', 0, '2026-03-07T05:00:00Z'],
]

test.each(additions)('time is added %s', (_what, desk, from, hours, until) => {
  expect(addBusinessTime(at(from), hours * HOUR, desk)).toEqual(at(until))
  expect(businessTimeBetween(at(from), at(until), desk)).toBe(hours * HOUR)
})

test.each([
  ['a weekend', opening('Europe/Bucharest'), '2026-03-06T16:00:00Z', '2026-03-09T07:00:00Z', 0],
  ['a week', opening('America/New_York'), '2026-03-06T12:00:00Z', '2026-03-13T12:00:00Z', 45 * HOUR],
  ['a moment and an earlier one', opening('Asia/Kolkata'), '2026-03-03T06:00:00Z', '2026-03-02T06:00:00Z', 0],
  ['a night', opening('UTC', 'Mon-Fri 22:00-06:00'), '2026-03-02T23:00:00Z', '2026-03-03T22:30:00Z', 7.5 * HOUR],
])('between the ends of %s', (_what, desk, from, to, time) => {
  expect(businessTimeBetween(at(from), at(to), desk)).toBe(time)
})

test.each([
  ['now, where it is open', opening('Europe/Bucharest'), '2026-03-02T08:00:00Z', '2026-03-02T08:00:00Z'],
  ['the next morning', opening('Europe/Bucharest'), '2026-03-02T16:00:00Z', '2026-03-03T07:00:00Z'],
  ['Monday in summer time', opening('Europe/Bucharest'), '2026-03-27T16:00:00Z', '2026-03-30T06:00:00Z'],
  [
    'after the holidays',
    opening('UTC', undefined, '2026-12-25', '2026-12-28'),
    '2026-12-24T18:00:00Z',
    '2026-12-29T09:00:00Z',
  ],
  ['a Saturday', opening('Asia/Kolkata', 'Sat 10:00-14:00'), '2026-03-02T08:00:00Z', '2026-03-07T04:30:00Z'],
  ['now, where it is always open', opening('UTC', ''), '2026-03-02T03:00:00Z', '2026-03-02T03:00:00Z'],
])('it is open next %s', (_when, desk, from, opens) => {
  expect(nextOpening(at(from), desk)).toEqual(at(opens))
})

const spans = fc.record({
  weekday: fc.integer({ min: 1, max: 7 }),
  from: fc.nat(1_439),
  length: fc.integer({ min: 1, max: 1_440 }),
})
const openings: fc.Arbitrary<Opening> = fc.record({
  timeZone: fc.constantFrom('Europe/Bucharest', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC'),
  businessHours: fc
    .array(spans, { maxLength: 8 })
    .map((all): OpenHours[] =>
      all
        .map(({ weekday, from, length }) => ({ weekday, from, to: from + length }))
        .toSorted((one, other) => one.weekday - other.weekday || one.from - other.from),
    ),
  holidays: fc.subarray(['2026-03-08', '2026-03-29', '2026-10-25', '2026-11-01', '2026-12-25']),
})
const moments = fc.date({ min: at('2026-01-01'), max: at('2026-12-31'), noInvalidDate: true })

test('between a moment and the same moment with some time added lies that time', () => {
  fc.assert(
    fc.property(openings, moments, fc.integer({ min: 0, max: 4 * DAY }), (desk, from, time) => {
      expect(businessTimeBetween(from, addBusinessTime(from, time, desk), desk)).toBe(time)
    }),
  )
})

test('business time passes never faster than the clock, and adds up', () => {
  fc.assert(
    fc.property(openings, moments, fc.nat(9 * DAY), fc.nat(9 * DAY), (desk, from, first, second) => {
      const [middle, to] = [new Date(from.getTime() + first), new Date(from.getTime() + first + second)]
      const whole = businessTimeBetween(from, to, desk)
      expect(whole).toBeLessThanOrEqual(first + second)
      expect(businessTimeBetween(from, middle, desk) + businessTimeBetween(middle, to, desk)).toBe(whole)
    }),
  )
})

test('where it is open next, time passes, and none does before', () => {
  fc.assert(
    fc.property(openings, moments, (desk, from) => {
      const opens = nextOpening(from, desk)
      expect(businessTimeBetween(from, opens, desk)).toBe(0)
      expect(businessTimeBetween(opens, new Date(opens.getTime() + MINUTE), desk)).toBeGreaterThan(0)
    }),
  )
})
