// Reads what is new: news in quick succession once, and after a failure again by itself, since no more news may come.

const waits = [1000, 2000, 5000, 10_000, 30_000]

/**
 * Makes the function to call at each news; it resolves once all that was told by then is read, or reading failed.
 * @param read reads and shows what is new
 * @param later calls back after so many milliseconds
 */
export const createRefresh = (read, later) => {
  let isReading = false
  let hasNews = false
  let failures = 0
  const readOnce = async () => {
    try {
      await read()
      failures = 0
    } catch {
      const failure = ++failures
      // News that came meanwhile was an attempt of its own, which has its own next one.
      later(() => failure === failures && refresh(), waits[Math.min(failure, waits.length) - 1])
    }
  }
  const refresh = async () => {
    hasNews = true
    if (isReading) return
    isReading = true
    while (hasNews) {
      hasNews = false
      await readOnce()
    }
    isReading = false
  }
  return refresh
}
