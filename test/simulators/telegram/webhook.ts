// Brings updates to a webhook: one at a time for each key, keys side by side, again until a 2xx. After WebhookActor.cpp.
import { type Arguments, isRecord } from './arguments.ts'
import type { TelegramFaults } from './faults.ts'
import type { QueuedUpdate, Update, UpdateQueue } from './update-queue.ts'

/** What setWebhook was told. */
export type WebhookSettings = { readonly url: string; readonly secret: string; readonly maxConnections: number }

/**
 * `timeoutMs` is how long an answer may take (60 s); `pauseScale` shortens the pauses between attempts, those of Retry-After too (1).
 * `isLocal` allows what a Bot API server of one's own allows: http, any port.
 */
export type WebhookOptions = {
  readonly timeoutMs?: number
  readonly pauseScale?: number
  readonly isLocal?: boolean
}

/** One attempt to bring an update: `status` is null while it is under way, 0 where no answer came. */
export type Attempt = {
  readonly updateId: number
  /** Milliseconds of the simulator's clock. */
  readonly at: number
  status: number | null
}

export type Webhook = {
  readonly settings: WebhookSettings
  /** The last attempt that failed: its time in whole seconds and why, in the server's words. */
  readonly lastError: { readonly date: number; readonly message: string } | null
  /** Cuts off what is under way; nothing more is brought. */
  stop(): void
}

type Parts = {
  readonly settings: WebhookSettings
  readonly queue: UpdateQueue
  readonly options: WebhookOptions
  /** Milliseconds. */
  readonly now: () => number
  readonly note: (attempt: Attempt) => void
  readonly faults: TelegramFaults
  readonly perform: (method: string, args: Arguments) => unknown
}

/** Why an attempt failed; `retryAfter` is in seconds, 0 for none; `isReached` tells whether there was a connection. */
type Failure = { readonly message: string; readonly retryAfter: number; readonly isReached: boolean }

const ANSWER_MS = 60_000
const LONGEST_PAUSE_S = 60
const RECONNECT_S = 1
const MAX_RETRY_AFTER_S = 3600

/** Begins to bring what is queued and what comes. */
export function startWebhook(parts: Parts): Webhook {
  const { settings, queue, options, now } = parts
  const stopped = new AbortController()
  const held = new Set<string>()
  const delays = new Map<QueuedUpdate, number>()
  let underWay = 0
  let lastError: Webhook['lastError'] = null

  const look = (): void => {
    const passed = new Set<string>()
    for (const queued of stopped.signal.aborted ? [] : queue.waiting()) {
      const key = keyOf(queued.update)
      const isNext = !passed.has(key) && !held.has(key) && underWay < settings.maxConnections
      passed.add(key)
      if (isNext) void bring(key, queued)
    }
  }
  const bring = async (key: string, queued: QueuedUpdate): Promise<void> => {
    held.add(key)
    underWay += 1
    const failure = await post(parts, queued.update, stopped.signal)
    underWay -= 1
    if (stopped.signal.aborted) return
    if (failure === null) {
      queue.forget(queued)
      delays.delete(queued)
    } else {
      lastError = { date: Math.floor(now() / 1000), message: failure.message }
      await passes(pauseAfter(failure, queued, delays) * 1000 * (options.pauseScale ?? 1), stopped.signal)
    }
    held.delete(key)
    look()
  }
  const unlisten = queue.listen(look)
  look()
  return {
    settings,
    get lastError() {
      return lastError
    },
    stop: () => {
      unlisten()
      stopped.abort()
    },
  }
}

// Edits wait for their message; presses and memberships have keys of their own, so that they may overtake a message (Client.cpp, webhook_queue_id).
function keyOf({ update_id, ...fields }: Update): string {
  const [kind = '', payload] = Object.entries(fields)[0] ?? []
  const idOf = (field: string): unknown => {
    const place = isRecord(payload) ? payload[field] : undefined
    return isRecord(place) ? place.id : undefined
  }
  if (/^(edited_)?(message|channel_post)$/.test(kind)) return `chat ${idOf('chat')}`
  if (kind === 'callback_query') return `press ${idOf('from')}`
  if (kind.endsWith('chat_member')) return `member ${idOf('chat')}`
  if (kind.startsWith('message_reaction')) return `reactions ${idOf('chat')}`
  return `update ${update_id}`
}

async function post(parts: Parts, update: Update, stopped: AbortSignal): Promise<Failure | null> {
  const { url, secret } = parts.settings
  const attempt: Attempt = { updateId: update.update_id, at: parts.now(), status: null }
  parts.note(attempt)
  const late = AbortSignal.timeout(parts.options.timeoutMs ?? ANSWER_MS)
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(secret !== '' && { 'x-telegram-bot-api-secret-token': secret }),
      },
      body: JSON.stringify(update),
      redirect: 'manual',
      signal: AbortSignal.any([late, stopped]),
    })
    const body = await response.text()
    attempt.status = response.status
    if (!response.ok) return refusal(response)
    if (parts.faults.take('update', update, ['duplicate'])) return CLOSED
    await performAnswer(parts, body)
    return null
  } catch (error) {
    attempt.status = 0
    return unanswered(error, late.aborted)
  }
}

const CLOSED: Failure = { message: 'Webhook connection closed', retryAfter: 0, isReached: true }

// An answer may hold one call, whose result nobody learns; those that ask for something, or change the webhook, are not made.
async function performAnswer({ perform }: Parts, body: string): Promise<void> {
  try {
    const call: unknown = JSON.parse(body)
    if (!isRecord(call) || typeof call.method !== 'string') return
    if (!/^(get|(set|delete)webhook$|close$|logout$)/i.test(call.method)) await perform(call.method, call)
  } catch {
    // not JSON, or refused: either way Telegram says nothing of it
  }
}

const refusal = (response: Response): Failure => ({
  message: `Wrong response from the webhook: ${response.status} ${response.statusText}`,
  retryAfter: Math.min(Math.max(Number(response.headers.get('retry-after')) || 0, 0), MAX_RETRY_AFTER_S),
  isReached: true,
})

function unanswered(error: unknown, isLate: boolean): Failure {
  if (isLate) return { message: 'Read timeout expired', retryAfter: 0, isReached: true }
  const cause = error instanceof Error && isRecord(error.cause) ? error.cause.code : undefined
  const isReached = cause !== 'ECONNREFUSED'
  return isReached ? CLOSED : { message: 'Connection refused', retryAfter: 0, isReached }
}

// Seconds: what Retry-After asks for; else at once, then 2, 4, 8 … up to a random 60 to 120. Without a connection it is the connection that is tried again.
function pauseAfter(
  { retryAfter, isReached }: Failure,
  queued: QueuedUpdate,
  delays: Map<QueuedUpdate, number>,
): number {
  if (!isReached) return RECONNECT_S
  const before = delays.get(queued)
  if (retryAfter > 0) {
    delays.set(queued, before ?? 1)
    return retryAfter
  }
  const longest = LONGEST_PAUSE_S * (1 + Math.random())
  const delay = before === undefined ? 1 : Math.min(longest, before * 2)
  delays.set(queued, delay)
  return before === undefined ? 0 : delay
}

function passes(milliseconds: number, stopped: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, milliseconds)
  const wake = () => resolve()
  stopped.addEventListener('abort', wake, { once: true })
  return promise.finally(() => {
    clearTimeout(timer)
    stopped.removeEventListener('abort', wake)
  })
}
