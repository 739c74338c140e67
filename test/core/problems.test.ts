// What the operator has to know of: when it is told and when it is over, where it is told, and what of a disk is a problem.

import { expect, test } from 'vitest'
import {
  isNearlyFull,
  isNews,
  isOver,
  isToBeTold,
  minutesOf,
  type StandingProblem,
  type Way,
  wayTo,
} from '../../src/core/problems.ts'

const at = (seconds: number): Date => new Date(Date.UTC(2026, 0, 5, 10) + seconds * 1_000)
const standing = (more: Partial<StandingProblem> = {}): StandingProblem => ({
  ...{ since: at(0), seenAt: at(0), told: null },
  ...more,
})

test.each<[string, Partial<StandingProblem>, number, boolean]>([
  ['one that has just begun is not told', {}, 0, false],
  ['nor one of less than a minute', {}, 59, false],
  ['one of a minute is', {}, 60, true],
  ['one that was told is not told again', { told: 'staffChannel' }, 600, false],
  ['nor one that was told by mail', { told: 'mail' }, 600, false],
  ['one that only the log knows of may be told once there is a way', { told: 'log' }, 600, true],
])('%s', (_, more, seconds, isTold) => {
  expect(isToBeTold(standing(more), at(seconds))).toBe(isTold)
})

test.each([
  [119, false],
  [120, true],
])('a problem that nobody has seen for %i seconds: over is %s', (seconds, over) => {
  expect(isOver(standing({ since: at(-900) }), at(seconds))).toBe(over)
})

test.each<[string, StandingProblem | null, number, boolean]>([
  ['a new one is news', null, 0, true],
  ['one that somebody saw a moment ago is none', standing({ seenAt: at(0) }), 29, false],
  ['one that nobody has spoken of for half a minute is', standing({ seenAt: at(0) }), 30, true],
  ['one that has to be told is', standing({ seenAt: at(55) }), 60, true],
  ['one that only the log knows of is no more so than others', standing({ seenAt: at(55), told: 'log' }), 60, false],
])('for whoever looks, %s', (_, one, seconds, isOne) => {
  expect(isNews(one, at(seconds))).toBe(isOne)
})

test('a problem lasted whole minutes, one at least', () => {
  expect(minutesOf(standing({ seenAt: at(10) }))).toBe(1)
  expect(minutesOf(standing({ seenAt: at(14 * 60 + 20) }))).toBe(14)
})

interface Situation {
  readonly ill: readonly string[]
  readonly mail?: false
  readonly slack?: false
  readonly before?: Way
}

test.each<[string, Situation, Way]>([
  ['a problem is told in the staff’s channel', { ill: ['telegram'] }, 'staffChannel'],
  ['that channel’s own by mail', { ill: ['slack'] }, 'mail'],
  ['and so is one of what waits for it', { ill: ['outbox.slack'] }, 'mail'],
  ['mail’s own in the channel', { ill: ['mail'] }, 'staffChannel'],
  ['another one by mail while the channel does not work', { ill: ['slack', 'disk'] }, 'mail'],
  ['where nothing works, in the log', { ill: ['slack', 'mail'] }, 'log'],
  ['without Slack by mail', { ill: ['telegram'], slack: false }, 'mail'],
  ['without mail the channel’s own in the log', { ill: ['slack'], mail: false }, 'log'],
  ['without either in the log', { ill: ['disk'], mail: false, slack: false }, 'log'],
  ['an end where the beginning was', { ill: [], before: 'mail' }, 'mail'],
  ['unless that does not work by then', { ill: ['slack'], before: 'staffChannel' }, 'mail'],
  ['an end of what only the log knew wherever it can be', { ill: [], before: 'log' }, 'staffChannel'],
])('%s', (_, { ill, mail = true, slack = true, before = null }, way) => {
  expect(wayTo({ staffChannel: slack ? 'slack' : null, isMailRead: mail, ill: new Set(ill), before })).toBe(way)
})

const GB = 1024 ** 3
test.each([
  ['2.1 of 500 GB is room enough', 2.1, 500, false, false],
  ['1.9 of 500 GB is not', 1.9, 500, false, true],
  ['1.9 of 10 GB is a fifth, so it is', 1.9, 10, false, false],
  ['0.4 of 10 GB is less than a twentieth', 0.4, 10, false, true],
  ['a disk that was full wants a quarter more before it is well', 2.4, 500, true, true],
  ['with that it is well again', 2.6, 500, true, false],
] as const)('%s', (_, free, total, wasFull, isFull) => {
  expect(isNearlyFull(free * GB, total * GB, wasFull)).toBe(isFull)
})
