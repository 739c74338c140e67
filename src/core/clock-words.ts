// Days of the week and times of the day as people write them, in English or Romanian; folded, as `courtesy.ts` folds.

const DAYS: readonly (readonly string[])[] = [
  ['monday', 'mondays', 'mon', 'luni', 'lunea', 'lun'],
  ['tuesday', 'tuesdays', 'tue', 'tues', 'marti', 'martea', 'mar'],
  ['wednesday', 'wednesdays', 'wed', 'miercuri', 'miercurea', 'mie'],
  ['thursday', 'thursdays', 'thu', 'thur', 'thurs', 'joi', 'joia'],
  ['friday', 'fridays', 'fri', 'vineri', 'vinerea', 'vin'],
  ['saturday', 'saturdays', 'sat', 'sambata', 'sam'],
  ['sunday', 'sundays', 'sun', 'duminica', 'dum'],
]

/** The day of the week that a word names, 1 for Monday; null for any other word. */
export const weekdayNamed = (name: string): number | null => {
  const index = DAYS.findIndex((names) => names.includes(name))
  return index === -1 ? null : index + 1
}

export interface Clock {
  readonly hour: number
  readonly minute: number
}

/** A time of the day, by 12 hours where `half` is given; null where no clock shows it. */
export const clockOf = (hour: number, minute: number, half: string | undefined): Clock | null => {
  const isTwelve = half !== undefined
  if (minute > 59 || hour > (isTwelve ? 12 : 23) || (isTwelve && hour === 0)) return null
  return { hour: isTwelve ? (hour % 12) + (half === 'pm' ? 12 : 0) : hour, minute }
}
