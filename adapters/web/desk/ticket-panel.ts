// The open ticket on the staff desk: who asks, what was said, what can be done, the FAQ at hand.

import { html } from 'hono/html'
import { type ArticleRow, pressesOf, type TicketMessage, type TicketView } from '../../../src/desk.ts'
import type { Reader } from '../door/negotiation.ts'
import { fileField, fileForm, fileLinks } from '../files/file-links.ts'
import { moment } from '../frame/layout.ts'
import { deliveryText, documentHtml, type Html } from '../render.ts'
import { due, stateBadge } from './page.ts'

interface TicketPanel {
  readonly reader: Reader
  readonly ticket: TicketView
  readonly articles: readonly ArticleRow[]
  /** What the manager looked for in the FAQ. */
  readonly sought: string
  readonly now: Date
}

/** One ticket with its actions. The box to write in is not live, so what is half written stays. */
export const ticketPanel = ({ reader, ticket, articles, sought, now }: TicketPanel): Html => html`
<header id="ticket" data-live>
<h2>#${ticket.number} ${ticket.customer ?? reader.say('desk.unnamed')}</h2>
<p class="facts">${stateBadge(ticket, reader)} <span class="channel">${reader.say(`channel.${ticket.channel}`)}</span>
${ticket.email === null ? '' : html`<a href="mailto:${ticket.email}">${ticket.email}</a>`}
<span>${reader.say('desk.opened')} ${moment(ticket.openedAt)}</span> ${due(ticket.dueAt, reader, now)}
${ticket.ticketsBefore > 0 ? html`<span>${reader.say('desk.ticketsBefore')} ${ticket.ticketsBefore}</span>` : ''}
${ticket.mergedInto === null ? '' : html`<a href="/desk/tickets/${ticket.mergedInto.number}">${reader.say('desk.mergedInto', { number: ticket.mergedInto.number })}</a>`}
${ticket.rating === null ? '' : html`<span class="rating">${'★'.repeat(ticket.rating.score)} ${ticket.rating.comment ?? ''}</span>`}</p>
<div class="actions">${actions(ticket, reader)}</div>
</header>
<div class="scroll"><ol id="messages" class="messages" data-live>${ticket.messages.map((message) => turn(message, ticket, reader))}</ol></div>
${composer(ticket, reader)}
${picker({ ticket, articles, sought, reader })}`

// The panel has a picker of its own for the FAQ.
const actions = (ticket: TicketView, { say }: Reader): Html[] =>
  pressesOf(ticket)
    .filter((press) => press !== 'faq')
    .map(
      (action) => html`<form method="post" action="/desk/tickets/${ticket.number}/${action}" data-send>
<button type="submit" class="${action === 'claim' ? '' : 'secondary outline'}">${say(`desk.${action}`)}</button></form>`,
    )

const turn = (message: TicketMessage, ticket: TicketView, reader: Reader): Html => {
  const { say } = reader
  const isNote = message.audience === 'staff'
  const delivery = deliveryText(message, say)
  return html`<li class="turn ${message.author.role}${isNote ? ' note' : ''}">
<div class="bubble">${message.deletedAt === null ? documentHtml(message.document) : html`<del>${documentHtml(message.document)}</del>`}${fileLinks(message.files, reader, 'staff')}</div>
<small>${isNote ? html`<strong>${say('desk.internal')}</strong> · ` : ''}${speaker(message, ticket, say)} · ${moment(message.at)}${message.editedAt === null ? '' : html` · ${say('desk.edited')} ${moment(message.editedAt)}`}${delivery === null ? '' : html` · <span class="delivery ${message.delivery}">${delivery}</span>`}${message.deletedAt === null ? '' : html` · ${say('desk.takenBack')}`}</small>
${message.delivery === 'held' && message.deletedAt === null && message.author.role === 'manager' ? takeBack(message, ticket, say) : ''}</li>`
}

const takeBack = ({ id }: TicketMessage, { number }: TicketView, say: Reader['say']): Html => html`
<form method="post" action="/desk/tickets/${number}/take-back" data-send>
<button type="submit" name="message" value="${id}" class="secondary outline">${say('desk.takeBack')}</button></form>`

const speaker = ({ author }: TicketMessage, { customer }: TicketView, say: Reader['say']): string => {
  if (author.role === 'bot') return say('bot')
  return author.name ?? customer ?? say('desk.unnamed')
}

const composer = ({ number }: TicketView, reader: Reader): Html => html`
<form class="composer" method="post" action="/desk/tickets/${number}/reply" data-send ${fileForm(reader)} autocomplete="off">
<input type="hidden" name="id" value="${crypto.randomUUID()}">
<textarea name="text" rows="3" maxlength="20000" aria-label="${reader.say('desk.answer')}" placeholder="${reader.say('desk.answer')}"></textarea>
${fileField(reader)}
<div class="choices"><small>${reader.say('desk.markdown')}</small>
<button type="submit" class="secondary outline" formaction="/desk/tickets/${number}/note">${reader.say('desk.note')}</button>
<button type="submit">${reader.say('desk.reply')}</button></div>
</form>`

const picker = ({ ticket, articles, sought, reader: { say } }: Omit<TicketPanel, 'now'>): Html => html`
<details class="faq"${sought === '' ? '' : html` open`}>
<summary>${say('desk.faq')}</summary>
<form method="get" action="/desk/tickets/${ticket.number}" role="search" data-swaps="articles">
<input type="search" name="faq" value="${sought}" aria-label="${say('desk.searchFaq')}" placeholder="${say('desk.searchFaq')}">
<button type="submit" class="secondary">${say('desk.search')}</button>
</form>
<ul id="articles">${articles.length > 0 ? articles.map((article) => option(article, ticket.number, say)) : html`<li class="empty">${say('desk.noArticle')}</li>`}</ul>
</details>`

const option = (
  { id, title, answer }: ArticleRow,
  number: number,
  say: Reader['say'],
): Html => html`<li><details><summary>${title}</summary>
${documentHtml(answer)}
<form method="post" action="/desk/tickets/${number}/faq" data-send autocomplete="off">
<input type="hidden" name="id" value="${crypto.randomUUID()}">
<button type="submit" name="article" value="${id}">${say('desk.answerWith')}</button>
</form></details></li>`
