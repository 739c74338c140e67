// A period in parts in which a time zone's clocks are not changed, so that SQL tells the time there, whatever zones its server knows.

import { IANAZone } from 'luxon'
import type { Period } from './period.ts'

const MINUTE = 60_000
const DAY = 86_400_000

export interface ClockSpan {
  readonly begin: Date
  /** How many minutes the clocks are ahead of UTC. */
  readonly ahead: number
}

/** The parts in order, of `zone`, an IANA time zone; the first one begins with the period. */
export const clockSpansOf = ({ from, to }: Period, zone: string): readonly ClockSpan[] => {
  const rules = IANAZone.create(zone)
  const ahead = (at: number): number => rules.offset(at)
  const spans: ClockSpan[] = [{ begin: from, ahead: ahead(from.getTime()) }]
  for (let at = from.getTime(); at < to.getTime(); at += DAY) {
    const end = Math.min(at + DAY, to.getTime())
    if (ahead(end) === ahead(at)) continue
    spans.push({ begin: new Date(changeBetween(at, end, ahead)), ahead: ahead(end) })
  }
  return spans
}

// Clocks are changed on a minute, and once a day at most.
const changeBetween = (from: number, to: number, ahead: (at: number) => number): number => {
  let [before, after] = [from, to]
  while (after - before > MINUTE) {
    const middle = before + Math.floor((after - before) / MINUTE / 2) * MINUTE
    if (ahead(middle) === ahead(from)) before = middle
    else after = middle
  }
  return after
}
