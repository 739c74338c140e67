// The pages of the desk, as read for whoever looks at them.

import type { Context } from 'hono'
import type { Listed } from '../../../src/desk/lists.ts'
import type { TicketRow } from '../../../src/desk.ts'
import { readerOf } from '../door/negotiation.ts'
import type { Site } from '../door/site.ts'
import type { Html } from '../render.ts'
import { deskPage } from './page.ts'
import type { Presence } from './presence.ts'
import { type Queue, type Shown, sameShown, shownBy } from './queue.ts'
import type { Staff } from './signed-in.ts'
import { readFaq, readTicket, type Unsent } from './ticket-page.ts'

/** What the routes of the desk work with. */
export interface House {
  readonly site: Site
  readonly presence: Presence
}

/** Nobody looks through more at once, and a page of thousands would be slow to show. */
const MOST_ON_PAGE = 200
const MOST_ARRIVALS = 5

/** What an address asks for of the queue, `most` tickets at most. */
export const listShown = (
  c: Context<Staff>,
  { desk }: Site,
  { view, words }: Shown,
  most: number,
): Promise<Listed<TicketRow>> =>
  words === '' ? desk.listOf(view, c.get('staff').manager, most) : desk.findTickets(words, most)

/** The queue as a page. */
export const queuePageOf = async (c: Context<Staff>, { site }: House): Promise<Html> => {
  const queue = await readQueue(c, site)
  const reader = readerOf(c, site)
  return deskPage({ reader, manager: c.get('staff').manager, queue, open: null, notice: null, now: new Date() })
}

interface Told {
  readonly notice?: string
  readonly unsent?: Unsent
  /** Words whose look was asked for. */
  readonly preview?: string
}

/** One ticket as a page beside the queue; null where there is no such ticket. */
export const ticketPageOf = async (
  c: Context<Staff>,
  { site, presence }: House,
  number: number,
  { notice = '', unsent, preview }: Told,
): Promise<Html | null> => {
  const { manager, id: session } = c.get('staff')
  const words = c.req.query('faq') ?? ''
  const [queue, read, faq] = await Promise.all([
    readQueue(c, site),
    readTicket(site, manager, number),
    readFaq(site, number, words, c.req.query('article') ?? null),
  ])
  if (read === null) return null
  const [reader, now] = [readerOf(c, site), new Date()]
  const open = {
    ...read,
    ...{ reader, site, manager, faq, now },
    here: presence.at(number, { session, name: manager.name }),
    unsent: unsent ?? null,
    preview: preview ?? null,
    suffix: sameShown(queue.shown),
  }
  return deskPage({ reader, manager, queue, open, notice, now })
}

const readQueue = async (c: Context<Staff>, site: Site): Promise<Queue> => {
  const shown = shownBy((name) => c.req.query(name))
  const [list, counts, arrivals] = await Promise.all([
    listShown(c, site, shown, MOST_ON_PAGE),
    site.desk.counts(c.get('staff').manager),
    site.desk.arrivals(c.get('staff').manager, MOST_ARRIVALS),
  ])
  return { shown, list, counts, arrivals }
}
