// Chance that can be played again: the same seed draws the same numbers.

export interface Chance {
  /** True with this probability. */
  happens(probability: number): boolean
  /** One of these. */
  pick<Value>(from: readonly Value[]): Value
}

/** Draws by mulberry32, a generator of 32 bits; good enough to shuffle a story. */
export const createChance = (seed: number): Chance => {
  let state = seed >>> 0
  const draw = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    happens: (probability) => draw() < probability,
    pick: (from) => {
      const found = from[Math.floor(draw() * from.length)]
      if (found === undefined) throw new Error('there is nothing to pick from')
      return found
    },
  }
}
