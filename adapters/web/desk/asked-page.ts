// What the assistant was asked about a ticket, for whoever wants to know what left the desk.

import { html } from 'hono/html'
import { type ConsultationRecord, type ConsultationRow, whyNot } from '../../../src/desk/assistance.ts'
import type { DeskManager } from '../../../src/desk.ts'
import type { Reader } from '../door/negotiation.ts'
import type { Site } from '../door/site.ts'
import { moment } from '../frame/layout.ts'
import { staffPage } from '../frame/staff-page.ts'
import type { Html } from '../render.ts'
import type { TicketPage } from './ticket-page.ts'

/** A folded list beside the ticket; nothing where nothing was asked. */
export const askedSection = (page: TicketPage): Html => {
  const { consultations, ticket, reader } = page
  if (consultations.length === 0) return html``
  return html`<section><details id="asked"><summary>${reader.say('desk.asked')} (${consultations.length})</summary>
<ol class="trail">${consultations.map((one) => html`<li>${factsOf(one, page)}</li>`)}</ol>
<p><a href="/desk/tickets/${ticket.number}/assistant">${reader.say('desk.sentAndReceived')}</a></p></details></section>`
}

interface AskedPage {
  readonly reader: Reader
  readonly site: Pick<Site, 'words'>
  readonly manager: DeskManager
  readonly number: number
  readonly records: readonly ConsultationRecord[]
}

/** `GET /desk/tickets/N/assistant`: the same with what was sent and received, as it went over the line. */
export const askedPage = (page: AskedPage): Html => {
  const { reader, manager, number, records } = page
  const { say } = reader
  const text = (key: string, words: string | null) =>
    words === null
      ? ''
      : html`<details><summary>${say(`desk.${key}`)}</summary><pre tabindex="0">${words}</pre></details>`
  return staffPage({
    ...{ reader, manager, section: 'queue', title: `${say('desk.asked')} · #${number}` },
    ...{ styles: ['desk-asked.css'], scripts: ['moments.js'] },
    body: html`<main class="asked"><p><a href="/desk/tickets/${number}">‹ #${number}</a></p><h1>${say('desk.asked')}</h1>
<p>${say(records.length === 0 ? 'desk.nothingAsked' : 'desk.askedMeans')}</p>
${records.map((one) => html`<article><p>${factsOf(one, page)}</p>${text('sentText', one.sent)}${text('receivedText', one.received)}</article>`)}
</main>`,
  })
}

const factsOf = (
  { purpose, at, by, state, why, tokens }: ConsultationRow,
  { reader: { say, locale }, site }: Pick<AskedPage, 'reader' | 'site'>,
): Html => html`${moment(at)} <strong>${say(`desk.askedFor.${purpose}`)}</strong>, ${by === null ? say('desk.askedByDesk') : say('desk.askedBy', { name: by })}:
${why === null ? say(`desk.askedState.${state}`) : site.words(locale, `assistant.why.${whyNot(why)}`)} <small>${say('desk.tokens', tokens)}</small>`
