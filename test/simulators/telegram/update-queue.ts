// The queue behind getUpdates: ids, expiry, confirming by offset, the one waiting poll. After TQueue.cpp and Client.cpp.
import { randomInt } from 'node:crypto'
import type { TelegramFaults } from './faults.ts'
import { conflict } from './refusal.ts'

/** An Update as the Bot API hands it out: its id and exactly one other field. */
export type Update = { readonly update_id: number; readonly [field: string]: unknown }

/** An update whose id may be left to the queue. */
export type RawUpdate = { readonly update_id?: number; readonly [field: string]: unknown }

/** An update that waits to be brought to a webhook. */
export type QueuedUpdate = { readonly update: Update }

type Entry = QueuedUpdate & { readonly expiresAt: number; isOwed: boolean }
type Poll = {
  readonly limit: number
  answer(updates: Update[]): void
  refuse(error: Error): void
  timer: NodeJS.Timeout
}
/** `offset` and `limit` as sent; `seconds` is how long to wait for a first update. */
export type PollRequest = { readonly offset: number; readonly limit: number; readonly seconds: number }

export type UpdateQueue = {
  /** Queues an update and returns its id; null where the kind is filtered out, or a fault holds it back. */
  add(kind: string, payload: unknown): number | null
  /** Queues a ready-made update, whatever the filter; without an update_id it gets the next one. Returns its id. */
  push(update: RawUpdate): number
  /** Hands one of the last 10,000 updates out once more, whatever has been confirmed: its confirmation got lost. */
  redeliver(updateId: number): void
  /** The next id becomes the last one plus `by`, which may be negative. */
  jump(by: number): void
  /** Answers a poll, at once or when something comes. Rejects with 409 when another poll takes over. */
  poll(request: PollRequest): Promise<Update[]>
  /** Everything queued that has not expired, oldest first, for a webhook. */
  waiting(): readonly QueuedUpdate[]
  /** Confirms one update that `waiting` showed. */
  forget(queued: QueuedUpdate): void
  /** Calls back whenever something was queued; returns what ends it. */
  listen(listener: () => void): () => void
  /** Ends the waiting poll with this error, if there is one. */
  interrupt(error: Error): void
  /** Replaces the sticky filter; unknown names only, or an empty list, mean the default. */
  allow(kinds: readonly string[]): void
  /** Forgets everything queued. */
  clear(): void
  /** Updates not yet confirmed. */
  size(): number
}

const DAY_MS = 86_400_000
const PRESS_MS = 150_000
const CONFLICT_PAUSE_MS = 3000
// How many updates can still be handed out once more; a long soak must not fill the memory.
const REMEMBERED = 10_000
const NOT_BY_DEFAULT: readonly string[] = ['chat_member', 'message_reaction', 'message_reaction_count']
const KINDS = [
  ...['message', 'edited_message', 'channel_post', 'edited_channel_post', 'business_connection', 'business_message'],
  ...[
    'edited_business_message',
    'deleted_business_messages',
    'message_reaction',
    'message_reaction_count',
    'inline_query',
  ],
  ...['chosen_inline_result', 'callback_query', 'shipping_query', 'pre_checkout_query', 'purchased_paid_media', 'poll'],
  ...['poll_answer', 'my_chat_member', 'chat_member', 'chat_join_request', 'chat_boost', 'removed_chat_boost'],
]

