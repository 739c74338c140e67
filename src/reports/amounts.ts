// Numbers, shares and times as people read them in their language.

/** A number with at most so many digits behind the point; `–` where it is not known. */
export const number = (value: number | null, locale: string, digits = 0): string =>
  value === null ? '–' : value.toLocaleString(locale, { maximumFractionDigits: digits })

/** A share from 0 to 1 in percent; `–` where it is not known. */
export const share = (value: number | null, locale: string): string =>
  value === null ? '–' : value.toLocaleString(locale, { style: 'percent', maximumFractionDigits: 0 })

/** By how much something changed, at so many digits behind the point. */
export const signed = (by: number, locale: string, digits = 0): string =>
  withSign(Number(by.toFixed(digits)), (size) => number(size, locale, digits))

/** By how many seconds something changed. */
export const signedSpan = (by: number, locale: string): string => withSign(Math.round(by), (size) => span(size, locale))

const withSign = (by: number, told: (size: number) => string): string =>
  by === 0 ? '±0' : `${by < 0 ? '−' : '+'}${told(Math.abs(by))}`

const MINUTE = 60
const HOUR = 3_600
const DAY = 86_400

/** Seconds in two units at most, since nobody needs the seconds of a day; `–` where they are not known. */
export const span = (seconds: number | null, locale: string): string => {
  if (seconds === null) return '–'
  const unit = (count: number, name: string): string =>
    count.toLocaleString(locale, { style: 'unit', unit: name, unitDisplay: 'short' })
  const both = (big: number, bigName: string, small: number, smallName: string): string =>
    small === 0 ? unit(big, bigName) : `${unit(big, bigName)} ${unit(small, smallName)}`
  const whole = Math.round(seconds)
  if (whole < MINUTE) return unit(whole, 'second')
  if (whole < HOUR) return both(Math.floor(whole / MINUTE), 'minute', whole % MINUTE, 'second')
  if (whole < DAY) return both(Math.floor(whole / HOUR), 'hour', Math.floor((whole % HOUR) / MINUTE), 'minute')
  return both(Math.floor(whole / DAY), 'day', Math.floor((whole % DAY) / HOUR), 'hour')
}
