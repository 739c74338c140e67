// What the operator has to know of: when it is told and when it is over, where it is told, and what of a disk is a problem.

import { expect, test } from 'vitest'
import {
  isNearlyFull,
  isNews,
  isOver,
  isToBeTold,
  minutesOf,
  type ProblemKind,
  type ProblemName,
  type StandingProblem,
  shuts,
  type Way,
  wayTo,
} from '../../src/core/problems.ts'
import { createWords } from '../../src/locales/words.ts'

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
  readonly shut: readonly string[]
  readonly begins?: ProblemName
  readonly mail?: false
  readonly slack?: false
  readonly before?: Way
}

test.each<[string, Situation, Way]>([
  ['a problem is told in the staff’s channel', { shut: ['telegram'] }, 'staffChannel'],
  ['that channel’s own by mail', { shut: ['slack'] }, 'mail'],
  ['and so is one of what waits for it', { shut: [], begins: 'outbox.slack' }, 'mail'],
  ['but not another one meanwhile: it may be one chat alone', { shut: [], begins: 'disk' }, 'staffChannel'],
  ['mail’s own in the channel', { shut: ['mail'] }, 'staffChannel'],
  ['another one by mail while the channel does not work', { shut: ['slack'], begins: 'disk' }, 'mail'],
  ['where nothing works, in the log', { shut: ['slack', 'mail'] }, 'log'],
  ['without Slack by mail', { shut: ['telegram'], slack: false }, 'mail'],
  ['without mail the channel’s own in the log', { shut: ['slack'], mail: false }, 'log'],
  ['without either in the log', { shut: [], begins: 'disk', mail: false, slack: false }, 'log'],
  ['an end where the beginning was', { shut: [], before: 'mail' }, 'mail'],
  ['unless that does not work by then', { shut: ['slack'], before: 'staffChannel' }, 'mail'],
  ['an end of what only the log knew wherever it can be', { shut: [], before: 'log' }, 'staffChannel'],
])('%s', (_, { shut, begins = null, mail = true, slack = true, before = null }, way) => {
  const staffChannel = slack ? 'slack' : null
  expect(wayTo({ staffChannel, isMailRead: mail, shut: new Set(shut), begins, before })).toBe(way)
})

test.each<[ProblemKind, boolean]>([
  ['token', true],
  ['staffChannel', true],
  ['unreachable', true],
  ['mail', true],
  ['setUp', false],
  ['shared', false],
  ['outbox', false],
])('what has a problem of the kind %s is shut: %s', (kind, isShut) => {
  expect(shuts(kind)).toBe(isShut)
})

// All of them, by the compiler.
const NAMES: Readonly<Record<ProblemName, true>> = {
  ...{ telegram: true, slack: true, web: true, mail: true, disk: true, model: true },
  ...{ 'outbox.telegram': true, 'outbox.slack': true, 'outbox.web': true, 'outbox.mail': true },
  ...{ 'jobs.timer': true, 'jobs.prune': true, 'jobs.learn': true, 'jobs.report': true },
  'jobs.retention': true,
}

test.each(['en', 'ro'])('each problem has a name in %s', (locale) => {
  const words = createWords()
  for (const name of Object.keys(NAMES)) {
    const problem = name.replace(/\.(\w)/, (_, first: string) => first.toUpperCase())
    expect(words(locale, 'problem.subject', { problem })).not.toContain('problem.about')
    expect(words(locale, `problem.about.${problem}`)).toBeTruthy()
  }
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
