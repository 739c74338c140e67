// Plays odd things at a property, and says what broke it: the seed, and the smallest thing that does.

import fc from 'fast-check'

/** What has to hold for whatever is given. */
export type Property = fc.IRawProperty<unknown>

export interface Play {
  readonly seed: number
  readonly runs: number
}

/**
 * How many runs, and from which seed: `short` and always the same in `npm test`, so that it fails for everybody or nobody;
 * a share (0 to 1) of what `npm run fuzz -- --runs N --seed N` asks for.
 */
export const plays = (short: number, share: number): Play => {
  const { FUZZ_RUNS, FUZZ_SEED } = process.env
  return { seed: Number(FUZZ_SEED ?? 1), runs: FUZZ_RUNS === undefined ? short : Math.ceil(Number(FUZZ_RUNS) * share) }
}

/** Plays it; '' where it held, else what broke it, shrunken, with the seed that brings it again. */
export const broken = async (property: Property, { seed, runs }: Play): Promise<string> => {
  const { failed, counterexample, counterexamplePath, errorInstance } = await fc.check(property, {
    seed,
    numRuns: runs,
  })
  if (!failed) return ''
  const error = errorInstance instanceof Error ? (errorInstance.stack ?? errorInstance.message) : String(errorInstance)
  const cause =
    errorInstance instanceof Error && errorInstance.cause !== undefined ? `\n${String(errorInstance.cause)}` : ''
  return `seed ${seed}, path ${counterexamplePath ?? ''}, given\n${shown(counterexample)}\n${error.slice(0, 3_000)}${cause}`
}

const MOST_SHOWN = 1_500

const shown = (value: unknown): string => {
  const text = fc.stringify(value)
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}… (${text.length} characters)` : text
}
