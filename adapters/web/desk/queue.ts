// The queue: its lists as tabs with addresses of their own, the search, and the tickets of the list at hand. Its count of who waits stands in the page's title, too.

import { html } from 'hono/html'
import type { Listed } from '../../../src/desk/lists.ts'
import { type QueueCounts, type QueueView, queueViews } from '../../../src/desk/searching.ts'
import type { TicketRow } from '../../../src/desk.ts'
import type { Reader } from '../door/negotiation.ts'
import { moment } from '../frame/layout.ts'
import type { Html } from '../render.ts'

/** What of the queue a page shows: a list, or what was searched for. */
export interface Shown {
  readonly view: QueueView
  /** Empty for the list itself. */
  readonly words: string
}

export interface Queue {
  readonly shown: Shown
  readonly list: Listed<TicketRow>
  readonly counts: QueueCounts
  /** What was opened last and nobody has claimed, or a rule gave to the reader, for the page's script to tell of. */
  readonly arrivals: readonly TicketRow[]
}

interface QueueScene {
  readonly reader: Reader
  readonly queue: Queue
  /** The number of the ticket that stands open; null for none. */
  readonly open: number | null
  readonly now: Date
}

/** What of the queue an address asks for. */
export const shownBy = (query: (name: string) => string | undefined): Shown => {
  const view = queueViews.find((one) => one === query('show')) ?? 'open'
  return { view, words: (query('q') ?? '').trim().slice(0, 200) }
}

/** The end of an address that leads to the same part of the queue; empty for the usual one. */
export const sameShown = ({ view, words }: Shown): string => {
  const asked = new URLSearchParams({ ...(view !== 'open' && { show: view }), ...(words !== '' && { q: words }) })
  return asked.size === 0 ? '' : `?${asked}`
}

/** The column of the queue. */
export const queueColumn = (scene: QueueScene): Html => {
  const { reader, queue } = scene
  const { say } = reader
  const { list, shown } = queue
  return html`<nav id="queue" aria-label="${say('desk.queue')}">
${search(shown, reader)}
${tabs(queue, reader)}
${list.rows.length > 0 ? html`<ul id="tickets" class="tickets">${list.rows.map((ticket) => row(ticket, scene))}</ul>` : html`<p class="empty">${say(shown.words === '' ? `desk.emptyList.${shown.view}` : 'desk.nothingFound')}</p>`}
${more(list, reader)}
${arrivals(queue, reader)}
</nav>`
}

const more = ({ rows, total, isMore }: Listed<TicketRow>, { say, locale }: Reader): Html => {
  const words = isMore
    ? say('desk.manyFound', { number: total.toLocaleString(locale) })
    : say('desk.more', { count: total - rows.length })
  return total > rows.length || isMore ? html`<p class="empty">${words}</p>` : html``
}

const search = ({ view, words }: Shown, { say }: Reader): Html => html`
<form method="get" action="/desk" role="search" class="search">
${view === 'open' ? '' : html`<input type="hidden" name="show" value="${view}">`}
<input type="search" id="search" name="q" value="${words}" maxlength="200" aria-label="${say('desk.searchTickets')}" placeholder="${say('desk.searchTickets')}" aria-keyshortcuts="/">
</form>`

const tabs = (
  { shown, counts }: Queue,
  { say }: Reader,
): Html => html`<ul id="lists" class="lists" aria-label="${say('desk.lists')}">
${queueViews.map(
  (view) =>
    html`<li><a href="/desk${sameShown({ view, words: '' })}"${view === shown.view && shown.words === '' ? html` aria-current="page"` : ''} class="${view === 'overdue' && counts.overdue > 0 ? 'late' : ''}">${say(`desk.list.${view}`)} <span class="count">${counts[view]}</span></a></li>`,
)}</ul>
${shown.words === '' ? '' : html`<p class="found">${say('desk.foundFor', { words: shown.words })} <a href="/desk${sameShown({ view: shown.view, words: '' })}">${say('desk.clearSearch')}</a></p>`}`

const row = (ticket: TicketRow, { reader, queue, open, now }: QueueScene): Html => html`<li id="row-${ticket.number}">
<a href="/desk/tickets/${ticket.number}${sameShown(queue.shown)}"${ticket.number === open ? html` aria-current="page"` : ''}>
${ticketLines(ticket, { reader, now, aside: age(ticket.openedAt, now, reader) })}
</a></li>`

/** What a list shows of a ticket; `aside` stands beside its customer's name. */
export const ticketLines = (
  ticket: TicketRow,
  { reader, now, aside }: { readonly reader: Reader; readonly now: Date; readonly aside: Html },
): Html => html`<span class="line"><strong>#${ticket.number}</strong> <span class="name">${ticket.customer ?? reader.say('desk.unnamed')}</span> ${aside}</span>
<span class="question">${ticket.subject ?? beginning(ticket.translatedQuestion ?? ticket.question)}</span>
<span class="line">${stateBadge(ticket, reader)}${priorityBadge(ticket, reader)}${ticket.tags.map((tag) => html`<span class="tag">${tag}</span>`)} <span class="channel">${reader.say(`channel.${ticket.channel}`)}</span> ${due(ticket.dueAt, reader, now)}</span>`

/** More of a question isn't seen in a row, and two hundred whole ones would be a heavy page. */
const LONGEST_SHOWN = 160
const beginning = (text: string): string =>
  text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN).toWellFormed()}…`

/** A ticket's state as a small label. */
export const stateBadge = (
  { state, holder, snoozedUntil }: Pick<TicketRow, 'state' | 'holder' | 'snoozedUntil'>,
  { say }: Reader,
): Html =>
  html`<span class="badge ${state}">${say(`state.${state}`)}${snoozedUntil === null ? '' : html` ${moment(snoozedUntil)}`}${holder === null ? '' : ` · ${holder}`}</span>`

/** A priority that is not the usual one, as a small label. */
export const priorityBadge = ({ priority }: Pick<TicketRow, 'priority'>, { say }: Reader): Html =>
  priority === 'normal'
    ? html``
    : html`<span class="badge priority ${priority}">${say(`desk.priorities.${priority}`)}</span>`

/** When something is due, marked where that has passed. */
export const due = (at: Date | null, { say }: Reader, now: Date): Html => {
  if (at === null) return html``
  return html`<span class="due${at < now ? ' late' : ''}">${say(at < now ? 'desk.overdue' : 'desk.due')} ${moment(at)}</span>`
}

const MINUTE = 60_000
const UNITS = [
  ['day', 1_440],
  ['hour', 60],
  ['minute', 1],
] as const

const age = (since: Date, now: Date, { locale }: Reader): Html => {
  const minutes = Math.max(0, Math.floor((now.getTime() - since.getTime()) / MINUTE))
  const [unit, size] = UNITS.find(([, one]) => minutes >= one) ?? ['minute', 1]
  const written = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow' })
  return html`<span class="age" title="${since.toISOString()}">${written.format(Math.floor(minutes / size))}</span>`
}

const arrivals = (
  queue: Queue,
  { say }: Reader,
): Html => html`<ul id="arrivals" hidden data-unclaimed="${queue.counts.unclaimed}">
${queue.arrivals.map((ticket) => html`<li data-number="${ticket.number}" data-opened="${ticket.openedAt.getTime()}" data-title="${say('desk.arrived', { number: ticket.number, name: ticket.customer ?? say('desk.unnamed') })}">${beginning(ticket.subject ?? ticket.translatedQuestion ?? ticket.question)}</li>`)}</ul>`
