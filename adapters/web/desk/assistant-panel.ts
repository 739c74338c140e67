// What the assistant does for whoever looks at a ticket: its buttons, and their draft, whose words stand in the box below.

import { html } from 'hono/html'
import { type AskedDraft, type Written, type WrittenDraft, whyNot } from '../../../src/desk/assistance.ts'
import { documentHtml, type Html } from '../render.ts'
import { written } from './parse.ts'
import type { TicketPage } from './ticket-page.ts'

/** The buttons and the draft; nothing where the desk has no assistant, or the customer wants none. */
export const assistantPanel = (page: TicketPage): Html => {
  const { ticket, draft, reader, offersAssistant } = page
  const { say } = reader
  if (!offersAssistant) return html``
  return html`<section id="assistant" class="assistant" aria-label="${say('desk.assistant')}">
<div id="draft" role="status">${draft === null ? '' : stateOf(page, draft.written)}</div>
<div class="choices">
${draft?.written.state === 'draft' ? html`<button type="button" class="secondary outline" data-use-draft hidden>${say('desk.useDraft')}</button>` : ''}
${draft === null ? '' : drop(page, draft)}
${ticket.state === 'resolved' ? '' : press(page, 'draft', say(draft === null ? 'desk.draft' : 'desk.draftAgain'))}
${press(page, 'summary', say('desk.summary'))}
</div>
</section>`
}

/** The words that the box begins with where its manager has written none; empty where nothing is drafted. */
export const draftedText = ({ draft, offersAssistant }: Pick<TicketPage, 'draft' | 'offersAssistant'>): string =>
  offersAssistant && draft?.written.state === 'draft' ? draft.written.text : ''

// By their names a form that has the focus is told from one that comes beside it.
const press = ({ ticket, suffix }: TicketPage, action: 'draft' | 'summary', label: string): Html =>
  html`<form id="assistant-${action}" method="post" action="/desk/tickets/${ticket.number}/${action}${suffix}" data-send><button type="submit" class="secondary outline">${label}</button></form>`

const drop = (
  { ticket, suffix, reader: { say } }: TicketPage,
  { consultation, written: { state } }: AskedDraft,
): Html =>
  html`<form id="assistant-drop" method="post" action="/desk/tickets/${ticket.number}/drop-draft${suffix}" data-send><input type="hidden" name="consultation" value="${consultation}">
<button type="submit" class="secondary outline">${say(state === 'writing' ? 'desk.stopDraft' : 'desk.dropDraft')}</button></form>`

const stateOf = (page: TicketPage, came: Written): Html => {
  const say = (key: string, params?: Readonly<Record<string, string>>) =>
    page.site.words(page.reader.locale, `assistant.${key}`, params)
  switch (came.state) {
    case 'writing':
      return html`<p aria-busy="true">${page.reader.say('desk.writingDraft')} <noscript><a href="/desk/tickets/${page.ticket.number}${page.suffix}">${page.reader.say('desk.lookAgain')}</a></noscript></p>`
    case 'failed':
      return html`<p>${say('noDraft', { why: whyNot(came.why) })}</p>`
    case 'unknown':
      return html`<p>${say('unknownDraft')}</p>`
    case 'draft':
      return html`${came.isOvertaken ? html`<p class="late">${say('overtaken')}</p>` : ''}
<p>${sourcesOf(page, came)}</p>
<details id="drafted-as"><summary>${page.reader.say('desk.draftedAs')}</summary><div class="bubble">${documentHtml(written(came.text))}</div></details>
<textarea id="drafted" data-of="${page.draft?.consultation ?? ''}" hidden readonly>${came.text}</textarea>`
    default:
      return html``
  }
}

// What stands in the place of the mark leads to where it was taken from.
const sourcesOf = (page: TicketPage, { articles, tickets }: WrittenDraft): Html => {
  const { locale } = page.reader
  const links = [
    ...articles.map(({ id, title }) => html`<a href="/desk/knowledge/articles/${encodeURIComponent(id)}">${title}</a>`),
    ...tickets.map((number) => html`<a href="/desk/tickets/${number}">#${number}</a>`),
  ]
  if (links.length === 0) return html`${page.site.words(locale, 'assistant.fromTalk')}`
  const [before = '', after = ''] = page.site.words(locale, 'assistant.takenFrom', { sources: '\0' }).split('\0')
  return html`${before}${links.map((link, index) => html`${index === 0 ? '' : ' · '}${link}`)}${after}`
}
