// A clock that moves only when told, for the pacer.

import type { PacingClock } from '../../src/pacing.ts'

interface Alarm {
  readonly at: number
  readonly wake: () => void
}

/** Starts at 0. `pass` moves the time on in order of the alarms set and lets promises settle after each. */
export const createFakeClock = () => {
  let time = 0
  let alarms: readonly Alarm[] = []
  const clock: PacingClock = {
    now: () => time,
    after(milliseconds, wake) {
      const alarm = { at: time + milliseconds, wake }
      alarms = [...alarms, alarm]
      return () => {
        alarms = alarms.filter((one) => one !== alarm)
      }
    },
  }
  const pass = async (milliseconds: number): Promise<void> => {
    const end = time + milliseconds
    await settled()
    for (let next = firstBy(alarms, end); next; next = firstBy(alarms, end)) {
      const due = next
      alarms = alarms.filter((one) => one !== due)
      time = Math.max(time, due.at)
      due.wake()
      await settled()
    }
    time = end
  }
  return { clock, pass, alarms: () => alarms.length }
}

const firstBy = (alarms: readonly Alarm[], end: number): Alarm | undefined =>
  alarms.filter(({ at }) => at <= end).toSorted((one, other) => one.at - other.at)[0]

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
