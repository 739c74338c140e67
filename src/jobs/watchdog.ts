// Looks for what whoever runs the desk has to know of, and brings it to the engine, which tells each problem once, and once more when it is over.

import type { Logger } from 'pino'
import type { Receive } from '../channel.ts'
import {
  isNews,
  isOver,
  type ProblemKind,
  type ProblemName,
  QUIET,
  type StandingProblem,
  type Way,
} from '../core/problems.ts'
import type { Database } from '../database/client.ts'

/** What is wrong, in words for the operator. */
export interface Found {
  readonly kind: ProblemKind
  readonly reason: string
}

/** What a look found of each thing that it could look at: null where it is well. */
export type Findings = ReadonlyMap<ProblemName, Found | null>

interface Parts {
  /** Looks at everything; told what stands as a problem. */
  readonly see: (standing: ReadonlySet<string>) => Promise<Findings>
  readonly db: Pick<Database, 'problem'>
  readonly receive: Receive
  readonly log: Pick<Logger, 'warn'>
  /** Milliseconds of the wall clock. */
  readonly now: () => number
}

export interface Watchdog {
  /** Looks once. Never rejects: what could not be told is told at a later look. */
  look(): Promise<void>
  /** Begins to look every few seconds; the answer ends it. */
  start(): () => Promise<void>
}

const LOOK_EVERY = 5_000

/** Makes the watch. What stands is known by the database alone, so that several processes, and a restart, make one problem of one. */
export const createWatchdog = (parts: Parts): Watchdog => {
  let began: number | null = null
  let isFailing = false
  const look = async (): Promise<void> => {
    const now = parts.now()
    began ??= now
    try {
      // What went wrong before a start may take a moment to show again.
      await lookOnce(parts, new Date(now), now - began >= QUIET)
      isFailing = false
    } catch (error) {
      if (!isFailing) parts.log.warn({ err: error }, 'problems can neither be looked for nor told; trying again')
      isFailing = true
    }
  }
  return { look, start: () => every(LOOK_EVERY, look) }
}

const lookOnce = async ({ see, db, receive }: Parts, at: Date, mayEnd: boolean): Promise<void> => {
  const rows = await db.problem.findMany()
  const standing = new Map(rows.map(({ name, since, seenAt, told }) => [name, { since, seenAt, told: wayOf(told) }]))
  const key = (problem: ProblemName, what: string): string => `problem:${problem}:${what}:${at.getTime()}`
  const tell = async (problem: ProblemName, found: Found | null): Promise<void> => {
    const stands: StandingProblem | null = standing.get(problem) ?? null
    if (found !== null) {
      const event = { type: 'ProblemSeen', problem, ...found, at } as const
      if (isNews(stands, at)) await receive({ key: key(problem, 'seen'), at, event })
    } else if (stands !== null && mayEnd && isOver(stands, at)) {
      await receive({ key: key(problem, 'gone'), at, event: { type: 'ProblemGone', problem, at } })
    }
  }
  // One after another, since where one is told depends on those before it; one that can't be told keeps no other from it.
  const failures: unknown[] = []
  for (const [problem, found] of await see(new Set(standing.keys())))
    await tell(problem, found).catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw failures[0]
}

const wayOf = (told: string | null): Way | null =>
  told === 'staffChannel' || told === 'mail' || told === 'log' ? told : null

const every = (milliseconds: number, look: () => Promise<void>): (() => Promise<void>) => {
  let looking: Promise<void> | null = null
  const timer = setInterval(() => {
    looking ??= look().finally(() => {
      looking = null
    })
  }, milliseconds)
  return async () => {
    clearInterval(timer)
    await looking
  }
}
