// The morning of an outage: more tickets come at once than Slack takes posts. Cards come in turn, people pass them, and one line tells how many wait.

import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSlack, slackLimits } from '../../adapters/slack/index.ts'
import type { Database } from '../../src/database/client.ts'
import { createWords } from '../../src/locales/words.ts'
import { createPacer, type Pacer, systemClock } from '../../src/pacing.ts'
import { createDesk } from '../../src/reading/desk.ts'
import { type SlackSimulator, startSlack } from '../simulators/slack/slack-simulator.ts'
import { alone } from '../support/alone.ts'
import { customer, manager, openEngine, type TestEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'

const CUSTOMERS = 40
const STAFF = 'C1DESK'
// Slack's own table, fifteen times as fast: a backlog of most of a minute takes seconds.
const limits = slackLimits.map((limit) => ({ ...limit, within: limit.within / 15 }))
const settings = {
  ...({ staffIdentity: 'name', translate: 'off', assistant: false } as const),
  ...{ locale: 'en', timeZone: 'UTC', businessHours: [], holidays: [], claimReminder: 0, claimLease: 0 },
}

let slack: SlackSimulator
let engine: TestEngine
/** How much Slack had taken when the manager's answer was with the customer. */
let answered: number

const slackOn = (db: Database, pacer: Pacer) =>
  createSlack({
    desk: createDesk({
      ...{ db, words: createWords(), now: () => new Date(), subscribe: () => () => undefined },
      library: {
        ...{ search: () => [], match: () => [], byWords: () => [], titles: () => [] },
        ...{ nearest: () => null, prepare: async () => undefined },
      },
      config: { adminIds: [], desk: settings },
    }),
    ...{ words: createWords(), log: pino({ level: 'silent' }) },
    newSignInLink: () => {
      throw new Error('nobody signs in here')
    },
    options: {
      ...{ botToken: slack.botToken, appToken: slack.appToken, signingSecret: null, apiUrl: slack.apiUrl },
      ...{ staffChannel: STAFF, thread: 'replies', guestManagers: false, locale: 'en' },
      ...{ pacer, lead: alone, publicUrl: 'https://desk.example' },
    },
  })

const people = () =>
  Array.from({ length: CUSTOMERS }, (_, n) => ({ ...customer(engine.receive, `storm${n}`), question: `zxqv ${n}.` }))
const TAKEN = CUSTOMERS - 1
const PRESSED = CUSTOMERS - 2
const person = (n: number) => people()[n] ?? { question: '', writes: async () => undefined }
const numberOf = async (n: number) =>
  (await engine.db.ticket.findFirstOrThrow({ where: { question: person(n).question } })).number

/** All that was posted in the staff channel, in its threads too, in the order in which it came. */
const posted = () =>
  slack
    .posts(STAFF)
    .flatMap((post) => [post, ...post.replies])
    .filter(({ byBot }) => byBot)
    .sort((one, other) => Number(one.ts) - Number(other.ts))
const cardOf = (n: number) => posted().filter(({ text }) => text.endsWith(` ${person(n).question}`))
const placeOf = (words: string) => posted().findIndex(({ text }) => text.includes(words))
const backlogLine = () => slack.calls.filter(({ given }) => /more waiting: `\/desk queue`/.test(String(given.text)))

beforeAll(async () => {
  slack = await startSlack()
  const anna = slack.person({ id: 'U1ANNA', name: 'anna' })
  slack.channel({ id: STAFF, members: ['U1ANNA'], bot: true })
  const { promise, resolve } = Promise.withResolvers<void>()
  const pacer = createPacer(limits, systemClock)
  engine = await openEngine({
    slackOn: (db) => slackOn(db, { ...pacer, turn: (call) => promise.then(() => pacer.turn(call)) }),
    backlogEvery: 300,
  })
  // Slack takes nothing until everybody has written: so whatever the machine is doing, the whole backlog is there.
  for (const { writes, question } of people()) await writes(question)
  const acts = manager(engine.receive, 'U1ANNA', 'Anna')
  const { channel, ts } = anna.postsIn(STAFF, 'What do you see?')
  await acts.claims(await numberOf(TAKEN))
  await acts.replies(await numberOf(TAKEN), 'What do you see?', `${channel}:${ts}`)
  await person(TAKEN).writes('A white page')
  await acts.prioritizes(await numberOf(PRESSED), 'urgent')
  await eventually(async () =>
    expect(await engine.db.delivery.count({ where: { kind: 'backlog' } })).toBeGreaterThan(0),
  )
  answered = await eventually(() => {
    expect(engine.telegram.said(`storm${TAKEN}`)).toContainEqual(expect.stringContaining('What do you see?'))
    return posted().length
  })
  resolve()
  await eventually(() => expect(placeOf('Every ticket has its card here now')).toBeGreaterThan(-1))
  await engine.settled()
}, 60_000)
afterAll(async () => {
  await engine.close()
  await slack.stop()
})

test('an answer is with its customer before Slack has taken a single card', () => {
  expect(answered).toBe(0)
})

test('the card of a ticket that somebody took passes all that wait, and so do its customer’s words', () => {
  expect(placeOf(person(TAKEN).question)).toBeLessThan(6)
  expect(placeOf('A white page')).toBeLessThan(20)
  expect(posted().find(({ text }) => text === 'A white page')?.threadTs).toBe(cardOf(TAKEN)[0]?.ts)
})

test('what changed while a card waited is on it when it comes', () => {
  const [card] = cardOf(PRESSED)
  expect(JSON.stringify(card?.blocks)).toMatch(/urgent/i)
  expect(card?.edited).toBe(false)
})

test('every ticket gets its card, once and in its turn', () => {
  for (const [n, { question }] of people().entries()) expect(cardOf(n), question).toHaveLength(1)
  const numbers = posted().flatMap(({ text }) => (/^#\d+ zxqv (\d+)\./.exec(text)?.slice(1) ?? []).map(Number))
  const inTurn = numbers.filter((n) => n !== TAKEN)
  // A few are on their way at once.
  for (const [place, n] of inTurn.entries()) expect(Math.abs(place - n), `the card of ${n}`).toBeLessThan(5)
})

test('one line tells before the cards how many more wait, changes where it stands, and says so when none does', async () => {
  const [first, ...changes] = backlogLine()
  expect(first?.method).toBe('chat.postMessage')
  expect(String(first?.given.text)).toMatch(/^⏳ (2[1-9]|[34]\d) more waiting/)
  expect(changes.map(({ method }) => method)).toEqual(changes.map(() => 'chat.update'))
  expect(changes.length).toBeGreaterThan(0)
  expect(placeOf('Every ticket has its card here now')).toBeLessThan(6)
  const { posted: stands } = await engine.db.destination.findUniqueOrThrow({ where: { name: 'slack:backlog' } })
  expect(stands).toBeNull()
})
