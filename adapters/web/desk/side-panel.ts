// Beside a ticket: who asks, what is known of them, what can be settled, and what was done.

import { html } from 'hono/html'
import { type TrailEntry, trailWords } from '../../../src/desk/trail.ts'
import type { Offer, TicketRow } from '../../../src/desk.ts'
import type { Reader } from '../door/negotiation.ts'
import { languageName } from '../frame/languages.ts'
import { moment } from '../frame/layout.ts'
import type { Html } from '../render.ts'
import { askedSection } from './asked-page.ts'
import { stateBadge } from './queue.ts'
import { settlingForms } from './settling-forms.ts'
import type { TicketPage } from './ticket-page.ts'

/** The column of what is known and what can be settled. */
export const sidePanel = (page: TicketPage): Html => {
  const { reader, earlier, trail, ticket } = page
  const { say } = reader
  return html`<aside id="side" aria-label="${say('desk.side')}">
<section><h2>${say('desk.customer')}</h2>${customer(page)}</section>
${ticket.offers.length === 0 ? '' : html`<section><h2>${say('desk.offered')}</h2><ul class="plain">${ticket.offers.map((one) => offer(one, reader))}</ul></section>`}
<section><h2>${say('desk.settle')}</h2>${settlingForms(page)}</section>
<section><h2>${say('desk.earlierTickets')}</h2>${earlier.length === 0 ? html`<p class="empty">${say('desk.noEarlier')}</p>` : html`<ul class="plain">${earlier.map((one) => before(one, reader))}</ul>`}</section>
<section><details id="trail"><summary>${say('desk.trail')}</summary><ol class="trail">${trail.map((entry) => step(entry, page))}</ol></details></section>
${askedSection(page)}
</aside>`
}

const customer = ({ ticket, asker, reader, now }: TicketPage): Html => {
  const { say, locale } = reader
  const channels = asker?.channels ?? [ticket.channel]
  const fact = (key: string, value: Html | string) => html`<dt>${say(`desk.${key}`)}</dt><dd>${value}</dd>`
  return html`<dl class="known">
${fact('name', ticket.customer ?? say('desk.unnamed'))}
${ticket.email === null ? '' : fact('email', html`<a href="mailto:${ticket.email}">${ticket.email}</a>`)}
${fact('channels', channels.map((name) => say(`channel.${name}`)).join(', '))}
${fact('language', languageName(ticket.locale, locale))}
${asker?.timeZone ? fact('theirTime', localTime(asker.timeZone, locale, now)) : ''}
${fact('tier', say(`desk.priorities.${ticket.tier}`))}
${ticket.refusesModel ? fact('assistant', say('desk.onlyPeople')) : ''}
${ticket.ratedBefore === null ? '' : fact('ratedBefore', `${'★'.repeat(ticket.ratedBefore)} (${ticket.ratedBefore}/5)`)}
${ticket.reopened === 0 ? '' : fact('reopened', String(ticket.reopened))}
${ticket.incident === null ? '' : fact('incident', `${ticket.incident.number}: ${ticket.incident.title}`)}
</dl>`
}

// What a platform told may be no place at all.
const localTime = (timeZone: string, locale: string, now: Date): string => {
  try {
    const time = new Intl.DateTimeFormat(locale, { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit' })
    return `${time.format(now)} (${timeZone})`
  } catch {
    return timeZone
  }
}

const offer = ({ title, verdict }: Offer, { say }: Reader): Html =>
  html`<li>${title} <small>${say(`desk.verdict.${verdict ?? 'none'}`)}</small></li>`

const before = (
  { number, subject, question, state, snoozedUntil, openedAt }: TicketRow,
  reader: Reader,
): Html => html`<li>
<a href="/desk/tickets/${number}">#${number} ${(subject ?? question).slice(0, 80).toWellFormed()}</a> <small>${stateBadge({ state, holder: null, snoozedUntil }, reader)} ${reader.say('desk.opened')} ${moment(openedAt)}</small></li>`

// What stands between the marks is ours; whatever else is in a step may be people's words.
const step = (entry: TrailEntry, { site, reader }: TicketPage): Html => {
  const { key, params } = trailWords(entry, (at) => `\0${at.getTime()}\0`)
  const parts = site.words(reader.locale, key, params).split('\0')
  return html`<li>${moment(entry.at)} ${parts.map((part, index) => (index % 2 === 1 ? moment(new Date(Number(part))) : part))}</li>`
}
