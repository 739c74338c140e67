// What whoever runs the desk has to know of: when a problem is told, when it is over, and where it can be read meanwhile.

import type { ChannelName, Outlet } from './types.ts'

/** What keeps a channel from working. */
export type ChannelAilment =
  /** The platform refuses the desk's token. */
  | 'token'
  /** The staff's channel is gone or archived, or the bot is not in it. */
  | 'staffChannel'
  /** Somebody else uses the same token. */
  | 'shared'
  /** Something in the platform's app or in the configuration is missing. */
  | 'setUp'
  | 'unreachable'

export type ProblemKind = ChannelAilment | 'mail' | 'disk' | 'outbox' | 'jobs' | 'model'

/** What a problem is with; there is one at a time for each. */
export type ProblemName = Outlet | 'disk' | 'model' | `outbox.${Outlet}` | `jobs.${JobQueue}`

export const jobQueues = ['timer', 'prune', 'learn', 'report', 'retention'] as const
export type JobQueue = (typeof jobQueues)[number]

/** All of them: a list could lack one unnoticed, a record can’t; Object.keys only forgets which keys they are. */
export const outlets = Object.keys({ telegram: 0, slack: 0, web: 0, mail: 0 } satisfies Record<
  Outlet,
  0
>) as readonly Outlet[]

/** Where something is told: in the staff's channel, by mail to the staff, or in the log, where neither can be. */
export type Way = 'staffChannel' | 'mail' | 'log'

/** A problem that stands, whoever saw it. */
export interface StandingProblem {
  readonly since: Date
  /** When somebody last saw it. */
  readonly seenAt: Date
  /** Null until it was told. */
  readonly told: Way | null
}

/** A problem is told once it has stood so long, in milliseconds: a new connection, a deploy or a burst takes less. */
const LASTS = 60_000
/** And is over once nobody has seen it for so long: what is refused is tried again each half minute, and a channel may say for a minute that all is well before its next failure. */
export const QUIET = 120_000
/** So often one that stands is noted as seen, in milliseconds: well within `QUIET`, so that no process ends what another one sees. */
const NOTED = 30_000

/** Whether it has to be told at this moment, by how it stands there. */
export const isToBeTold = ({ told, since }: StandingProblem, at: Date): boolean =>
  (told === null || told === 'log') && at.getTime() - since.getTime() >= LASTS

/** Whether it is over. */
export const isOver = ({ seenAt }: StandingProblem, at: Date): boolean => at.getTime() - seenAt.getTime() >= QUIET

/** Whether whoever sees it has to say so: it is new, has not been told, or nobody has said so for a while. */
export const isNews = (standing: StandingProblem | null, at: Date): boolean =>
  standing === null ||
  (standing.told === null && isToBeTold(standing, at)) ||
  at.getTime() - standing.seenAt.getTime() >= NOTED

/** How many minutes it was there, 1 at least. */
export const minutesOf = ({ since, seenAt }: StandingProblem): number =>
  Math.max(1, Math.round((seenAt.getTime() - since.getTime()) / 60_000))

interface Ways {
  /** Null where the staff has its desk pages alone. */
  readonly staffChannel: ChannelName | null
  readonly isMailRead: boolean
  /** By what nothing can be said now. */
  readonly shut: ReadonlySet<string>
  /** Of which problem the beginning is told; null for an end. */
  readonly begins: ProblemName | null
  /** Where its beginning was told; null for a beginning. */
  readonly before: Way | null
}

/** Whether nothing can be said by what has a problem of this kind: less, such as a scope that reactions lack, leaves the way open. */
export const shuts = (kind: ProblemKind): boolean =>
  kind === 'token' || kind === 'staffChannel' || kind === 'unreachable' || kind === 'mail'

/**
 * Where a problem, or its end, is told: in the staff's channel before mail, an end where its beginning was, and never by what doesn't work itself.
 * That words wait for an outlet is told by the other one; it may be one customer's chat alone, which closes nothing for other problems.
 */
export const wayTo = ({ staffChannel, isMailRead, shut, begins, before }: Ways): Way => {
  const works = (outlet: Outlet): boolean => !shut.has(outlet) && begins !== `outbox.${outlet}`
  const open: Way[] = []
  if (staffChannel !== null && works(staffChannel)) open.push('staffChannel')
  if (isMailRead && works('mail')) open.push('mail')
  return open.find((way) => way === before) ?? open[0] ?? 'log'
}

const GB = 1024 ** 3
// PostgreSQL may fill 1 GB with its journal at once (max_wal_size), and stops where it can't: twice that is left to act in. Of a small disk a twentieth.
const LEAST_FREE = 2 * GB
const LEAST_SHARE = 0.05
/** A disk that filled up is well only with so much more, so that it doesn't come and go. */
const MORE = 1.25

/** Whether a disk with so many bytes is nearly full; `wasFull` where it was at the last look. */
export const isNearlyFull = (free: number, total: number, wasFull: boolean): boolean =>
  free < Math.min(LEAST_FREE, total * LEAST_SHARE) * (wasFull ? MORE : 1)

/** Something that has waited to be said for more seconds than this is a problem; docs/alerts.yml says the same. */
export const LONGEST_WAIT = 300

/** So many failures of a job in a row are no chance. */
export const FAILURES_IN_A_ROW = 3
