// When an answer can be expected, as honestly as the desk knows: its hours, how long its answers took lately, and who else waits.

import { addBusinessTime, nextOpening } from './business-time.ts'
import { byDay, whenParams } from './customer-times.ts'
import type { Say } from './decision.ts'
import { holderOf } from './holder.ts'
import { type Part, type Scene, speak, together } from './saying.ts'
import { naming } from './shown-names.ts'
import type { OpenTicket } from './types.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Nobody counts on minutes: what is told is rounded up to so many. */
const STEP = 5
/** Longer times are told in hours. */
const MOST_MINUTES = 90
/** What usually holds is told; after so many times as long it plainly did not. */
const FAR_OFF = 2
/** More than so many who came before are not counted; behind them what usually holds doesn't. */
export const MOST_AHEAD = 100

/** What a customer hears when their ticket is open; where it says how long that takes, it is looked at once more. */
export const tellExpected = (scene: Scene, ticket: string): Part => {
  const { say, params, wrongAt } = expectationOf(scene)
  const body = {
    say,
    params: { number: { numberOf: ticket }, ...placeOf(scene, scene.context.now), ...params },
  }
  const told = speak(scene, { body, ticket })
  return wrongAt === null ? told : together(told, lookAgain(ticket, byDay(scene, wrongAt)))
}

interface Expectation {
  readonly say: string
  readonly params: Readonly<Record<string, string | number>>
  /** When it has plainly not held; null where it promises no time. */
  readonly wrongAt: Date | null
}

const expectationOf = (scene: Scene): Expectation => {
  const { now, settings, usualAnswer } = scene.context
  const opens = nextOpening(now, settings)
  if (opens > now) return { say: 'customer.ticketOpenedClosed', params: whenParams(scene, opens), wrongAt: null }
  if (placeOf(scene, now).place === 'afterMany') return { say: 'customer.ticketOpenedCrowd', params: {}, wrongAt: null }
  if (usualAnswer === null) return { say: 'customer.ticketOpened', params: {}, wrongAt: null }
  const by = addBusinessTime(now, usualAnswer, settings)
  // The desk closes before: then the moment tells more than how long it takes.
  if (by.getTime() - now.getTime() > usualAnswer + MINUTE) {
    const moment = roundedUp(by)
    const wrongAt = addBusinessTime(moment, usualAnswer, settings)
    return { say: 'customer.ticketOpenedBy', params: whenParams(scene, moment), wrongAt }
  }
  const wrongAfter = (told: number): Date => addBusinessTime(now, FAR_OFF * told, settings)
  const minutes = Math.max(STEP, Math.ceil(usualAnswer / MINUTE / STEP) * STEP)
  const hours = Math.ceil(usualAnswer / HOUR)
  return minutes < MOST_MINUTES
    ? { say: 'customer.ticketOpenedMinutes', params: { count: minutes }, wrongAt: wrongAfter(minutes * MINUTE) }
    : { say: 'customer.ticketOpenedHours', params: { count: hours }, wrongAt: wrongAfter(hours * HOUR) }
}

const roundedUp = (at: Date): Date => new Date(Math.ceil(at.getTime() / (30 * MINUTE)) * 30 * MINUTE)

/** What was told has proved wrong, unless somebody has answered: the customer hears so, once, and by day. */
export const takesLonger = (scene: Scene, id: string): Part => {
  const { now } = scene.context
  const ticket = scene.state.tickets.find((one) => one.id === id)
  if (ticket === undefined || ticket.answeredAt !== null) return {}
  if (ticket.status !== 'new' && ticket.status !== 'claimed') return {}
  const at = byDay(scene, now)
  return at > now ? lookAgain(id, at) : speak(scene, { body: lateWords(scene, ticket), ticket: id })
}

const lookAgain = (ticket: string, at: Date): Part => ({ timers: [{ at, subject: { kind: 'expected', ticket } }] })

const lateWords = (scene: Scene, ticket: OpenTicket): Say => {
  const { number } = ticket
  const holder = holderOf(ticket)
  return holder === null
    ? { say: 'customer.takesLonger', params: { number, ...placeOfTicket(scene, ticket) } }
    : naming(scene.context.settings, 'customer.takesLongerHeld', holder.name, { number })
}

/** As parameters of words that say `$t(customer.inQueue)`. */
interface Place {
  readonly place: 'unsaid' | 'after' | 'afterMany'
  readonly ahead: number
}

/** How many tickets that nobody has come before one; unsaid where that is none, and of one that is put off. */
export const placeOfTicket = (scene: Scene, { status, openedAt }: OpenTicket): Place =>
  status === 'new' ? placeOf(scene, openedAt) : { place: 'unsaid', ahead: 0 }

const placeOf = ({ state: { queue } }: Scene, openedAt: Date): Place => {
  const ahead = queue?.filter((at) => at < openedAt).length ?? 0
  if (ahead > MOST_AHEAD) return { place: 'afterMany', ahead: MOST_AHEAD }
  return { place: ahead === 0 ? 'unsaid' : 'after', ahead }
}
