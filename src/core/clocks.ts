// How a ticket's time is counted: in business time, from its opening or its last reopening, and not while it is put off.

import { addBusinessTime, businessTimeBetween } from './business-time.ts'
import type { Change } from './decision.ts'
import { change, type Part, type Scene, together } from './saying.ts'
import type { Settings } from './settings.ts'
import type { Priority, Ticket } from './types.ts'

export interface Clock {
  /** From when it counts. */
  readonly from: Date
  /** For how much business time since then it stood still, in milliseconds. */
  readonly paused: number
  /** Since when it stands still; null while it runs. */
  readonly stoppedAt: Date | null
  /** What was told because of it. */
  readonly told: readonly Alarm[]
}

/** What can become due: `Warning` some time before, `Breach` when it is. */
export type Alarm = 'firstWarning' | 'firstBreach' | 'resolutionWarning' | 'resolutionBreach'

/** When the first answer and the resolution are due; null where neither is promised. */
export interface Due {
  readonly first: Date | null
  readonly resolution: Date | null
}

/** What is promised for a priority, as a share of what is promised for a normal one. */
const SHARES: Readonly<Record<Priority, number>> = { urgent: 0.25, high: 0.5, normal: 1, low: 2 }

/** How much of the time has passed when its end is warned of. */
const WARNING = 0.75

/** The clock of a ticket that begins now. */
export const newClock = (from: Date): Clock => ({ from, paused: 0, stoppedAt: null, told: [] })

/** When a ticket is due, unless it is put off meanwhile. */
export const dueOf = (clock: Clock, priority: Priority, settings: Settings): Due => {
  const at = atShare(clock, priority, settings)
  return { first: at(settings.slaFirstResponse, 1), resolution: at(settings.slaResolution, 1) }
}

/** All that can be told of a clock that runs, and when, the earliest first; what is answered needs no first answer. */
export const alarmsOf = (
  { clock, priority, answered }: Standing,
  settings: Settings,
): readonly { readonly alarm: Alarm; readonly at: Date }[] => {
  const at = atShare(clock, priority, settings)
  const [first, resolution] = [answered ? 0 : settings.slaFirstResponse, settings.slaResolution]
  const all: readonly (readonly [Alarm, Date | null])[] = [
    ['firstWarning', at(first, WARNING)],
    ['firstBreach', at(first, 1)],
    ['resolutionWarning', at(resolution, WARNING)],
    ['resolutionBreach', at(resolution, 1)],
  ]
  return all
    .flatMap(([alarm, moment]) => (moment === null ? [] : [{ alarm, at: moment }]))
    .toSorted((one, other) => one.at.getTime() - other.at.getTime())
}

const atShare =
  ({ from, paused }: Clock, priority: Priority, settings: Settings) =>
  (promised: number, share: number): Date | null =>
    promised <= 0 ? null : addBusinessTime(from, Math.round(promised * SHARES[priority] * share) + paused, settings)

/** What a clock depends on. */
export interface Standing {
  readonly clock: Clock
  readonly priority: Priority
  readonly answered: boolean
}

/** How a ticket stands. */
export const standingOf = ({ clock, priority, answeredAt }: Ticket): Standing => ({
  clock,
  priority,
  answered: answeredAt !== null,
})

/** Sets the timer for what is to be told next of a clock; none where it stands still, or nothing is left to tell. */
export const lookAgain = ({ context: { settings } }: Scene, ticket: string, standing: Standing): Part => {
  if (standing.clock.stoppedAt !== null) return {}
  const next = alarmsOf(standing, settings).find(({ alarm }) => !standing.clock.told.includes(alarm))
  return next === undefined ? {} : { timers: [{ at: next.at, subject: { kind: 'clock', ticket } }] }
}

/** Whatever a decision changes at tickets, their clocks are set by it: they stop, run on, begin anew or count faster. */
export const keepClocks = (scene: Scene, part: Part): Part => {
  const changes = part.changes ?? []
  const set = scene.state.tickets.map((ticket) => {
    const theirs = changes.filter((one) => 'ticket' in one && one.ticket === ticket.id)
    return setClock(scene, ticket, theirs)
  })
  return set.every((one) => one === null) ? part : together(part, ...set.filter((one) => one !== null))
}

const setClock = (scene: Scene, ticket: Ticket, changes: readonly Change[]): Part | null => {
  const { now, settings } = scene.context
  const before = standingOf(ticket)
  const after = changes.reduce((standing, one) => affected(standing, one, now, settings), before)
  if (after === before) return null
  // What was told and is true no more is to be told again once it is.
  const passed = alarmsOf(after, settings).filter(({ at }) => at <= now)
  const told = after.clock.told.filter((alarm) => passed.some((one) => one.alarm === alarm))
  const clock = after.clock.stoppedAt === null ? { ...after.clock, told } : after.clock
  const isOver = changes.some(({ type }) => type === 'ResolveTicket' || type === 'MergeTicket')
  return together(
    change({ type: 'SetClock', ticket: ticket.id, clock, due: dueOf(clock, after.priority, settings) }),
    isOver ? {} : lookAgain(scene, ticket.id, { ...after, clock }),
  )
}

const affected = (standing: Standing, one: Change, now: Date, settings: Settings): Standing => {
  switch (one.type) {
    case 'AwaitCustomer':
    case 'SnoozeTicket':
      return standing.clock.stoppedAt === null
        ? { ...standing, clock: { ...standing.clock, stoppedAt: now } }
        : standing
    case 'ClaimTicket':
    case 'AssignTicket':
    case 'ReleaseTicket':
    case 'ResumeTicket':
    case 'ResolveTicket':
    case 'MergeTicket':
      return runsOn(standing, now, settings)
    case 'ReopenTicket':
      return { ...standing, clock: newClock(now) }
    case 'SetPriority':
      return { ...standing, priority: one.priority }
    // Whether another reply is left is known only where they are stored: at worst a look is one too many.
    case 'ReviewAnswer':
      return { ...standing, answered: false }
    default:
      return standing
  }
}

const runsOn = (standing: Standing, now: Date, settings: Settings): Standing => {
  const { clock } = standing
  if (clock.stoppedAt === null) return standing
  const paused = clock.paused + businessTimeBetween(clock.stoppedAt, now, settings)
  return { ...standing, clock: { ...clock, paused, stoppedAt: null } }
}
