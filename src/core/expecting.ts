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

/** What a customer hears when their ticket is open, and when that will have proved wrong. */
export const tellExpected = (scene: Scene, ticket: string): Part => {
  const { now, settings, usualAnswer } = scene.context
  const isClosed = nextOpening(now, settings) > now
  const told = speak(scene, { body: received(scene, ticket), ticket })
  if (isClosed || usualAnswer === null) return told
  const at = byDay(scene, addBusinessTime(now, Math.max(FAR_OFF * usualAnswer, STEP * MINUTE), settings))
  return together(told, lookAgain(ticket, at))
}

const received = (scene: Scene, ticket: string): Say => {
  const { now, settings, usualAnswer } = scene.context
  const params = { number: { numberOf: ticket }, ...placeOf(scene, now) }
  const opens = nextOpening(now, settings)
  if (opens > now) return { say: 'customer.ticketOpenedClosed', params: { ...params, ...whenParams(scene, opens) } }
  if (usualAnswer === null) return { say: 'customer.ticketOpened', params }
  const by = addBusinessTime(now, usualAnswer, settings)
  // The desk closes before: then the moment tells more than how long it takes.
  if (by.getTime() - now.getTime() > usualAnswer + MINUTE) {
    return { say: 'customer.ticketOpenedBy', params: { ...params, ...whenParams(scene, roundedUp(by)) } }
  }
  const minutes = Math.max(STEP, Math.ceil(usualAnswer / MINUTE / STEP) * STEP)
  return minutes < MOST_MINUTES
    ? { say: 'customer.ticketOpenedMinutes', params: { ...params, count: minutes } }
    : { say: 'customer.ticketOpenedHours', params: { ...params, count: Math.ceil(usualAnswer / HOUR) } }
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
  const { number, openedAt } = ticket
  const holder = holderOf(ticket)
  return holder === null
    ? { say: 'customer.takesLonger', params: { number, ...placeOf(scene, openedAt) } }
    : naming(scene.context.settings, 'customer.takesLongerHeld', holder.name, { number })
}

/** The place in the queue of what was opened then, for words that say `$t(customer.place.{{place}}, {"count": {{ahead}}})`. */
export const placeOf = (
  { state: { queue } }: Scene,
  openedAt: Date,
): { readonly place: 'next' | 'after' | 'afterMany'; readonly ahead: number } => {
  const ahead = queue.filter((at) => at < openedAt).length
  if (ahead === MOST_AHEAD) return { place: 'afterMany', ahead }
  return { place: ahead === 0 ? 'next' : 'after', ahead }
}

/** More than so many are not counted. */
export const MOST_AHEAD = 100
