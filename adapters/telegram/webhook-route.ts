// What Telegram posts to: each update is answered 200 once it is committed, or 503 so that it comes again.

import { createHash, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import type { Logger } from 'pino'
import type { PacingClock } from '../../src/pacing.ts'
import { type Update, updateSchema } from './lanes.ts'
import { pauseFor } from './pause.ts'
import { createSettling, type Handling } from './settling.ts'
import type { UpdateWork } from './update-source.ts'

export interface WebhookRoute {
  readonly routes: Hono
  /** From now on updates are taken; before it they are put off. */
  open(work: UpdateWork): void
  /** Puts off what comes; resolves when what is under way is handled. */
  close(): Promise<void>
  /** Whether an update was committed since this was asked last. */
  hasTaken(): boolean
}

interface Parts {
  /** What Telegram shows with each request. */
  readonly secret: string
  readonly clock: PacingClock
  readonly log: Logger
}

/** Where Telegram posts to, under the public address. */
export const WEBHOOK_PATH = '/telegram/webhook'
const SECRET_HEADER = 'x-telegram-bot-api-secret-token'
/** Telegram hangs up after 60 s and posts the update again: it is told before, and finds the same work still under way. */
const LATEST_ANSWER = 50_000
/** Seconds until Telegram posts again. Without them its pauses grow up to two minutes, long after the database is back. */
const COME_AGAIN = '5'

/** Makes the route, closed. */
export const createWebhookRoute = ({ secret, clock, log }: Parts): WebhookRoute => {
  const closing = new AbortController()
  let taking: Taking | null = null
  let hasTaken = false
  const isTaken = async (update: Update): Promise<boolean> => {
    if (taking === null || closing.signal.aborted) return false
    const isSettled = await inTime(taking.take(update), clock)
    hasTaken ||= isSettled
    return isSettled
  }
  const routes = new Hono().post(WEBHOOK_PATH, async (c) => {
    if (!isSame(c.req.header(SECRET_HEADER) ?? '', secret)) return c.body(null, 401)
    const update = updateSchema.safeParse(await c.req.json().catch(() => null))
    if (!update.success) return c.json({ error: 'This is no update of the Bot API.' }, 400)
    return (await isTaken(update.data)) ? c.body(null, 200) : c.body(null, 503, { 'Retry-After': COME_AGAIN })
  })
  return {
    routes,
    open: (work) => {
      const pause = (milliseconds: number) => pauseFor(milliseconds, clock, closing.signal)
      taking = createTaking({ ...work, pause, stopping: closing.signal, log })
    },
    close: async () => {
      closing.abort()
      await taking?.idle()
    },
    hasTaken: () => {
      const had = hasTaken
      hasTaken = false
      return had
    },
  }
}

type Taking = ReturnType<typeof createTaking>

// Posted again while it is under way, an update waits for the same work; once that has ended, its key tells the engine.
const createTaking = (handling: Handling) => {
  const underWay = new Map<number, PromiseWithResolvers<boolean>>()
  const settling = createSettling(handling, (updates, isSettled) => {
    for (const { update_id } of updates) {
      underWay.get(update_id)?.resolve(isSettled)
      underWay.delete(update_id)
    }
  })
  return {
    take: (update: Update): Promise<boolean> => {
      const work = underWay.get(update.update_id)
      if (work !== undefined) return work.promise
      const begun = Promise.withResolvers<boolean>()
      underWay.set(update.update_id, begun)
      settling.begin([update])
      return begun.promise
    },
    idle: settling.idle,
  }
}

const inTime = async (work: Promise<boolean>, clock: PacingClock): Promise<boolean> => {
  const answered = new AbortController()
  const late = pauseFor(LATEST_ANSWER, clock, answered.signal).then(() => false)
  return Promise.race([work, late]).finally(() => answered.abort())
}

// Digests have one length whatever was shown, and comparing them takes as long wherever they differ.
const isSame = (shown: string, secret: string): boolean => timingSafeEqual(digest(shown), digest(secret))

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
