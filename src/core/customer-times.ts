// Moments as a customer knows them: by their own clock where it is known, else by the desk's, and in their language.

import { DateTime, IANAZone } from 'luxon'
import type { Scene } from './saying.ts'

/** Words about it can wait from here on, until the morning: hours of the customer's clock. */
const NIGHT = { from: 22, to: 8 } as const

const zoneOf = ({ state, context }: Scene): string => {
  const { timeZone } = state.conversation
  return timeZone !== null && IANAZone.isValidZone(timeZone) ? timeZone : context.settings.timeZone
}

/** The moment itself, or where it is the customer's night the morning after it. */
export const byDay = (scene: Scene, at: Date): Date => {
  const there = DateTime.fromJSDate(at, { zone: zoneOf(scene) })
  if (there.hour >= NIGHT.to && there.hour < NIGHT.from) return at
  const morning = there.hour < NIGHT.to ? there : there.plus({ days: 1 })
  return morning.set({ hour: NIGHT.to, minute: 0, second: 0, millisecond: 0 }).toJSDate()
}

/** A moment as parameters of words that say `$t(customer.when.{{day}})`. */
export const whenParams = (
  scene: Scene,
  at: Date,
): { readonly day: 'today' | 'tomorrow' | 'later'; readonly date: string; readonly time: string } => {
  const zone = zoneOf(scene)
  const there = DateTime.fromJSDate(at, { zone }).setLocale(scene.state.conversation.locale)
  const today = DateTime.fromJSDate(scene.context.now, { zone })
  return {
    day: dayOf(there, today),
    date: there.toLocaleString({ weekday: 'long', day: 'numeric', month: 'long' }),
    // They may live elsewhere: whose time it is stands beside it.
    time: there.toLocaleString({ ...DateTime.TIME_24_SIMPLE, timeZoneName: 'short' }),
  }
}

const dayOf = (there: DateTime, today: DateTime): 'today' | 'tomorrow' | 'later' => {
  if (there.hasSame(today, 'day')) return 'today'
  return there.hasSame(today.plus({ days: 1 }), 'day') ? 'tomorrow' : 'later'
}
