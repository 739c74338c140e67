// The log of a program under test: its lines so far, and a way to wait for one.

export interface LogLine {
  readonly msg?: string
  readonly [field: string]: unknown
}

export interface LogLines {
  /** Every log line so far. */
  readonly lines: readonly LogLine[]
  /** Resolves with the first line, past or to come, that fits. */
  logged(fits: (line: LogLine) => boolean): Promise<LogLine>
  /** Takes what was printed: a line of JSON, or something else, which is no log line. */
  take(printed: string): void
  /** All that was printed. */
  text(): string
}

/** Makes an empty one. */
export const createLogLines = (): LogLines => {
  const lines: LogLine[] = []
  const raw: string[] = []
  const waiting = new Set<(line: LogLine) => void>()
  return {
    lines,
    logged: (fits) => {
      const past = lines.find(fits)
      if (past !== undefined) return Promise.resolve(past)
      return new Promise((resolve) => {
        const tell = (line: LogLine): void => {
          if (!fits(line)) return
          waiting.delete(tell)
          resolve(line)
        }
        waiting.add(tell)
      })
    },
    take: (printed) => {
      raw.push(printed)
      if (!printed.startsWith('{')) return
      const line: LogLine = JSON.parse(printed)
      lines.push(line)
      for (const tell of waiting) tell(line)
    },
    text: () => raw.join('\n'),
  }
}
