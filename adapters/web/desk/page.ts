// The staff desk: the queue on one side, the open ticket on the other. Whatever is marked `data-live` is read again when something changes.

import { html } from 'hono/html'
import type { Listed } from '../../../src/desk/lists.ts'
import type { DeskManager, TicketRow } from '../../../src/desk.ts'
import type { Language } from '../door/negotiation.ts'
import { moment, noticeLine, page } from '../frame/layout.ts'
import type { Html } from '../render.ts'

interface DeskPage {
  readonly language: Language
  readonly manager: DeskManager
  readonly queue: Listed<TicketRow>
  /** The ticket that stands open, as rendered by ticket-panel.ts. */
  readonly open: { readonly number: number; readonly panel: Html } | null
  readonly notice: string | null
  readonly now: Date
}

/** The whole desk as a page. */
export const deskPage = ({ language, manager, queue, open, notice, now }: DeskPage): Html => {
  const { say } = language
  const rows = queue.rows.map((ticket) => row(ticket, { language, now, isOpen: ticket.number === open?.number }))
  return page({
    language,
    title: open === null ? say('desk.title') : `#${open.number} · ${say('desk.title')}`,
    kind: 'desk',
    events: '/desk/events',
    body: html`<header><a class="brand" href="/desk"><img src="/assets/icon.svg" alt="" width="32" height="32"> ${say('desk.title')}</a>
<span class="who">${manager.name}${manager.admin ? html` <span class="badge">${say('desk.admin')}</span>` : ''}</span></header>
<main class="${open === null ? 'without-ticket' : 'with-ticket'}">
<nav id="queue" data-live aria-label="${say('desk.queue')}">
<h2>${say('desk.queue')}</h2>
${rows.length > 0 ? html`<ul>${rows}</ul>` : html`<p class="empty">${say('desk.empty')}</p>`}
${more(queue, language)}
</nav>
<section class="ticket">
<a class="back" href="/desk">‹ ${say('desk.queue')}</a>
${noticeLine(notice)}
${open === null ? html`<p class="empty">${say('desk.choose')}</p>` : open.panel}
</section>
</main>`,
  })
}

const more = ({ rows, total }: DeskPage['queue'], { say }: Language): Html =>
  total > rows.length ? html`<p class="empty">${say('desk.more', { count: total - rows.length })}</p>` : html``

/** A ticket's state as a small label. */
export const stateBadge = (
  { state, holder, snoozedUntil }: Pick<TicketRow, 'state' | 'holder' | 'snoozedUntil'>,
  { say }: Language,
): Html =>
  html`<span class="badge ${state}">${say(`state.${state}`)}${snoozedUntil === null ? '' : html` ${moment(snoozedUntil)}`}${holder === null ? '' : ` · ${holder}`}</span>`

/** When something is due, marked where that has passed. */
export const due = (at: Date | null, { say }: Language, now: Date): Html => {
  if (at === null) return html``
  return html`<span class="due${at < now ? ' late' : ''}">${say(at < now ? 'desk.overdue' : 'desk.due')} ${moment(at)}</span>`
}

interface RowScene {
  readonly language: Language
  readonly now: Date
  readonly isOpen: boolean
}

const row = (ticket: TicketRow, { language, now, isOpen }: RowScene): Html => html`<li>
<a href="/desk/tickets/${ticket.number}"${isOpen ? html` aria-current="page"` : ''}>
<span class="line"><strong>#${ticket.number}</strong> ${ticket.customer ?? language.say('desk.unnamed')}</span>
<span class="question">${ticket.question}</span>
<span class="line">${stateBadge(ticket, language)} <span class="channel">${language.say(`channel.${ticket.channel}`)}</span> ${due(ticket.dueAt, language, now)}</span>
</a></li>`
