// `npm run bench -- storm 5000`: the morning of an outage. So many customers write at 5,000 a minute while the platforms keep their limits; the desk's pacing is on.

import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { migrate } from '../../src/database/migrate.ts'
import type { Program } from '../support/program.ts'
import { type Arrivals, followArrivals } from './arrivals.ts'
import { print, quantile } from './figure.ts'
import { residentMemory } from './process-figures.ts'
import { openStage, STAFF, type Stage } from './stage.ts'

const A_MINUTE = 5_000
const SAMPLES_IDLE = 8
const SAMPLES_BESIDE = 20
// A chat takes a message a second: a sample must not wait for the one before.
const BETWEEN_SAMPLES = 1_500
const LOOK_EVERY = 20

interface Desk extends Pick<Stage, 'telegram' | 'slack' | 'anna'> {
  readonly program: Program
  readonly db: pg.Client
  readonly arrivals: Arrivals
}

/** Prints the figures of a storm of `customers` at the empty database `url`; looks at the backlog for `seconds`, or until it is through where that takes less. */
export const benchStorm = async (url: string, customers: number, seconds: number): Promise<void> => {
  await migrate(url)
  const stage = await openStage(url, { isPaced: true, isBalanced: false, isLimited: true })
  const [program] = await stage.start(1)
  if (program === undefined) throw new Error('no process was started')
  const db = new pg.Client(url)
  await db.connect()
  try {
    const { telegram, slack, anna } = stage
    const arrivals = followArrivals(telegram, slack)
    await measure({ telegram, slack, anna, program, db, arrivals }, customers, seconds)
  } finally {
    await db.end()
    await program.stop()
    await stage.close()
  }
}

const measure = async (desk: Desk, customers: number, seconds: number): Promise<void> => {
  const talk = await openTalk(desk)
  const idle = await talk(SAMPLES_IDLE, 'idle')
  const atRest = residentMemory(desk.program.pid)
  const highest = { memory: atRest, waiting: 0 }
  const looking = lookAt(desk, highest)
  const storm = pour(desk, customers)
  const meanwhile = await Promise.all([storm, talk(Math.ceil((customers / A_MINUTE) * SAMPLES_BESIDE), 'storm')])
  const [{ sentAt, refused }, during] = meanwhile
  const took = await intakeOf(desk, sentAt)
  print({ name: 'storm.refused', value: refused, unit: 'messages' })
  print({ name: 'storm.lost', value: sentAt.size - took.length, unit: 'messages' })
  print({ name: 'storm.intake.p50', value: quantile(took, 0.5), unit: 'ms' })
  print({ name: 'storm.intake.p99', value: quantile(took, 0.99), unit: 'ms' })
  tell('storm', during, idle)
  const backlog = await followBacklog(desk, customers, seconds, () => talk(SAMPLES_BESIDE, 'backlog'))
  tell('backlog', backlog.times, idle)
  await looking.stop()
  tellTroubles(desk.program)
  print({ name: 'storm.waiting.most', value: highest.waiting, unit: 'deliveries' })
  print({ name: 'storm.memory', value: highest.memory, unit: 'MB', ratio: highest.memory / atRest, baseline: atRest })
}

/** Looks twice a second at what the desk holds; stopped, it rejects where a look failed. */
const lookAt = ({ program, db }: Desk, highest: { memory: number; waiting: number }) => {
  const closing = new AbortController()
  const looks = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      highest.memory = Math.max(highest.memory, residentMemory(program.pid))
      highest.waiting = Math.max(highest.waiting, await waiting(db))
      await pause(500)
    }
  }
  // What fails meanwhile is told at the stop.
  const ended = looks().then(
    () => null,
    (error: unknown) => ({ error }),
  )
  return {
    stop: async () => {
      closing.abort()
      const failed = await ended
      if (failed !== null) throw failed.error
    },
  }
}

// On stderr, beside the figures: what the desk complained of, and how often.
const tellTroubles = ({ lines }: Program): void => {
  const complaints = lines.filter(({ level }) => level === 'warn' || level === 'error' || Number(level) > 30)
  for (const [msg, all] of Map.groupBy(complaints, ({ msg }) => msg)) process.stderr.write(`${all.length} × ${msg}\n`)
}

interface Times {
  readonly answer: readonly number[]
  readonly slackAnswer: readonly number[]
  readonly word: readonly number[]
}

const tell = (when: string, times: Times, idle: Times): void => {
  for (const what of ['answer', 'slackAnswer', 'word'] as const) {
    const baseline = quantile(idle[what], 0.5)
    for (const [name, share] of [
      ['p50', 0.5],
      ['most', 1],
    ] as const) {
      const value = quantile(times[what], share)
      print({ name: `storm.${when}.${what}.${name}`, value, unit: 'ms', ratio: value / baseline, baseline })
    }
  }
}

