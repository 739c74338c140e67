// The staff desk: the queue, the open ticket, and what is known of it; three columns where there is room. A script morphs `main` when something changes.

import { html } from 'hono/html'
import type { DeskManager } from '../../../src/desk.ts'
import type { Reader } from '../door/negotiation.ts'
import { noticeLine } from '../frame/layout.ts'
import { staffPage } from '../frame/staff-page.ts'
import type { Html } from '../render.ts'
import { type Queue, queueColumn, sameShown } from './queue.ts'
import { shortcutsDialog } from './shortcuts-dialog.ts'
import { sidePanel } from './side-panel.ts'
import type { TicketPage } from './ticket-page.ts'
import { ticketPanel } from './ticket-panel.ts'

interface DeskPage {
  readonly reader: Reader
  readonly manager: DeskManager
  readonly queue: Queue
  /** The ticket that stands open. */
  readonly open: TicketPage | null
  readonly notice: string | null
  readonly now: Date
}

/** The whole desk as a page. */
export const deskPage = ({ reader, manager, queue, open, notice, now }: DeskPage): Html => {
  const { say } = reader
  const number = open?.ticket.number ?? null
  return staffPage({
    reader,
    manager,
    section: 'queue',
    title: titleOf(queue, number, say),
    styles: ['desk-queue.css', 'desk-ticket.css', 'desk-side.css'],
    scripts: ['desk.js', 'files.js'],
    facts: factsOf(reader, number, now),
    body: html`<main id="desk" class="${open === null ? 'without-ticket' : 'with-ticket'}">
${queueColumn({ reader, queue, open: number, now })}
<section class="ticket">
<a class="back" href="/desk${sameShown(queue.shown)}">‹ ${say('desk.queue')}</a>
${noticeLine(notice)}
${open === null ? html`<div class="choose"><p class="empty">${say('desk.choose')}</p></div>` : ticketPanel(open)}
</section>
${open === null ? '' : sidePanel(open)}
</main>
${shortcutsDialog(reader)}`,
  })
}

const titleOf = ({ counts }: Queue, number: number | null, say: Reader['say']): string => {
  const name = number === null ? say('desk.queue') : `#${number}`
  return counts.unclaimed === 0 ? name : `(${counts.unclaimed}) ${name}`
}

const factsOf = ({ say }: Reader, number: number | null, now: Date) => ({
  events: number === null ? '/desk/events' : `/desk/events?ticket=${number}`,
  retrying: say('retrying'),
  failed: say('notSent'),
  lost: say('desk.lost'),
  opened: now.getTime(),
  seconds: say('desk.seconds'),
  ...(number !== null && { here: `/desk/tickets/${number}/here` }),
})
