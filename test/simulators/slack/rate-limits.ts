/** Refuses calls beyond limits that are given as data: the product's own pacing table fits. */

/** At most `count` calls within any `within` milliseconds, for each channel or for all together. */
export type RateLimit = {
  readonly name: string
  /** The methods that count towards it; null for every one. */
  readonly methods: readonly string[] | null
  readonly per: 'place' | 'all'
  readonly count: number
  readonly within: number
}

/**
 * What a call may be off the caller's own clock by the time it arrives, in milliseconds: calls sent 1,000 ms apart
 * may arrive 980 ms apart, and Slack itself tolerates short bursts.
 */
const tolerance = 60

/**
 * Counts calls in sliding windows.
 * @returns a function that answers the seconds to wait (whole, at least 1), or null where the call may pass; a refused call isn't counted
 */
export const createRateLimits = (limits: readonly RateLimit[]) => {
  const passed = new Map<string, number[]>()
  return (method: string, place: string): number | null => {
    const now = performance.now()
    const counting = limits
      .filter((limit) => limit.methods === null || limit.methods.includes(method))
      .map((limit) => {
        const key = `${limit.name} ${limit.per === 'place' ? place : ''}`
        return { limit, key, times: (passed.get(key) ?? []).filter((at) => now - at < limit.within - tolerance) }
      })
    const full = counting.find(({ limit, times }) => times.length >= limit.count)
    if (full) return Math.max(1, Math.ceil((full.limit.within - (now - (full.times[0] ?? now))) / 1000))
    for (const { key, times } of counting) passed.set(key, [...times, now])
    return null
  }
}
