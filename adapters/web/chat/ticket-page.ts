// One ticket as its customer sees it, with the box to write more about it.

import { html } from 'hono/html'
import type { RequestView } from '../../../src/desk/chat.ts'
import type { Reader } from '../door/negotiation.ts'
import { fileField, fileForm } from '../files/file-links.ts'
import { customerPage } from '../frame/customer-page.ts'
import { moment } from '../frame/layout.ts'
import type { Html } from '../render.ts'
import { standing } from './tickets-page.ts'
import { chatField, turn } from './turn.ts'
import { faultyWords, type Unsent, wordsFault } from './unsent.ts'

interface TicketPage {
  readonly reader: Reader
  readonly view: RequestView
  /** The customer's messages up to this position were seen by somebody of the team. */
  readonly readUntil: number
  /** What was sent and not taken. */
  readonly unsent: Unsent | null
}

const SCORES = [1, 2, 3, 4, 5] as const

/** What was said, and what can be done: write, rate, open it again. */
export const ticketPage = ({ reader, view, readUntil, unsent }: TicketPage): Html => {
  const { say } = reader
  const { ticket, messages } = view
  return customerPage({
    reader,
    title: `#${ticket.number}`,
    kind: 'plain',
    scripts: ['moments.js', 'files.js'],
    body: html`<main class="page ticket">
<p><a href="/tickets">‹ ${say('myTickets')}</a></p>
<header><h1>#${ticket.number}</h1> ${standing(ticket, reader)} <small>${moment(ticket.openedAt)}</small></header>
<ol class="messages">${messages.map((message) => turn({ reader, message: { ...message, buttons: [] }, readUntil }))}</ol>
${ticket.state === 'resolved' ? afterwards(view, reader) : writing(view, reader, unsent)}</main>`,
  })
}

const writing = ({ ticket, quotes }: RequestView, reader: Reader, unsent: Unsent | null): Html =>
  quotes === null
    ? html`<p class="empty">${reader.say('goesOnThere', { channel: reader.say(`channel.${ticket.channel}`) })}</p>`
    : html`<form class="composer" method="post" action="/messages" ${fileForm(reader)} autocomplete="off">
<input type="hidden" name="id" value="${crypto.randomUUID()}"><input type="hidden" name="ticket" value="${ticket.number}">${chatField(reader)}
<textarea name="text" rows="2" maxlength="20000"${faultyWords(unsent)} aria-label="${reader.say('yourMessage')}" placeholder="${reader.say('yourMessage')}">${unsent?.text ?? ''}</textarea>
${wordsFault(unsent)}${fileField(reader, unsent?.faults.files)}
<button type="submit">${reader.say('send')}</button></form>`

const afterwards = ({ ticket, rating }: RequestView, reader: Reader): Html => {
  const { say } = reader
  return html`
<form class="rating" method="post" action="/press"><input type="hidden" name="back" value="/tickets/${ticket.number}">${chatField(reader)}
<fieldset><legend>${say(rating === null ? 'rate' : 'rated')}</legend>
${SCORES.map((score) => html`<button type="submit" class="outline" name="press" value="rating.${score}:${ticket.number}"${rating?.score === score ? html` aria-pressed="true"` : ''} aria-label="${say('stars', { count: score })}">${'★'.repeat(score)}</button>`)}</fieldset></form>
<form method="post" action="/press"><input type="hidden" name="back" value="/tickets/${ticket.number}">${chatField(reader)}<button type="submit" class="secondary outline" name="press" value="ticket.reopen:${ticket.number}">${say('reopen')}</button></form>`
}
