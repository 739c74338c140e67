// Server-sent events never end by themselves, so a server that stops has to end them.

import type { MiddlewareHandler } from 'hono'

export interface EventStreams {
  readonly middleware: MiddlewareHandler
  /** Ends the open streams, and at once those that still come. */
  end(): void
}

/** Keeps a hand on each response of the type `text/event-stream`. */
export const createEventStreams = (): EventStreams => {
  const open = new Set<() => void>()
  let isEnding = false
  return {
    middleware: async (c, next) => {
      await next()
      if (c.res.body === null || !isEventStream(c.res)) return
      const { body, terminate } = endable(c.res.body, (end) => open.delete(end))
      open.add(terminate)
      if (isEnding) terminate()
      c.res = new Response(body, c.res)
    },
    end: () => {
      isEnding = true
      for (const terminate of [...open]) terminate()
    },
  }
}

const isEventStream = (response: Response): boolean =>
  response.headers.get('content-type')?.startsWith('text/event-stream') ?? false

// The same stream with a lever: the reader sees an ordinary end, the writer a cancellation.
const endable = (source: ReadableStream<Uint8Array>, ended: (terminate: () => void) => void) => {
  const reader = source.getReader()
  const pulled = new TransformStream<Uint8Array, Uint8Array>()
  const writer = pulled.writable.getWriter()
  const terminate = () => {
    ended(terminate)
    reader.cancel().catch(() => {}) // a fault of the writer's is the writer's to log
  }
  const forward = async () => {
    for (let part = await reader.read(); !part.done; part = await reader.read()) await writer.write(part.value)
    await writer.close()
  }
  forward().catch(terminate)
  writer.closed.catch(terminate) // the reader left: the writer hears of it now, not with its next words
  return { body: pulled.readable, terminate }
}
