// How the desk works: what waits, what did not arrive, jobs, and the health of all that it needs. No people's words stand here.

import { html } from 'hono/html'
import type { OperationsView } from '../../../src/desk/operations.ts'
import type { UndeliveredRow } from '../../../src/desk/undelivered.ts'
import type { DeskManager } from '../../../src/desk.ts'
import type { Reader } from '../door/negotiation.ts'
import type { Program } from '../door/site.ts'
import { moment, noticeLine } from '../frame/layout.ts'
import { roomPage } from '../frame/room-page.ts'
import type { Html } from '../render.ts'

export interface OperationsPage {
  readonly reader: Reader
  readonly manager: DeskManager
  readonly view: OperationsView
  readonly undelivered: readonly UndeliveredRow[]
  readonly health: Awaited<ReturnType<Program['health']>>
  readonly freeBytes: number | null
  readonly version: string
  readonly startedAt: Date
  readonly notice: string | null
  readonly now: Date
}

/** The whole page; what it tells is read again every ten seconds. */
export const operationsPage = (given: OperationsPage): Html => {
  const { reader, manager, notice } = given
  const { say } = reader
  return roomPage({
    reader,
    manager,
    section: 'operations',
    title: say('operations.title'),
    styles: ['operations.css'],
    scripts: ['htmx.js'],
    body: html`${noticeLine(notice)}
<div id="operations" hx-get="/desk/operations" hx-trigger="every 10s" hx-select="#operations" hx-target="this" hx-swap="outerMorph">
${healthPart(given)}${failedPart(given)}${outboxPart(given)}${strugglingPart(given)}${jobsPart(given)}${parkedPart(given)}${erasedPart(given)}${programPart(given)}
</div>`,
  })
}

const part = (title: string, body: Html): Html => html`<section class="panel"><h2>${title}</h2>${body}</section>`

const healthPart = ({ health, reader: { say } }: OperationsPage): Html =>
  part(
    say('operations.health'),
    html`<ul class="health">${health.map(({ name, fault }) => html`<li class="${fault === null ? 'well' : 'ill'}"><strong>${say(`operations.checks.${name}`)}</strong> ${fault ?? say('operations.well')}</li>`)}</ul>`,
  )

const failedPart = ({ undelivered, manager, reader: { say } }: OperationsPage): Html =>
  part(
    say('operations.failed'),
    undelivered.length === 0
      ? html`<p class="empty">${say('operations.noneFailed')}</p>`
      : html`<ul class="failed rows">${undelivered.map(
          (
            row,
          ) => html`<li><div><strong>${row.ticket === null ? say('operations.noTicket') : html`<a href="/desk/tickets/${row.ticket.number}">#${row.ticket.number}</a>`}</strong>
${say(`operations.to.${row.to}`)} · ${moment(row.at)}<br><small>${say(`operations.why`, { reason: row.reason })}</small></div>
${manager.admin ? html`<form method="post" action="/desk/operations/send-again"><button type="submit" name="delivery" value="${row.delivery}" class="secondary outline">${say('operations.sendAgain')}</button></form>` : ''}</li>`,
        )}</ul>`,
  )

const table = (heads: readonly string[], rows: readonly (readonly (string | number | Html)[])[]): Html =>
  html`<div class="wide"><table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`

const outboxPart = ({ view: { outbox }, reader: { say } }: OperationsPage): Html =>
  part(
    say('operations.outbox'),
    outbox.length === 0
      ? html`<p class="empty">${say('operations.nothingWaits')}</p>`
      : table(
          ['channel', 'waiting', 'again', 'oldest'].map((head) => say(`operations.head.${head}`)),
          outbox.map(({ outlet, waiting, again, oldestAt }) => [
            say(`operations.checks.${outlet}`),
            waiting,
            again,
            moment(oldestAt),
          ]),
        ),
  )

const strugglingPart = ({ view: { struggling }, reader: { say } }: OperationsPage): Html =>
  struggling.length === 0
    ? html``
    : part(
        say('operations.struggling'),
        table(
          ['channel', 'what', 'ticket', 'attempts', 'reason', 'next'].map((head) => say(`operations.head.${head}`)),
          struggling.map(({ outlet, kind, ticket, attempts, reason, nextAt }) => [
            say(`operations.checks.${outlet}`),
            kind,
            ticket === null ? '–' : `#${ticket}`,
            attempts,
            reason ?? '–',
            nextAt === null ? '–' : moment(nextAt),
          ]),
        ),
      )

const jobsPart = ({ view: { jobs }, reader: { say } }: OperationsPage): Html =>
  part(
    say('operations.jobs'),
    table(
      ['queue', 'waiting', 'overdue', 'active', 'failed', 'schedule'].map((head) => say(`operations.head.${head}`)),
      jobs.map(({ queue, waiting, overdue, active, failed, schedule }) => [
        queue,
        waiting,
        overdue,
        active,
        failed,
        schedule === null ? '–' : html`<code>${schedule}</code>`,
      ]),
    ),
  )

const parkedPart = ({ view: { parked }, reader: { say } }: OperationsPage): Html =>
  part(
    say('operations.parked'),
    parked.count === 0
      ? html`<p class="empty">${say('operations.noneParked')}</p>`
      : html`<p>${say('operations.parkedWhat', { count: parked.count })}</p><ul>${parked.rows.map(({ key, channel, at }) => html`<li>${moment(at)} ${channel} <code>${key}</code></li>`)}</ul>`,
  )

const erasedPart = ({ view: { erased }, reader: { say } }: OperationsPage): Html =>
  part(
    say('operations.erased'),
    erased.length === 0
      ? html`<p class="empty">${say('operations.noneErased')}</p>`
      : table(
          ['receipt', 'schedule', 'reason', 'requests', 'messages', 'files', 'underWay'].map((head) =>
            say(`operations.head.${head}`),
          ),
          erased.map(({ number, at, why, requests, messages, files, underWay }) => [
            number,
            moment(at),
            say(`operations.erasedWhy.${why}`),
            requests,
            messages,
            files,
            underWay,
          ]),
        ),
  )

const programPart = ({ view: { database }, version, startedAt, freeBytes, reader }: OperationsPage): Html => {
  const { say, locale } = reader
  const facts = [
    [say('operations.version'), version],
    [say('operations.startedAt'), moment(startedAt)],
    [say('operations.disk'), freeBytes === null ? '–' : bytes(freeBytes, locale)],
    [say('operations.database'), `PostgreSQL ${database.version}`],
    [say('operations.size'), bytes(database.bytes, locale)],
    [say('operations.connections'), database.connections],
  ] as const
  return part(
    say('operations.program'),
    html`<dl>${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`,
  )
}

const bytes = (count: number, locale: string): string => {
  const isLarge = count >= 1e9
  return (count / (isLarge ? 1e9 : 1e6)).toLocaleString(locale, {
    style: 'unit',
    unit: isLarge ? 'gigabyte' : 'megabyte',
    maximumFractionDigits: 1,
  })
}
