// The desk's stream of events.

import type { Context } from 'hono'
import { eventStream } from '../door/event-stream.ts'
import type { Site } from '../door/site.ts'

/** An event `change` at the start and whenever anything on the desk changed; the page reads again what it shows. */
export const streamDeskChanges = (c: Context, site: Site): Response =>
  eventStream(c, site, {
    concerns: () => true,
    look: async (to) => to.writeSSE({ event: 'change', data: '{}' }),
    alive: 'event',
  })
