// The small forms beside a ticket, one for each thing that managers settle about it. They work without a script.

import { html } from 'hono/html'
import { snoozeChoices } from '../../../src/core/events.ts'
import { priorities } from '../../../src/core/types.ts'
import type { Reader } from '../door/negotiation.ts'
import type { Html } from '../render.ts'
import type { SettlingAction } from './settling.ts'
import type { TicketPage } from './ticket-page.ts'

/** All that can be settled about a ticket as it stands. */
export const settlingForms = (page: TicketPage): Html => {
  const { ticket, manager, incidents } = page
  const isOpen = ticket.state !== 'resolved'
  const isLinked = ticket.incident !== null && !ticket.incident.over
  return html`<div class="settling">
${priority(page)}
${proposedPriority(page)}
${isOpen ? assign(page) : ''}
${isOpen ? snooze(page) : ''}
${isOpen && ticket.state !== 'waiting' ? press('wait', page) : ''}
${tags(page)}
${proposedTags(page)}
${subject(page)}
${isOpen && !isLinked && incidents.length > 0 ? link(page) : ''}
${isOpen && isLinked ? press('unlink', page) : ''}
${isOpen ? merge(page) : ''}
${article(page)}
${translating(page)}
${manager.admin ? ban(page) : ''}
</div>`
}

interface Settling {
  readonly action: SettlingAction
  /** The letter that leads to its first field. */
  readonly key?: string
  readonly fields: Html
  readonly label?: string
}

// What is sent and not taken stands open again, with why.
const form = (page: TicketPage, { action, key, fields, label }: Settling): Html => {
  const { say } = page.reader
  const faults = page.unsent?.action === action ? Object.values(page.unsent.faults).join(' ') : ''
  return html`<details id="settle-${action}"${faults === '' ? '' : html` open`}><summary${key === undefined ? '' : html` aria-keyshortcuts="${key}"`}>${say(`desk.settling.${action}`)}</summary>
<form method="post" action="/desk/tickets/${page.ticket.number}/${action}${page.suffix}" data-send data-settles>
${fields}${faults === '' ? '' : html`<small class="fault">${faults}</small>`}
<button type="submit" class="secondary">${label ?? say('desk.save')}</button>
</form></details>`
}

const press = (action: SettlingAction, { ticket, suffix, reader: { say } }: TicketPage): Html => html`
<form method="post" action="/desk/tickets/${ticket.number}/${action}${suffix}" data-send>
<button type="submit" class="secondary outline">${say(`desk.settling.${action}`)}</button></form>`

// Where there is an assistant to translate; what is translated can always be ended.
const translating = (page: TicketPage): Html => {
  if (page.ticket.translation !== null) return press('untranslate', page)
  return page.translates ? press('translate', page) : html``
}

const typed = ({ unsent }: TicketPage, action: SettlingAction, name: string): string | undefined =>
  unsent?.action === action ? unsent.typed[name] : undefined

const choice = (
  name: string,
  label: string,
  options: readonly (readonly [value: string, text: string])[],
  chosen: string,
): Html =>
  html`<label>${label}<select name="${name}">${options.map(([value, text]) => html`<option value="${value}"${value === chosen ? html` selected` : ''}>${text}</option>`)}</select></label>`

const pressing = ({ say }: Reader) => priorities.map((value) => [value, say(`desk.priorities.${value}`)] as const)

const priority = (page: TicketPage): Html => {
  const { ticket, reader } = page
  const fields = html`${choice('priority', reader.say('desk.priority'), pressing(reader), ticket.priority)}
${choice('tier', reader.say('desk.tierLater'), pressing(reader), ticket.tier)}<input type="hidden" name="tierSeen" value="${ticket.tier}">`
  return form(page, { action: 'priority', key: 'p', fields })
}

// Proposed by the assistant: nothing is set before somebody presses.
const proposedPriority = ({ proposals, ticket, suffix, reader: { say } }: TicketPage): Html =>
  proposals.priority === null
    ? html``
    : html`<form id="proposed-priority" method="post" action="/desk/tickets/${ticket.number}/priority${suffix}" data-send><input type="hidden" name="priority" value="${proposals.priority}">
<button type="submit" class="secondary outline">${say('desk.proposedPriority', { priority: say(`desk.priorities.${proposals.priority}`) })}</button></form>`

