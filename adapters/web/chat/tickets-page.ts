// The list of a customer's own tickets.

import { html } from 'hono/html'
import type { TicketRow } from '../../../src/desk.ts'
import type { Reader } from '../door/negotiation.ts'
import { customerPage } from '../frame/customer-page.ts'
import { moment } from '../frame/layout.ts'
import type { Html } from '../render.ts'

interface TicketsPage {
  readonly reader: Reader
  readonly tickets: readonly TicketRow[]
}

/** All tickets, the latest first, each with how it stands. */
export const ticketsPage = ({ reader, tickets }: TicketsPage): Html => {
  const { say } = reader
  return customerPage({
    reader,
    title: say('myTickets'),
    kind: 'plain',
    scripts: ['moments.js'],
    body: html`<main class="page"><h1>${say('myTickets')}</h1>
${
  tickets.length === 0
    ? html`<p class="empty">${say('noTickets')}</p><p><a href="/" role="button">${say('toChat')}</a></p>`
    : html`<ul class="tickets">${tickets.map((ticket) => row(ticket, reader))}</ul>`
}</main>`,
  })
}

const row = (ticket: TicketRow, reader: Reader): Html => html`<li><a href="/tickets/${ticket.number}">
<span class="line"><strong>#${ticket.number}</strong> ${standing(ticket, reader)}</span>
<span class="question">${ticket.question}</span>
<small>${moment(ticket.openedAt)}</small></a></li>`

/** How a ticket stands, in the customer's words, as a small label. */
export const standing = ({ state, holder }: Pick<TicketRow, 'state' | 'holder'>, { say }: Reader): Html =>
  html`<span class="badge ${state}">${say(`standing.${state === 'claimed' && holder !== null ? 'claimedBy' : state}`, { name: holder ?? '' })}</span>`
