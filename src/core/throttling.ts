// How long whoever tries to sign in has to wait: nothing for the first few tries, then longer with each.

const LONGEST_WAIT = 900
/** So many tries are free: people mistype, and behind one address there may be an office full of them. */
const FREE = { login: 5, address: 20 } as const

/** Tries are forgotten after so many milliseconds without one. */
export const TRIES_COUNT_FOR = 3_600_000

/** For how many seconds nothing more is tried after so many tries in a row without success. */
export const waitAfter = (tries: number, by: keyof typeof FREE): number =>
  tries < FREE[by] ? 0 : Math.min(LONGEST_WAIT, 2 ** (tries - FREE[by]))
