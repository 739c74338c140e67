// Plays a script to its end, waits until all is quiet, and tells what holds.

import { setTimeout as pause } from 'node:timers/promises'
import { answer, type Chat, join, press } from './cast.ts'
import { killAt, killInMigration } from './kill-points.ts'
import { arrivals, mailed } from './promises.ts'
import { type Act, drawScript, type Round } from './script.ts'
import { openStage, type Place, type Stage } from './stage.ts'
import { audited, inDoubt, observe } from './trail.ts'
import { createTroubles, type Troubles } from './troubles.ts'
import { within } from './waiting.ts'

export interface Wishes {
  readonly seed: number
  readonly kills: number
  /** Of the program, on one database; 1 unless told. */
  readonly processes?: number
  /** Whether the platforms' limits are kept, as by a desk at work: then it takes long. */
  readonly isPaced?: boolean
  readonly place: Place
  /** Hears how far it is. */
  readonly tell: (words: string) => void
}

/** What a run found. */
export interface Result {
  readonly seed: number
  readonly processes: number
  /** Processes of the program that were killed, the one in its migration included. */
  readonly kills: number
  readonly databaseKills: number
  /** How often each named moment was come to, and how often it was not in time. */
  readonly points: Readonly<Record<string, number>>
  readonly missed: number
  /** Faults of the platforms that struck. */
  readonly faults: number
  readonly chats: number
  /** Messages of people that arrived. */
  readonly messages: number
  readonly files: number
  readonly mails: number
  /** Repeats on Telegram, and how many there may be: once for each message in doubt at a kill, or whose answer was lost. */
  readonly repeats: number
  readonly doubtful: number
  readonly ticketChanges: number
  readonly timersFired: number
  /** Milliseconds from a start to ready. */
  readonly start: { readonly median: number; readonly longest: number }
  /** Milliseconds from the last act until all had arrived. */
  readonly quiet: number
  readonly broken: readonly string[]
}

const PATIENCE = 90_000
// One post a second in the staff channel, fifty marks a minute; and a mail server that asked to come again four times is left alone for minutes.
const LONG_PATIENCE = 1_200_000
const LOOK_EVERY = 250
// Scripts up to this length don't wait for what times out.
const SHORT = 20

/** Plays it; resolves with what was found, whether all holds or not. Rejects where the program can't be started. */
export const playChaos = async ({
  seed,
  kills,
  processes = 1,
  isPaced = false,
  place,
  tell,
}: Wishes): Promise<Result> => {
  const script = drawScript(seed, kills, processes)
  const stage = await openStage(place, { processes, isPaced })
  const run = createRun(stage, isPaced || kills > SHORT ? LONG_PATIENCE : PATIENCE)
  try {
    await killInMigration(stage, script.migration)
    await run.start()
    await observe(place.url)
    await stage.signIn()
    tell('killed in its migration and started again; the first customers come')
    for (const [n, round] of script.rounds.entries()) {
      await run.round(round)
      tell(`kill ${n + 1} of ${kills}: ${round.kill.point ?? 'at some moment'}`)
    }
    return { seed, processes, ...(await run.end()) }
  } finally {
    run.leave()
    await stage.close()
  }
}

interface Run {
  start(): Promise<void>
  round(round: Round): Promise<void>
  end(): Promise<Omit<Result, 'seed' | 'processes'>>
  leave(): void
}

