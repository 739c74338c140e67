// One measured figure, in the form that `npm run bench` prints.

export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** The value by the baseline's, where there is one. */
  readonly ratio?: number
  readonly baseline?: number
}

/** Prints it as one line of JSON, rounded to what can be trusted. */
export const print = (figure: Figure): void => {
  const rounded = Object.entries(figure).map(([name, value]) => [
    name,
    typeof value === 'number' ? round(value) : value,
  ])
  process.stdout.write(`${JSON.stringify(Object.fromEntries(rounded))}\n`)
}

/** The value below which this share (0 to 1) of the values lies. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

const round = (value: number): number => Number(value.toPrecision(4))
