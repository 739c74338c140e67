// Keys of what this process has stored or refused: most of what Slack, or the reading of its history, brings twice costs nothing more.

import { createRecent } from './recent.ts'

export interface SettledKeys {
  has(key: string): boolean
  add(key: string): void
  /** For what was not settled after all. */
  delete(key: string): void
}

/** Enough for what comes twice within minutes; for the rest the database remembers. */
const most = 10_000

/** Remembers the last 10,000 keys. */
export const createSettledKeys = (): SettledKeys => {
  const keys = createRecent<true>(most)
  return { has: (key) => keys.get(key) ?? false, add: (key) => keys.set(key, true), delete: keys.delete }
}
