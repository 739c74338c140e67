// When an answer can be expected, as honestly as the desk knows: its hours, and how long its answers took lately.

import { addBusinessTime, nextOpening } from './business-time.ts'
import { whenParams } from './customer-times.ts'
import type { Say } from './decision.ts'
import type { Scene } from './saying.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Nobody counts on minutes: what is told is rounded up to so many. */
const STEP = 5
/** Longer times are told in hours. */
const MOST_MINUTES = 90

/** What a customer hears when their ticket is open. */
export const received = (scene: Scene, ticket: string): Say => {
  const { now, settings, usualAnswer } = scene.context
  const number = { numberOf: ticket }
  const opens = nextOpening(now, settings)
  if (opens > now) return { say: 'customer.ticketOpenedClosed', params: { number, ...whenParams(scene, opens) } }
  if (usualAnswer === null) return { say: 'customer.ticketOpened', params: { number } }
  const by = addBusinessTime(now, usualAnswer, settings)
  // The desk closes before: then the moment tells more than how long it takes.
  if (by.getTime() - now.getTime() > usualAnswer + MINUTE) {
    return { say: 'customer.ticketOpenedBy', params: { number, ...whenParams(scene, roundedUp(by)) } }
  }
  const minutes = Math.max(STEP, Math.ceil(usualAnswer / MINUTE / STEP) * STEP)
  return minutes < MOST_MINUTES
    ? { say: 'customer.ticketOpenedMinutes', params: { number, count: minutes } }
    : { say: 'customer.ticketOpenedHours', params: { number, count: Math.ceil(usualAnswer / HOUR) } }
}

const roundedUp = (at: Date): Date => new Date(Math.ceil(at.getTime() / (30 * MINUTE)) * 30 * MINUTE)
