// The script of a run: who says what, what goes wrong and when the program is killed. All of it is drawn from the seed before anything begins.

import { type Chance, createChance } from '../stories/chance.ts'
import { drawTrouble, type Trouble } from './troubles.ts'

export const PLATFORMS = ['telegram', 'slack', 'web'] as const
export type Platform = (typeof PLATFORMS)[number]

/** A moment of a kill that is looked for; any other kill comes after a drawn pause. */
export const KILL_POINTS = [
  'before a send to Telegram',
  'after a send to Telegram, before its receipt',
  'before a post to Slack',
  'after a post to Slack, before its receipt',
  'after the commit, before Telegram’s confirmation',
  'after the commit, before Slack’s ack',
  'after the commit, before the web’s answer',
  'during a timer',
  'while it starts',
  'with the database',
] as const
export type KillPoint = (typeof KILL_POINTS)[number]

/** One thing that happens. `chat` counts the customers in the order of their coming. */
export type Act =
  | { readonly type: 'joins'; readonly platform: Platform }
  /** `isLate` where others' words come before it, though they were written after it. */
  | { readonly type: 'asks'; readonly chat: number; readonly isLate: boolean }
  | { readonly type: 'answers'; readonly chat: number; readonly from: 'slack' | 'desk'; readonly who: number }
  | {
      readonly type: 'presses'
      readonly chat: number
      readonly from: 'slack' | 'desk'
      readonly who: number
      readonly action: 'claim' | 'release'
    }
  | { readonly type: 'sends a file'; readonly chat: number }
  | { readonly type: 'resolves'; readonly chat: number }
  | { readonly type: 'troubles'; readonly trouble: Trouble }
  | { readonly type: 'kills the database' }

export interface Kill {
  /** Null for a kill after the pause alone. */
  readonly point: KillPoint | null
  /** Milliseconds behind the last act. */
  readonly pause: number
  /** Whose words are used to reach the point, by platform. */
  readonly chats: Readonly<Record<Platform, number>>
  /** The processes that are killed. */
  readonly victims: readonly number[]
}

export interface Round {
  /** Each with the pause before it, in milliseconds. */
  readonly acts: readonly { readonly pause: number; readonly act: Act }[]
  readonly kill: Kill
  /** What happens while nothing runs. */
  readonly meanwhile: readonly Act[]
}

export interface Script {
  /** Which of the statements that make tables the first start is killed in, as a share of all. */
  readonly migration: number
  readonly rounds: readonly Round[]
}

const AT_FIRST: readonly Platform[] = ['telegram', 'slack', 'web', 'telegram', 'slack']
const MOST_CHATS = 7
const ROUNDS_FOR_ANOTHER = 8
const DATABASE_KILLS = 1 / 10
const FILES = 1 / 3
const LONGEST_PAUSE = 60
const LATEST_KILL = 400

/** Draws a script with so many kills, for a desk of so many processes. */
export const drawScript = (seed: number, kills: number, processes = 1): Script => {
  const chance = createChance(seed)
  // Drawn apart, so that the same is said and fails whatever the number of processes.
  const ofVictims = createChance(seed + 1)
  const all = Array.from({ length: processes }, (_, n) => n)
  const ofFiles = createChance(seed + 2)
  const drawVictims = () => shuffled(ofVictims, all).slice(0, 1 + within(ofVictims, processes))
  const cast: Cast = { open: [], come: [] }
  const points = drawPoints(chance, kills)
  const migration = within(chance, 1_000) / 1_000
  return {
    migration,
    rounds: points.map((point, n) => withFile(ofFiles, drawRound(chance, cast, { n, point, victims: drawVictims() }))),
  }
}

interface Cast {
  /** Those whom managers answer. */
  readonly open: number[]
  readonly come: Platform[]
}

// Every other kill comes at its own time; between them the points take turns, shuffled.
const drawPoints = (chance: Chance, kills: number): (KillPoint | null)[] => {
  const drawn: (KillPoint | null)[] = []
  while (drawn.length < kills) drawn.push(...shuffled(chance, KILL_POINTS).flatMap((point) => [point, null]))
  return drawn.slice(0, kills)
}

