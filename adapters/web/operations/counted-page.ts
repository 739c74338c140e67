// The tickets that a figure counts, page by page.

import { html } from 'hono/html'
import type { CountedFigure, CountedRow, CountedTickets } from '../../../src/desk/reports.ts'
import type { DeskManager } from '../../../src/desk.ts'
import { ticketLines } from '../desk/queue.ts'
import type { Reader } from '../door/negotiation.ts'
import { moment } from '../frame/layout.ts'
import { roomPage } from '../frame/room-page.ts'
import type { Html } from '../render.ts'
import { type AskedPeriod, placeText, samePeriod } from './figures-query.ts'

interface CountedPage {
  readonly reader: Reader
  readonly manager: DeskManager
  readonly asked: AskedPeriod
  readonly figure: CountedFigure
  readonly tickets: CountedTickets
  /** Whether it is the first page. */
  readonly isFirst: boolean
  readonly now: Date
}

/** The whole page. */
export const countedPage = (given: CountedPage): Html => {
  const { reader, manager, figure, tickets, asked } = given
  const { say, locale } = reader
  const { total, rows } = tickets
  const note = NOTES[figure]
  const number = total.toLocaleString(locale)
  return roomPage({
    reader,
    manager,
    section: 'figures',
    title: say(`reports.counted.${figure}`),
    styles: ['desk-queue.css', 'figures.css'],
    body: html`<p class="days"><a href="/desk/figures${samePeriod(asked)}">‹ ${say('reports.back')}</a> · ${figure === 'backlog' ? '' : html`${tickets.days} · `}${say('reports.total', { count: total, number })}${note === undefined ? '' : html`<br><small>${say(note)}</small>`}</p>
${rows.length === 0 ? html`<p class="empty">${say('reports.none')}</p>` : html`<ul class="tickets panel">${rows.map((row) => entry(row, given))}</ul>`}
${turning(given)}`,
  })
}

const NOTES: Readonly<Partial<Record<CountedFigure, string>>> = {
  ...{ claimed: 'reports.eachTime', resolved: 'reports.eachTime', reopened: 'reports.eachTime' },
  backlog: 'reports.now',
}

const entry = ({ ticket, at, by }: CountedRow, { reader, now }: CountedPage): Html =>
  html`<li><a href="/desk/tickets/${ticket.number}">${ticketLines(ticket, { reader, now, aside: html`<span class="age">${moment(at)}${by === null ? '' : ` · ${by}`}</span>` })}</a></li>`

const turning = ({ reader: { say }, asked, figure, tickets: { next }, isFirst }: CountedPage): Html => {
  const address = (more: Readonly<Record<string, string>>) =>
    `/desk/figures/tickets${samePeriod(asked, { figure, ...more })}`
  if (isFirst && next === null) return html``
  return html`<nav class="files" aria-label="${say('reports.next')}">${isFirst ? '' : html`<a href="${address({})}">${say('reports.start')}</a>`}
${next === null ? '' : html`<a href="${address({ after: placeText(next) })}" rel="next">${say('reports.next')} ›</a>`}</nav>`
}