/** Two tickets that a manager has before the storm: how long words take between them and their customers, on Telegram and in Slack. */
const openTalk = async ({ telegram, slack, anna, arrivals }: Desk) => {
  const ion = telegram.user({ id: 900, firstName: 'Ion' })
  const mara = slack.person({ id: 'U0MARA', name: 'mara' })
  ion.sends('zxqv regular one')
  mara.dm('zxqv regular two')
  const threads = await Promise.all(
    ['one', 'two'].map(async (which) => {
      const { ts } = await slack.sees(STAFF, ({ text }) => text.includes(`zxqv regular ${which}`))
      await anna.presses({ channel: STAFF, ts }, 'ticket.claim')
      return ts
    }),
  )
  const timed = async (words: string, say: () => void): Promise<number> => {
    const arrived = arrivals.next(words)
    const started = performance.now()
    say()
    await arrived
    return performance.now() - started
  }
  return async (samples: number, name: string): Promise<Times> => {
    const times = { answer: [] as number[], slackAnswer: [] as number[], word: [] as number[] }
    for (let n = 0; n < samples; n++) {
      await pause(BETWEEN_SAMPLES)
      const said = (what: string) => `${name} ${what} ${n}.`
      const post = (what: string, thread: string | undefined) => () =>
        anna.postsIn(STAFF, said(what), thread === undefined ? {} : { threadTs: thread })
      const [answer, slackAnswer, word] = await Promise.all([
        timed(said('answer'), post('answer', threads[0])),
        timed(said('slack answer'), post('slack answer', threads[1])),
        timed(said('word'), () => ion.sends(said('word'))),
      ])
      times.answer.push(answer)
      times.slackAnswer.push(slackAnswer)
      times.word.push(word)
    }
    return times
  }
}

/** Everybody writes once, a third on each platform; when each did, by their question, and how many were refused. */
const pour = async ({ telegram, slack, program }: Desk, customers: number) => {
  const sentAt = new Map<string, number>()
  const posts: Promise<boolean>[] = []
  const started = performance.now()
  for (let n = 0; n < customers; n++) {
    const due = started + (n * 60_000) / A_MINUTE
    await pause(Math.max(0, due - performance.now()))
    const question = `zxqv storm of ${n}.`
    sentAt.set(question, Date.now())
    if (n % 3 === 0) telegram.user({ id: 1_000 + n, firstName: `Customer ${n}` }).sends(question)
    else if (n % 3 === 1) slack.person({ id: `U1${n}`, name: `customer${n}` }).dm(question)
    else posts.push(posted(program.url, question))
  }
  const taken = await Promise.all(posts)
  return { sentAt, refused: taken.filter((isTaken) => !isTaken).length }
}

const posted = async (root: string, text: string): Promise<boolean> => {
  const answer = await fetch(`${root}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ id: crypto.randomUUID(), text }),
  }).catch((error: unknown) => ({ status: String(error), text: async () => '' }))
  const words = await answer.text()
  if (answer.status !== 202) process.stderr.write(`a web post was answered ${answer.status}: ${words.slice(0, 200)}\n`)
  return answer.status === 202
}

/** How long it took from each customer's sending until it was stored, in milliseconds, by the program's log. */
const intakeOf = async ({ db, program }: Desk, sentAt: ReadonlyMap<string, number>): Promise<number[]> => {
  const patience = performance.now() + 60_000
  const stored = async () =>
    (await db.query<{ question: string; id: string }>('SELECT question, conversation_id AS id FROM tickets')).rows
  let rows = await stored()
  while (rows.length < sentAt.size + 2 && performance.now() < patience) {
    await pause(200)
    rows = await stored()
  }
  const handled = new Map(
    program.lines.flatMap(({ msg, conversation, time }) =>
      msg === 'event' && typeof conversation === 'string' ? [[conversation, Number(time)] as const] : [],
    ),
  )
  return rows.flatMap(({ question, id }) => {
    const [sent, at] = [sentAt.get(question), handled.get(id)]
    return sent === undefined || at === undefined ? [] : [at - sent]
  })
}

const waiting = async (db: pg.Client): Promise<number> =>
  (await db.query<{ count: number }>("SELECT count(*)::int AS count FROM deliveries WHERE state = 'pending'")).rows[0]
    ?.count ?? 0

const card = /zxqv storm of \d+\./

/** Looks at how the cards come while people talk; tells how many come in a second, and whether any came twice. */
const followBacklog = async <T>(
  { slack, program }: Desk,
  customers: number,
  seconds: number,
  talk: () => Promise<T>,
) => {
  const cards = () => slack.posts(STAFF).flatMap(({ text }) => card.exec(text) ?? [])
  const started = performance.now()
  const before = cards().length
  print({ name: 'storm.cards.waiting', value: customers - before, unit: 'cards' })
  const times = await talk()
  while (new Set(cards()).size < customers && performance.now() - started < seconds * 1_000)
    await pause(LOOK_EVERY * 10)
  const all = cards()
  const passed = (performance.now() - started) / 1_000
  print({ name: 'storm.cards.rate', value: (all.length - before) / passed, unit: 'cards/s' })
  print({ name: 'storm.cards.left', value: customers - new Set(all).size, unit: 'cards' })
  print({ name: 'storm.cards.doubled', value: all.length - new Set(all).size, unit: 'cards' })
  const refused = program.lines.filter(({ msg, outcome }) => msg === 'delivery' && outcome !== 'delivered')
  print({ name: 'storm.attempts.failed', value: refused.length, unit: 'attempts' })
  const lines = slack.calls.filter(({ given }) => given.channel === STAFF && String(given.text).includes('/desk queue'))
  print({
    name: 'storm.line.posted',
    value: lines.filter(({ method }) => method === 'chat.postMessage').length,
    unit: 'posts',
  })
  print({
    name: 'storm.line.changed',
    value: lines.filter(({ method }) => method === 'chat.update').length,
    unit: 'changes',
  })
  return { times }
}