// In every third round or so somebody on Telegram sends a file, just before the kill.
const withFile = (chance: Chance, round: Round): Round => {
  if (!chance.happens(FILES)) return round
  const act = { type: 'sends a file', chat: round.kill.chats.telegram } as const
  return { ...round, acts: [...round.acts, { act, pause: within(chance, LONGEST_PAUSE) }] }
}

interface Drawn {
  readonly n: number
  readonly point: KillPoint | null
  readonly victims: readonly number[]
}

const drawRound = (chance: Chance, cast: Cast, { n, point, victims }: Drawn): Round => {
  const before = [...cast.open]
  const another = n % ROUNDS_FOR_ANOTHER === 0 ? [chance.pick(PLATFORMS)] : []
  const coming = n === 0 ? AT_FIRST : another
  const joins = coming.map((platform): Act => ({ type: 'joins', platform }))
  const resolves = coming.length + before.length > MOST_CHATS ? [retire(chance, cast)] : []
  const talking = before.filter((chat) => cast.open.includes(chat))
  const talk = Array.from({ length: 4 + within(chance, 6) }, () => drawAct(chance, cast, talking)).flat()
  for (const platform of coming) cast.open.push(cast.come.push(platform) - 1)
  const acts = [...joins, ...resolves, ...talk].map((act) => ({ act, pause: within(chance, LONGEST_PAUSE) }))
  const meanwhile = Array.from({ length: within(chance, 4) }, () => drawWords(chance, cast, talking)).flat()
  const kill = { point, victims, pause: within(chance, LATEST_KILL), chats: drawChats(chance, cast) }
  return { acts, kill, meanwhile }
}

const retire = (chance: Chance, cast: Cast): Act => {
  // One of each platform stays, so that every kill point finds somebody.
  const spare = cast.open.filter((chat) =>
    cast.open.some((other) => other > chat && cast.come[other] === cast.come[chat]),
  )
  const chat = chance.pick(spare)
  cast.open.splice(cast.open.indexOf(chat), 1)
  return { type: 'resolves', chat }
}

const drawAct = (chance: Chance, cast: Cast, talking: readonly number[]): Act[] => {
  if (chance.happens(0.2)) return [{ type: 'troubles', trouble: drawTrouble(chance) }]
  if (chance.happens(DATABASE_KILLS / 6)) return [{ type: 'kills the database' }]
  if (talking.length === 0 || chance.happens(0.8)) return drawWords(chance, cast, talking)
  const action = chance.pick(['claim', 'release'] as const)
  return [
    {
      type: 'presses',
      chat: chance.pick(talking),
      from: chance.pick(['slack', 'desk'] as const),
      who: within(chance, 2),
      action,
    },
  ]
}

const drawWords = (chance: Chance, cast: Cast, talking: readonly number[]): Act[] => {
  if (talking.length === 0) return []
  if (chance.happens(0.4))
    return [
      {
        type: 'answers',
        chat: chance.pick(talking),
        from: chance.happens(0.7) ? 'slack' : 'desk',
        who: within(chance, 2),
      },
    ]
  // Now and then somebody whose ticket is resolved writes again, which reopens it.
  const everybody = cast.come.map((_, chat) => chat).slice(0, Math.max(...talking) + 1)
  const chat = chance.happens(0.1) ? chance.pick(everybody) : chance.pick(talking)
  return [{ type: 'asks', chat, isLate: chance.happens(0.15) }]
}

const drawChats = (chance: Chance, cast: Cast): Kill['chats'] => {
  const one = (platform: Platform): number => chance.pick(cast.open.filter((chat) => cast.come[chat] === platform))
  return { telegram: one('telegram'), slack: one('slack'), web: one('web') }
}

/** A whole number from 0 to below `most`. */
const within = (chance: Chance, most: number): number => chance.pick(Array.from({ length: most }, (_, n) => n))

const shuffled = <Value>(chance: Chance, values: readonly Value[]): Value[] => {
  const left = [...values]
  return values.map(() => {
    const drawn = chance.pick(left)
    left.splice(left.indexOf(drawn), 1)
    return drawn
  })
}
