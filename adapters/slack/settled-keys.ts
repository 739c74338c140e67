// Keys of what this process has stored or refused: most of what Slack, or the reading of its history, brings twice costs nothing more.

export interface SettledKeys {
  has(key: string): boolean
  add(key: string): void
}

/** Enough for what comes twice within minutes; for the rest the database remembers. */
const most = 10_000

/** Remembers the last 10,000 keys. */
export const createSettledKeys = (): SettledKeys => {
  const keys = new Set<string>()
  return {
    has: (key) => keys.has(key),
    add: (key) => {
      keys.add(key)
      const [oldest] = keys
      if (keys.size > most && oldest !== undefined) keys.delete(oldest)
    },
  }
}