const proposedTags = ({ proposals, ticket, suffix, reader: { say } }: TicketPage): Html =>
  proposals.tags.length === 0
    ? html``
    : html`<form id="proposed-tags" method="post" action="/desk/tickets/${ticket.number}/tags${suffix}" data-send><input type="hidden" name="tags" value="${[...ticket.tags, ...proposals.tags].join(', ')}">
<button type="submit" class="secondary outline">${say('desk.proposedTags', { tags: proposals.tags.join(', ') })}</button></form>`

const assign = (page: TicketPage): Html => {
  const { colleagues, away, reader } = page
  const isAway = (id: string) => away.some(({ channel, externalId }) => `${channel}:${externalId}` === id)
  const options = colleagues.map(({ channel, externalId, name }) => {
    const id = `${channel}:${externalId}`
    return [id, isAway(id) ? reader.say('desk.isAway', { name }) : name] as const
  })
  const own = `${page.manager.channel}:${page.manager.externalId}`
  return form(page, { action: 'assign', key: 'a', fields: choice('to', reader.say('desk.assignTo'), options, own) })
}

const snooze = (page: TicketPage): Html => {
  const { say } = page.reader
  const options = snoozeChoices.map((value) => [value, say(`desk.snoozeFor.${value}`)] as const)
  return form(page, { action: 'snooze', key: 's', fields: choice('for', say('desk.snoozeUntil'), options, 'tomorrow') })
}

const tags = (page: TicketPage): Html => {
  const value = typed(page, 'tags', 'tags') ?? page.ticket.tags.join(', ')
  const fields = html`<label>${page.reader.say('desk.tagsHint')}<input name="tags" value="${value}" maxlength="500"></label>`
  return form(page, { action: 'tags', key: 't', fields })
}

const subject = (page: TicketPage): Html => {
  const value = typed(page, 'subject', 'subject') ?? page.ticket.subject ?? ''
  const fields = html`<label>${page.reader.say('desk.subjectHint')}<input name="subject" value="${value}" maxlength="150"></label>`
  return form(page, { action: 'subject', fields })
}

const link = (page: TicketPage): Html => {
  const options = page.incidents.map(({ number, title }) => [String(number), `${number}: ${title}`] as const)
  return form(page, { action: 'link', fields: choice('incident', page.reader.say('desk.incident'), options, '') })
}

const merge = (page: TicketPage): Html => {
  const { mergeTargets, reader } = page
  if (mergeTargets.length === 0) return html``
  const options = mergeTargets.map(
    ({ number, subject: named, question }) =>
      [String(number), `#${number} ${(named ?? question).slice(0, 60).toWellFormed()}`] as const,
  )
  const fields = html`${choice('into', reader.say('desk.mergeInto'), options, '')}<small>${reader.say('desk.mergeMeans')}</small>`
  return form(page, { action: 'merge', fields })
}

// The knowledge editor begins with what the ticket leaves to the FAQ, and tries it on past questions.
// What the assistant makes of the thread is waited for there, so the press leads on as a whole.
const article = ({ ticket, offersAssistant, reader: { say } }: TicketPage): Html => {
  const hint = html`<small>${say('desk.articleHint')}</small>`
  return offersAssistant
    ? html`<form method="post" action="/desk/tickets/${ticket.number}/article"><button type="submit" class="secondary outline">${say('desk.settling.article')}</button> ${hint}</form>`
    : html`<p><a href="/desk/knowledge/new?ticket=${ticket.number}">${say('desk.settling.article')}</a><br>${hint}</p>`
}

const ban = (page: TicketPage): Html => {
  const { ticket, reader } = page
  if (ticket.bannedBy !== null) return press('unban', page)
  const fields = html`<small>${reader.say('desk.banMeans')}</small>
<label>${reader.say('desk.banReason')}<input name="reason" maxlength="500" value="${typed(page, 'ban', 'reason') ?? ''}"></label>`
  return form(page, { action: 'ban', fields, label: reader.say('desk.settling.ban') })
}
