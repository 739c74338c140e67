// How long whoever asks for figures waits, beside the same on a small desk.

import { openDatabase } from '../../src/database/client.ts'
import { createWords } from '../../src/locales/words.ts'
import { readDivided } from '../../src/reading/divided.ts'
import { pictureLook } from '../../src/reports/charts/look.ts'
import { pngOf } from '../../src/reports/charts/png.ts'
import { volumeChart } from '../../src/reports/charts/volume.ts'
import { type Counting, createCounting, readReport } from '../../src/reports/figures.ts'
import { type Period, readPeriod } from '../../src/reports/period.ts'
import { volumeByDay } from '../../src/reports/volume-by-day.ts'
import { businessHours } from '../../src/setting-values.ts'
import { quantile } from './figure.ts'

const zone = 'Europe/Bucharest'
const opening = { timeZone: zone, businessHours: businessHours('Mon-Fri 09:00-18:00'), holidays: [] }
const SAMPLES = 9
const words = createWords()

/** Milliseconds, each of the middle one of some tries: `first` is the very first try, of a program that has just begun. */
export interface FigureTimes {
  readonly first: number
  readonly week: number
  readonly month: number
  readonly monthByManager: number
  readonly chart: number
}

/** Asks for figures of the days up to the ticket with the number `last` at `url`, as a desk with business hours does. */
export const figureTimes = async (url: string, last: number): Promise<FigureTimes> => {
  const db = openDatabase(url)
  try {
    const { openedAt: now } = await db.ticket.findUniqueOrThrow({ where: { number: last } })
    const counting = createCounting(db, opening, () => now)
    const [week, month] = [periodOf('7d', now), periodOf('30d', now)]
    const first = await timed(() => readReport(counting, week))
    return {
      first,
      week: await median(() => readReport(counting, week)),
      month: await median(() => readReport(counting, month)),
      monthByManager: await median(() => readDivided(counting, month, 'manager')),
      chart: await median(() => picture(counting, month)),
    }
  } finally {
    await db.$disconnect()
  }
}

const periodOf = (text: string, now: Date): Period => {
  const answer = readPeriod(text, now, zone)
  if (!answer.ok) throw new Error(answer.fault)
  return answer.period
}

const picture = async ({ db, now }: Counting, period: Period): Promise<void> => {
  const days = await volumeByDay(db, { period, zone, now: now() })
  pngOf(volumeChart({ days, period, zone }, { words, locale: 'en', look: pictureLook }).svg)
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await work()
  return performance.now() - start
}

const median = async (work: () => Promise<unknown>): Promise<number> => {
  const times: number[] = []
  for (let n = 0; n < SAMPLES; n++) times.push(await timed(work))
  return quantile(times, 0.5)
}
