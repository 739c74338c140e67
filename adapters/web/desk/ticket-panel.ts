// The open ticket on the staff desk: its head, what was said, and the box to answer in.

import { html } from 'hono/html'
import { pressesOf, type TicketMessage, type TicketView } from '../../../src/desk.ts'
import type { Document } from '../../../src/document.ts'
import type { Reader } from '../door/negotiation.ts'
import { fileLinks } from '../files/file-links.ts'
import { languageName } from '../frame/languages.ts'
import { moment } from '../frame/layout.ts'
import { deliveryText, documentHtml, type Html } from '../render.ts'
import { assistantPanel } from './assistant-panel.ts'
import { composer } from './composer.ts'
import { faqPicker } from './faq-picker.ts'
import type { Present } from './presence.ts'
import { due, priorityBadge, stateBadge } from './queue.ts'
import type { TicketPage } from './ticket-page.ts'

/** One ticket with what was said. Boxes that are being written in are left alone when the page is read again. */
export const ticketPanel = (page: TicketPage): Html => html`
${head(page)}
<div class="scroll"><ol id="messages" class="messages">${page.ticket.messages.map((message) => turn(message, page))}</ol></div>
${hereLine(page.here, page.reader)}
${assistantPanel(page)}
${composer(page)}
${faqPicker(page)}`

const head = (page: TicketPage): Html => {
  const { reader, ticket, now } = page
  return html`<header id="ticket">
<div class="head"><h1>#${ticket.number} ${ticket.subject ?? ticket.customer ?? reader.say('desk.unnamed')}</h1>
<div class="actions">${presses(page)}</div></div>
<p class="facts">${stateBadge(ticket, reader)}${priorityBadge(ticket, reader)}${ticket.tags.map((tag) => html`<span class="tag">${tag}</span>`)}
<span class="channel">${reader.say(`channel.${ticket.channel}`)}</span>
<span>${reader.say('desk.opened')} ${moment(ticket.openedAt)}</span> ${due(ticket.dueAt, reader, now)}
${ticket.leaseUntil === null ? '' : html`<span>${reader.say('desk.lease')} ${moment(ticket.leaseUntil)}</span>`}
${ticket.mergedInto === null ? '' : html`<a href="/desk/tickets/${ticket.mergedInto.number}">${reader.say('desk.mergedInto', { number: ticket.mergedInto.number })}</a>`}
${ticket.bannedBy === null ? '' : html`<span class="late">🚫 ${reader.say('desk.bannedBy', { name: ticket.bannedBy })}</span>`}
${ticket.rating === null ? '' : html`<span class="rating">${'★'.repeat(ticket.rating.score)} ${ticket.rating.comment ?? ''}</span>`}</p>
</header>`
}

const KEYS: Readonly<Record<string, string>> = { claim: 'c', resolve: 'e' }

// The FAQ has a picker of its own.
const presses = ({ ticket, suffix, reader: { say } }: TicketPage): Html[] =>
  pressesOf(ticket)
    .filter((press) => press !== 'faq')
    .map(
      (action) => html`<form method="post" action="/desk/tickets/${ticket.number}/${action}${suffix}" data-send>
<button type="submit" class="${action === 'claim' ? '' : 'secondary outline'}"${KEYS[action] === undefined ? '' : html` aria-keyshortcuts="${KEYS[action]}"`}>${say(`desk.${action}`)}</button></form>`,
    )

/** Who else is at the ticket, said as it changes. */
const hereLine = (here: readonly Present[], { say }: Reader): Html =>
  html`<p id="here" class="here" role="status">${here.map(
    ({ name, writing }) =>
      html`<span class="${writing ? 'writing' : ''}">${say(writing ? 'desk.isWriting' : 'desk.isHere', { name })}</span> `,
  )}</p>`

const turn = (message: TicketMessage, page: TicketPage): Html => {
  const { say } = page.reader
  const isNote = message.audience === 'staff'
  const delivery = deliveryText(message, say)
  return html`<li id="m-${message.id}" class="turn ${message.author.role}${isNote ? ' note' : ''}">
<div class="bubble">${message.deletedAt === null ? documentHtml(readIn(message)) : html`<del>${documentHtml(message.document)}</del>`}${fileLinks(message.files, page.reader, 'staff')}</div>
<small>${isNote ? html`<strong>${say('desk.internal')}</strong> · ` : ''}${speaker(message, page.ticket, say)} · ${moment(message.at)}${message.editedAt === null ? '' : html` · ${say('desk.edited')} ${moment(message.editedAt)}`}${delivery === null ? '' : html` · <span class="delivery ${message.delivery}">${delivery}</span>`}${message.deletedAt === null ? '' : html` · ${say('desk.takenBack')}`}</small>
${otherLanguage(message, page.reader)}${before(message, say)}
${message.delivery === 'held' && message.deletedAt === null && message.author.role === 'manager' ? takeBack(message, page) : ''}</li>`
}

// The staff read what they wrote as they wrote it, and what the customer wrote in their own language.
const readIn = ({ author, document, translation }: TicketMessage): Document =>
  author.role === 'customer' && translation !== null ? translation.document : document

const otherLanguage = ({ id, author, document, translation }: TicketMessage, { say, locale }: Reader): Html => {
  if (translation === null) return html``
  const isCustomers = author.role === 'customer'
  // ISO 639-2's own code for a language that was not told.
  const language = translation.language ?? 'und'
  const summary = isCustomers
    ? say('desk.original')
    : say('desk.asTheyRead', { language: languageName(language, locale) })
  return html`<details id="other-${id}" class="before"><summary>🌐 ${summary}</summary>
<div class="bubble">${documentHtml(isCustomers ? document : translation.document)}</div></details>`
}

const before = ({ id, earlier }: TicketMessage, say: Reader['say']): Html =>
  earlier.length === 0
    ? html``
    : html`<details id="before-${id}" class="before"><summary>${say('desk.before', { count: earlier.length })}</summary>
${earlier.map(({ document, until }) => html`<div class="bubble">${documentHtml(document)}</div><small>${say('desk.until')} ${moment(until)}</small>`)}</details>`

const takeBack = ({ id, heldUntil }: TicketMessage, { ticket, suffix, reader: { say } }: TicketPage): Html => html`
<form method="post" action="/desk/tickets/${ticket.number}/take-back${suffix}" data-send>
<button type="submit" name="message" value="${id}" class="secondary outline">${say('desk.takeBack')}</button>${heldUntil === null ? '' : html` <small><span data-countdown="${heldUntil.toISOString()}">${moment(heldUntil)}</span></small>`}</form>`

const speaker = ({ author }: TicketMessage, { customer }: TicketView, say: Reader['say']): string => {
  if (author.role === 'bot') return say('bot')
  return author.name ?? customer ?? say('desk.unnamed')
}