const createRun = (stage: Stage, patience: number): Run => {
  const { place, runner } = stage
  const chats: Chat[] = []
  const starts: number[] = []
  const points: Record<string, number> = { 'inside the migration': 1 }
  const doubtful: string[] = []
  const troubles = createTroubles(stage)
  const count = { databaseKills: 0, missed: 0 }
  const killDatabase = async (): Promise<void> => {
    count.databaseKills++
    doubtful.push(...(await inDoubt(place.url, true)))
    await place.killDatabase()
  }
  const scene: Scene = { stage, chats, troubles, killDatabase }
  return {
    start: async () => void starts.push(...(await runner.start())),
    round: async ({ acts, kill, meanwhile }) => {
      for (const { pause: before, act } of acts) {
        await pause(before)
        await perform(scene, act)
      }
      for (const chat of chats) await chat.catchesUp()
      const isReached = await killAt(stage, chats, kill)
      if (!isReached) count.missed++
      else if (kill.point !== null) points[kill.point] = (points[kill.point] ?? 0) + 1
      if (kill.point === 'with the database') count.databaseKills++
      doubtful.push(...(await inDoubt(place.url)))
      for (const act of meanwhile) await perform(scene, act)
      for (const chat of chats) await chat.catchesUp()
      starts.push(...(await runner.start()))
    },
    end: async () => {
      troubles.end()
      if (starts.length > SHORT) doubtful.push(...answerTooLate(scene))
      const begun = performance.now()
      const look = () => judge(scene, [...doubtful, ...troubles.doubtful])
      await within(patience, async () => ((await look()).broken.length === 0 ? true : undefined), LOOK_EVERY)
      const quiet = performance.now() - begun
      const codes = await runner.stop()
      const found = await look()
      const sorted = starts.toSorted((one, other) => one - other)
      return {
        kills: runner.killed(),
        ...{ ...count, points, ...found, quiet: Math.round(quiet), faults: troubles.struck(), chats: chats.length },
        doubtful: doubtful.length + troubles.doubtful.length,
        start: { median: at(sorted, 0.5), longest: at(sorted, 1) },
        broken: [
          ...found.broken,
          ...codes.filter((code) => code !== 0).map((code) => `the last stop ended with ${code}`),
        ],
      }
    },
    leave: () => chats.forEach(({ leaves }) => void leaves()),
  }
}

interface Scene {
  readonly stage: Stage
  readonly chats: Chat[]
  readonly troubles: Troubles
  readonly killDatabase: () => Promise<void>
}

const perform = async ({ stage, chats, troubles, killDatabase }: Scene, act: Act): Promise<void> => {
  if (act.type === 'joins') return void chats.push(join(stage, act.platform, chats.length))
  if (act.type === 'troubles') return troubles.begin(act.trouble)
  if (act.type === 'kills the database') return killDatabase()
  const chat = chats[act.chat]
  if (chat === undefined) return
  if (act.type === 'asks') {
    await chat.catchesUp()
    if (act.isLate) chat.holdsBack()
    return void chat.asks()
  }
  if (act.type === 'sends a file') return void chat.sendsFile()
  if (act.type === 'answers') return void answer(stage, chat, act.from, act.who)
  if (act.type === 'presses') return press(stage, chat, act.from, act.who, act.action)
  // What managers write once it is resolved is no answer any more: so it ends only once their words have arrived.
  if (arrivals(stage, [chat], []).broken.length > 0) return
  chat.isOver = true
  press(stage, chat, 'slack', 0, 'resolve')
}

// Longer than the program waits: 15 s for Telegram, 10 s for Slack.
const TOO_LATE = 20_000

// Both platforms take what they are told, and answer when nobody waits any more. Answers what Telegram may show once more.
const answerTooLate = ({ stage, chats }: Scene): string[] => {
  const chat = chats.findLast(({ platform, isOver }) => platform === 'telegram' && !isOver)
  const said = chat === undefined ? null : answer(stage, chat, 'slack', 0)
  if (chat === undefined || said === null) return []
  const asked = chat.asks().words
  const has =
    (words: string) =>
    ({ text }: Readonly<Record<string, unknown>>) =>
      String(text).includes(words)
  const late = [
    stage.telegram.fault({ kind: 'hang-after', method: 'sendMessage', when: has(said) }),
    stage.slack.fault({ kind: 'hang-after', method: 'chat.postMessage', when: has(asked) }),
  ]
  setTimeout(() => late.forEach(({ release }) => void release()), TOO_LATE)
  return [said]
}

const judge = async ({ stage, chats }: Scene, doubtful: readonly string[]) => {
  const arrived = arrivals(stage, chats, doubtful)
  const books = await audited(stage.place.url)
  return {
    ...{ messages: arrived.count, repeats: arrived.repeats, mails: stage.smtp.taken.length },
    files: chats.reduce((sum, { said }) => sum + said.files, 0),
    ...{ ticketChanges: books.changes, timersFired: books.timers },
    broken: [...arrived.broken, ...mailed(stage, chats), ...books.broken, ...stage.atDesk.refusals],
  }
}

const at = (sorted: readonly number[], share: number): number =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0)
