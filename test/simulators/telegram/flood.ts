// The flood limits, as token buckets over a table of limits; the product's own pacing table has the same shape.
import { tooManyRequests } from './refusal.ts'

/**
 * `count` calls in each `within` milliseconds, for each place (a chat's id) or for all; `burst` (default `count`) may come at once.
 * `methods` null means everything that sends or edits; `only` narrows it to private chats or groups.
 */
export type FloodLimit = {
  readonly name: string
  readonly methods: readonly string[] | null
  readonly per: 'place' | 'all'
  readonly count: number
  readonly within: number
  readonly burst?: number
  readonly only?: 'private' | 'group'
}

/** Telegram's published figures (core.telegram.org/bots/faq); the small burst is what bots see in practice. */
export const TELEGRAM_LIMITS: readonly FloodLimit[] = [
  { name: 'chat', methods: null, per: 'place', count: 1, within: 1000, burst: 3, only: 'private' },
  { name: 'group', methods: null, per: 'place', count: 20, within: 60_000, only: 'group' },
  { name: 'overall', methods: null, per: 'all', count: 30, within: 1000 },
]

type Bucket = { tokens: number; at: number; bannedUntil: number }

/** Makes the gate; `now` gives milliseconds. The gate throws Refusal 429 with whole seconds; during a ban every call is refused. */
export function createFloodGate(
  limits: readonly FloodLimit[],
  now: () => number,
): (method: string, chatId: number) => void {
  const buckets = new Map<string, Bucket>()
  const pass = (name: string, { count, within, burst = count }: FloodLimit): void => {
    const at = now()
    const bucket = buckets.get(name) ?? { tokens: burst, at, bannedUntil: 0 }
    buckets.set(name, bucket)
    bucket.tokens = Math.min(burst, bucket.tokens + ((at - bucket.at) * count) / within)
    bucket.at = at
    if (at < bucket.bannedUntil) throw tooManyRequests(Math.ceil((bucket.bannedUntil - at) / 1000))
    if (bucket.tokens < 1 - 1e-9) {
      const seconds = Math.max(1, Math.ceil(((1 - bucket.tokens) * within) / count / 1000))
      bucket.bannedUntil = at + seconds * 1000
      throw tooManyRequests(seconds)
    }
    bucket.tokens -= 1
  }
  return (method, chatId) => {
    for (const limit of limits) {
      if (!isCounted(limit, method, chatId)) continue
      pass(limit.per === 'all' ? limit.name : `${limit.name} ${chatId}`, limit)
    }
  }
}

function isCounted({ methods, only }: FloodLimit, method: string, chatId: number): boolean {
  if (only !== undefined && only !== (chatId < 0 ? 'group' : 'private')) return false
  if (methods === null) return /^(send(?!chataction)|edit)/i.test(method)
  return methods.some((name) => name.toLowerCase() === method.toLowerCase())
}
