// What an address of the figures' pages asks for. Faults are keys in the locales' `web` file.

import { z } from 'zod'
import { type CountedPlace, countedFigures, type PartedBy, partedBy } from '../../../src/desk/reports.ts'
import { line } from '../door/fields.ts'

/** The free period as it was typed: two days, each empty where none was. */
export interface TypedDays {
  readonly from: string
  readonly to: string
}

export interface AskedPeriod {
  /** As `Desk` takes it. */
  readonly period: string
  readonly typed: TypedDays
  /** By what the figures are told apart. */
  readonly by: PartedBy
  /** What can't be read, by its field. */
  readonly faults: Readonly<Partial<Record<keyof TypedDays, string>>>
}

const words = line(100, 'badBody').catch('')
const periodQuery = z.object({ period: words, from: words, to: words, by: z.enum(partedBy).catch(partedBy[0]) })
const isDay = (text: string): boolean => z.iso.date().safeParse(text).success

/** The period that an address asks for: two days, or one by its name. */
export const periodOf = (query: Readonly<Record<string, string>>): AskedPeriod => {
  const { period, from, to, by } = periodQuery.parse(query)
  const typed = { from, to }
  if (from === '' && to === '') return { period, typed, by, faults: {} }
  const faultOf = (day: string) => (day === '' ? 'reports.noDay' : 'reports.badDay')
  const faults = {
    ...(isDay(from) ? {} : { from: faultOf(from) }),
    ...(isDay(to) ? {} : { to: faultOf(to) }),
    ...(isDay(from) && isDay(to) && to < from ? { to: 'reports.mixedUp' } : {}),
  }
  return { period: `${from}..${to}`, typed, by, faults }
}

/** The end of an address that asks for the same period told apart in the same way, and for what else is given. */
export const samePeriod = ({ period, typed, by }: AskedPeriod, more: Readonly<Record<string, string>> = {}): string => {
  const days = typed.from === '' && typed.to === '' ? { period } : { ...typed }
  return `?${new URLSearchParams({ ...days, ...(by !== partedBy[0] && { by }), ...more })}`
}

const PLACE = /^(\d{1,15})-(\d{1,18})$/

const countedQuery = z.object({
  figure: z.enum(countedFigures, 'noPage'),
  after: z
    .string()
    .regex(PLACE)
    .transform((written): CountedPlace => {
      const [, at = '', number = ''] = PLACE.exec(written) ?? []
      return { at: new Date(Number(at)), number: BigInt(number) }
    })
    .nullable()
    .catch(null),
})

/** Whose tickets are asked for, and behind which place; null where there is no such figure. */
export const countedOf = (query: Readonly<Record<string, string>>) => countedQuery.safeParse(query).data ?? null

/** A place as an address has it. */
export const placeText = ({ at, number }: CountedPlace): string => `${at.getTime()}-${number}`
