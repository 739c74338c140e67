// The staff desk: the queue on one side, the open ticket on the other. Whatever is marked `data-live` is read again when something changes.

import { html } from 'hono/html'
import type { Listed } from '../../../src/desk/lists.ts'
import type { DeskManager, TicketRow } from '../../../src/desk.ts'
import type { Reader } from '../door/negotiation.ts'
import { moment, noticeLine } from '../frame/layout.ts'
import { staffPage } from '../frame/staff-page.ts'
import type { Html } from '../render.ts'

interface DeskPage {
  readonly reader: Reader
  readonly manager: DeskManager
  readonly queue: Listed<TicketRow>
  /** The ticket that stands open, as rendered by ticket-panel.ts. */
  readonly open: { readonly number: number; readonly panel: Html } | null
  readonly notice: string | null
  readonly now: Date
}

/** The whole desk as a page. */
export const deskPage = ({ reader, manager, queue, open, notice, now }: DeskPage): Html => {
  const { say } = reader
  const rows = queue.rows.map((ticket) => row(ticket, { reader, now, isOpen: ticket.number === open?.number }))
  return staffPage({
    reader,
    manager,
    section: 'queue',
    title: open === null ? '' : `#${open.number}`,
    scripts: ['live.js', 'files.js'],
    facts: { events: '/desk/events', retrying: say('retrying'), failed: say('notSent') },
    body: html`<main class="${open === null ? 'without-ticket' : 'with-ticket'}">
<nav id="queue" data-live aria-label="${say('desk.queue')}">
<h2>${say('desk.queue')}</h2>
${rows.length > 0 ? html`<ul>${rows}</ul>` : html`<p class="empty">${say('desk.empty')}</p>`}
${more(queue, reader)}
</nav>
<section class="ticket">
<a class="back" href="/desk">‹ ${say('desk.queue')}</a>
${noticeLine(notice)}
${open === null ? html`<p class="empty">${say('desk.choose')}</p>` : open.panel}
</section>
</main>`,
  })
}

const more = ({ rows, total }: DeskPage['queue'], { say }: Reader): Html =>
  total > rows.length ? html`<p class="empty">${say('desk.more', { count: total - rows.length })}</p>` : html``

/** A ticket's state as a small label. */
export const stateBadge = (
  { state, holder, snoozedUntil }: Pick<TicketRow, 'state' | 'holder' | 'snoozedUntil'>,
  { say }: Reader,
): Html =>
  html`<span class="badge ${state}">${say(`state.${state}`)}${snoozedUntil === null ? '' : html` ${moment(snoozedUntil)}`}${holder === null ? '' : ` · ${holder}`}</span>`

/** When something is due, marked where that has passed. */
export const due = (at: Date | null, { say }: Reader, now: Date): Html => {
  if (at === null) return html``
  return html`<span class="due${at < now ? ' late' : ''}">${say(at < now ? 'desk.overdue' : 'desk.due')} ${moment(at)}</span>`
}

interface RowScene {
  readonly reader: Reader
  readonly now: Date
  readonly isOpen: boolean
}

const row = (ticket: TicketRow, { reader, now, isOpen }: RowScene): Html => html`<li>
<a href="/desk/tickets/${ticket.number}"${isOpen ? html` aria-current="page"` : ''}>
<span class="line"><strong>#${ticket.number}</strong> ${ticket.customer ?? reader.say('desk.unnamed')}</span>
<span class="question">${ticket.question}</span>
<span class="line">${stateBadge(ticket, reader)} <span class="channel">${reader.say(`channel.${ticket.channel}`)}</span> ${due(ticket.dueAt, reader, now)}</span>
</a></li>`
