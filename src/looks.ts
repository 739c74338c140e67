// What the watchdog, /readyz and the metrics look at beside the channels: the disk, what waits to be said, and jobs.

import type { Channel } from './channel.ts'
import { FAILURES_IN_A_ROW, isNearlyFull, jobQueues, LONGEST_WAIT, outlets, type ProblemName } from './core/problems.ts'
import type { Outlet } from './core/types.ts'
import type { Database } from './database/client.ts'
import { diskOf, fullness } from './disk.ts'
import type { Checks } from './http/health.ts'
import type { Mailing } from './jobs/mail.ts'
import type { Streaks } from './jobs/streaks.ts'
import type { Findings, Found } from './jobs/watchdog.ts'
import type { ModelHealth } from './llm/health.ts'
import { readWaitingOutbox } from './reading/waiting.ts'

interface Parts {
  readonly db: Database
  readonly channels: readonly Pick<Channel, 'name' | 'health'>[]
  /** Null where no mail is configured. */
  readonly mail: Pick<Mailing, 'health'> | null
  /** Null where no language model is configured. */
  readonly model: Pick<ModelHealth, 'fault'> | null
  /** Where the desk keeps its data. */
  readonly dataDir: string
  readonly streaks: Pick<Streaks, 'failures'>
}

export interface Looks {
  /** Everything at once; what can't be told just now is left out. */
  see(standing: ReadonlySet<string>): Promise<Findings>
  /** What is beside the channels, for /readyz: customers are served all the same. */
  readonly asides: Checks
}

type Entry = readonly [ProblemName, Found | null]

/** Makes the looks. */
export const createLooks = (parts: Parts): Looks => {
  const wellOrNot = (entries: readonly Entry[]): string | null =>
    entries.flatMap(([, found]) => (found === null ? [] : [found.reason]))[0] ?? null
  const mail = parts.mail === null ? {} : { mail: async () => parts.mail?.health() ?? null }
  return {
    see: async (standing) => {
      const byOutlet = outletsOf(parts)
      const ill = new Set(byOutlet.flatMap(([name, found]) => (found === null ? [] : [name])))
      const outbox = (await outboxOf(parts)).filter(([name]) => !isOf(name, ill))
      const disk = await diskFound(parts, standing.has('disk'))
      return new Map([...byOutlet, ...disk, ...outbox, ...jobsOf(parts), ...modelOf(parts)])
    },
    asides: {
      ...mail,
      disk: async () => wellOrNot(await diskFound(parts, false)),
      // Where the database is away, its own check says so.
      outbox: () => outboxOf(parts).then(wellOrNot, () => null),
      jobs: async () => wellOrNot(jobsOf(parts)),
      ...(parts.model === null ? {} : { model: async () => wellOrNot(modelOf(parts)) }),
    },
  }
}

// What waits for an outlet that doesn't work is no problem of its own.
const isOf = (name: ProblemName, ill: ReadonlySet<string>): boolean => ill.has(name.slice(name.indexOf('.') + 1))

// One that is not configured has no problem, whatever it had before.
const outletsOf = ({ channels, mail }: Parts): Entry[] => {
  const found = new Map<Outlet, Found | null>(
    channels.map(({ name, health }) => {
      const fault = health?.() ?? null
      return [name, fault === null ? null : { kind: fault.kind, reason: fault.words }]
    }),
  )
  const words = mail?.health() ?? null
  if (words !== null) found.set('mail', { kind: 'mail', reason: words })
  return outlets.map((name) => [name, found.get(name) ?? null])
}

const diskFound = async ({ dataDir }: Parts, wasFull: boolean): Promise<Entry[]> => {
  const disk = await diskOf(dataDir)
  if (disk === null) return []
  const isFull = isNearlyFull(disk.free, disk.total, wasFull)
  return [['disk', isFull ? { kind: 'disk', reason: `disk: ${fullness(disk)} where DATA_DIR lies` } : null]]
}

const outboxOf = async ({ db }: Parts): Promise<Entry[]> => {
  const oldest = new Map((await readWaitingOutbox(db)).map((row) => [row.outlet, row] as const))
  return outlets.map((name) => {
    const row = oldest.get(name)
    if (row === undefined || row.oldestSeconds <= LONGEST_WAIT) return [`outbox.${name}`, null]
    const minutes = Math.round(row.oldestSeconds / 60)
    return [
      `outbox.${name}`,
      { kind: 'outbox', reason: `${name}: ${row.waiting} wait to be said, the oldest for ${minutes} minutes` },
    ]
  })
}

// One that is configured no more has no problem, whatever it had before.
const modelOf = ({ model }: Parts): Entry[] => {
  const reason = model?.fault() ?? null
  return [['model', reason === null ? null : { kind: 'model', reason }]]
}

// A queue of which nothing has run since the start is neither well nor ill.
const jobsOf = ({ streaks }: Parts): Entry[] =>
  jobQueues.flatMap((queue): Entry[] => {
    const failures = streaks.failures(queue)
    if (failures === null) return []
    const isIll = failures >= FAILURES_IN_A_ROW
    return [
      [`jobs.${queue}`, isIll ? { kind: 'jobs', reason: `jobs: ${queue} failed ${failures} times in a row` } : null],
    ]
  })