/** Makes an empty queue whose ids begin at a random int32; `now` gives milliseconds. */
export function createUpdateQueue(now: () => number, faults: TelegramFaults): UpdateQueue {
  let entries: Entry[] = []
  let nextId = randomInt(1, 2 ** 31 - 1_000_000)
  let allowed: readonly string[] = []
  let waiting: Poll | undefined
  const listeners = new Set<() => void>()
  let lastConflictAt = Number.NEGATIVE_INFINITY
  let previous = { offset: Number.NaN, at: Number.NEGATIVE_INFINITY }
  const delivered = new Map<number, Update>()

  const isAllowed = (kind: string) => (allowed.length > 0 ? allowed.includes(kind) : !NOT_BY_DEFAULT.includes(kind))

  const remember = (update: Update): void => {
    delivered.set(update.update_id, update)
    const oldest = delivered.size > REMEMBERED ? delivered.keys().next().value : undefined
    if (oldest !== undefined) delivered.delete(oldest)
  }

  const unexpired = (): Entry[] => {
    const at = now()
    entries = entries.filter(({ expiresAt }) => expiresAt > at)
    return entries
  }

  const take = (limit: number): Update[] => {
    const taken = unexpired().slice(0, limit)
    for (const entry of taken) {
      entry.isOwed = faults.take('update', entry.update, ['duplicate']) !== undefined
      remember(entry.update)
    }
    return taken.map(({ update }) => update)
  }

  const push = (raw: RawUpdate): number => {
    const update: Update = { ...raw, update_id: raw.update_id ?? nextId }
    const lifetime = update.callback_query === undefined ? DAY_MS : PRESS_MS
    entries.push({ update, expiresAt: now() + lifetime, isOwed: false })
    nextId = update.update_id + 1
    wake()
    return update.update_id
  }

  const queue = (kind: string, payload: unknown): number | null => (isAllowed(kind) ? push({ [kind]: payload }) : null)

  const wake = (): void => {
    for (const listener of [...listeners]) listener()
    const poll = waiting
    if (!poll || entries.length === 0) return
    waiting = undefined
    clearTimeout(poll.timer)
    poll.answer(take(poll.limit))
  }

  // Ids too far ahead of the queue, or far below it, are taken as no offset at all: the queue is served from its head.
  const confirm = (offset: number): void => {
    if (offset < 0) entries = entries.slice(offset)
    else if (offset > 0 && offset <= nextId + 10 && offset >= nextId - 200_000) {
      entries = entries.filter(({ update, isOwed }) => isOwed || update.update_id >= offset)
    }
  }

  const takeOver = (): void => {
    const older = waiting
    if (!older) return
    waiting = undefined
    clearTimeout(older.timer)
    const pause = now() - lastConflictAt < CONFLICT_PAUSE_MS ? CONFLICT_PAUSE_MS : 0
    lastConflictAt = now()
    const error = conflict('terminated by other getUpdates request; make sure that only one bot instance is running')
    if (pause === 0) older.refuse(error)
    else setTimeout(() => older.refuse(error), pause).unref()
  }

  const poll = ({ offset, limit, seconds }: PollRequest): Promise<Update[]> => {
    takeOver()
    confirm(offset)
    const isAgain = offset === previous.offset
    const since = now() - previous.at
    const wait = isAgain && seconds < 3 && since < 3000 ? 3 : Math.min(Math.max(seconds, 0), 50)
    const clamped = isAgain && since < 500 ? 1 : Math.min(Math.max(limit, 1), 100)
    previous = { offset, at: now() }
    const ready = take(clamped)
    if (ready.length > 0 || wait === 0) return Promise.resolve(ready)
    return new Promise((answer, refuse) => {
      const timer = setTimeout(() => {
        if (waiting?.timer === timer) waiting = undefined
        answer([])
      }, wait * 1000)
      waiting = { limit: clamped, answer, refuse, timer }
    })
  }

  return {
    add: (kind, payload) => {
      const held = faults.take('update', { [kind]: payload }, ['held'])
      if (held === undefined) return queue(kind, payload)
      void held.released.then(() => queue(kind, payload))
      return null
    },
    push,
    redeliver: (updateId) => {
      const update = delivered.get(updateId)
      if (!update) throw new Error(`update ${updateId} was never handed out`)
      entries.unshift({ update, expiresAt: now() + DAY_MS, isOwed: true })
      wake()
    },
    jump: (by) => {
      nextId += by
    },
    poll,
    waiting: () => [...unexpired()],
    forget: (queued) => {
      entries = entries.filter((entry) => entry !== queued)
      remember(queued.update)
    },
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    interrupt: (error) => {
      const poll = waiting
      waiting = undefined
      if (poll) clearTimeout(poll.timer)
      poll?.refuse(error)
    },
    allow: (kinds) => {
      allowed = kinds.filter((kind) => KINDS.includes(kind))
    },
    clear: () => {
      entries = []
    },
    size: () => entries.length,
  }
}
