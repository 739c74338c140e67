// The desk's stream of events.

import type { Context } from 'hono'
import { eventStream } from '../door/event-stream.ts'
import { ticketNumber } from '../door/fields.ts'
import { isStillStaff } from '../door/sessions.ts'
import type { House } from './showing.ts'
import type { Staff } from './signed-in.ts'

/** An event `change` at the start, whenever anything on the desk changed, and when somebody comes to the ticket `?ticket=N` or leaves it; the page reads again what it shows. */
export const streamDeskChanges = (c: Context<Staff>, { site, presence }: House): Response => {
  const ticket = ticketNumber(c.req.query('ticket') ?? '')
  return eventStream(c, site, {
    concerns: () => true,
    look: async (to) => to.writeSSE({ event: 'change', data: '{}' }),
    mayLook: () => isStillStaff(site, c.get('staff')),
    alive: 'event',
    ...(ticket !== null && { also: (ring) => presence.watch(ticket, ring) }),
  })
}
