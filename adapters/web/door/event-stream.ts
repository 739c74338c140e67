// Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html): a stream sleeps until the desk tells of a change.

import type { Context } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import type { DeskChange } from '../../../src/desk.ts'
import type { Site } from './site.ts'

/** Proxies close what is silent for a minute or less; at each keep-alive the stream looks for itself, too, so no missed wake-up lasts. */
const KEEP_ALIVE = 15_000
const RECONNECT = 1_000

/** Writes what there is to tell, at the start and whenever the stream is woken. */
export type Look = (to: SSEStreamingApi) => Promise<void>

/** How a stream says that it is alive: scripts of the desk's own pages listen for the event, others see nothing of a comment. */
const ALIVE = { comment: ': keep-alive\n\n', event: 'event: ping\ndata:\n\n' } as const

interface Stream {
  readonly concerns: (change: DeskChange) => boolean
  readonly look: Look
  /** Whether whoever opened it may still look: asked before each look, since sessions end while streams are open. */
  readonly mayLook: () => Promise<boolean>
  readonly alive: keyof typeof ALIVE
  /** Listens for what else is worth a look; returns what ends it. */
  readonly also?: (ring: () => void) => () => void
}

/** A stream that looks at the start, after each change that `concerns` it, and at each keep-alive; it ends with the channel, and once its reader may look no more. */
export const eventStream = (c: Context, site: Site, { concerns, look, mayLook, alive, also }: Stream): Response =>
  streamSSE(c, async (to) => {
    const bell = createBell(site.closing)
    to.onAbort(bell.close)
    const unsubscribe = site.desk.onChange((change) => {
      if (concerns(change)) bell.ring()
    })
    const hush = also?.(bell.ring)
    try {
      await to.write(`retry: ${RECONNECT}\n\n`)
      let wake: Wake = 'rung'
      while (wake !== 'closed' && (await mayLook())) {
        await look(to)
        if (wake === 'quiet') await to.write(ALIVE[alive])
        wake = await bell.next(KEEP_ALIVE)
      }
    } catch (err) {
      site.log.warn({ err }, 'event stream ended early; the browser takes it up again')
    } finally {
      unsubscribe()
      hush?.()
      bell.close()
    }
  })

type Wake = 'rung' | 'quiet' | 'closed'

// A ring while nobody waits is kept, and many are one.
const createBell = (closing: AbortSignal) => {
  let state: Wake = closing.aborted ? 'closed' : 'quiet'
  let wake = () => {}
  const turn = (to: Wake) => {
    if (state !== 'closed') state = to
    wake()
  }
  const close = () => {
    closing.removeEventListener('abort', close)
    turn('closed')
  }
  closing.addEventListener('abort', close)
  return {
    ring: () => turn('rung'),
    close,
    next: async (patience: number): Promise<Wake> => {
      if (state === 'quiet') await waiting(patience, (callback) => (wake = callback))
      const found = state
      if (state === 'rung') state = 'quiet'
      return found
    },
  }
}

const waiting = (patience: number, onWake: (callback: () => void) => void): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, patience)
    onWake(() => {
      clearTimeout(timer)
      resolve()
    })
  })
