// Tickets or messages of a period as the text of a file, piece by piece: CSV or JSON.

import { stringify } from 'csv-stringify/sync'
import { type Database, Prisma } from '../database/client.ts'
import { guarded } from '../knowledge/article-files/formula-cells.ts'
import type { Period } from '../reports/period.ts'
import { withDetails } from './exported-details.ts'
import { type ExportedMessage, exportedMessages } from './exported-messages.ts'
import { type ExportedTicket, exportedTickets } from './exported-tickets.ts'
import { zonedTimes } from './zoned-times.ts'

/** The columns of a ticket, in order; docs/export.md says what each means. */
export const TICKET_COLUMNS = [
  ...(['number', 'state', 'priority', 'holder', 'customer', 'channel', 'subject', 'question', 'tags'] as const),
  ...(['openedAt', 'dueAt', 'snoozedUntil', 'answeredAt', 'resolvedAt', 'reopened'] as const),
  ...(['rating', 'ratingComment', 'mergedInto', 'incident', 'locale'] as const),
] satisfies readonly (keyof ExportedTicket)[]

/** The columns of a message, in order. */
export const MESSAGE_COLUMNS = [
  ...(['id', 'conversation', 'ticket', 'channel', 'customer', 'at', 'from', 'name', 'note', 'text'] as const),
  ...(['files', 'editedAt', 'deleted'] as const),
] satisfies readonly (keyof ExportedMessage)[]

/** Which tickets: open ones (all but resolved), those in a state, or all. */
export const STATES = ['open', 'new', 'claimed', 'waiting', 'snoozed', 'resolved', 'all'] as const
export type ExportedState = (typeof STATES)[number]

export interface ExportOptions {
  readonly what: 'tickets' | 'messages'
  readonly format: 'csv' | 'json'
  /** Null for all that there is. */
  readonly period: Period | null
  /** Of messages: how the ticket that they belong to stands. */
  readonly state: ExportedState
  /** In which times are told: an IANA name. */
  readonly zone: string
  /** Whether the text begins with the mark by which Excel knows UTF-8; CSV alone has it. */
  readonly mark: boolean
}

/** Yields the file's text: CSV as RFC 4180 has it, or a JSON array with an object a line. Rejects where the database can't be read. */
export async function* exportText(db: Database, options: ExportOptions): AsyncGenerator<string> {
  const { what, format, period, state, zone, mark } = options
  const wanted = { period: period ?? ALWAYS, state: inState(state), time: zonedTimes(zone) }
  if (what === 'messages') {
    const pages = exportedMessages(db, wanted)
    yield* format === 'csv' ? csv(pages, MESSAGE_COLUMNS, mark) : json(pages)
    return
  }
  const pages = exportedTickets(db, wanted)
  yield* format === 'csv' ? csv(pages, TICKET_COLUMNS, mark) : json(withDetails(db, pages, wanted.time))
}

// Bounds that every stored moment lies between.
const ALWAYS: Period = { from: new Date('1900-01-01T00:00:00Z'), to: new Date('9999-01-01T00:00:00Z') }

/** The condition for it over `t`, the tickets. */
export const inState = (state: ExportedState): Prisma.Sql => {
  if (state === 'all') return Prisma.sql`true`
  return state === 'open' ? Prisma.sql`t.status <> 'resolved'` : Prisma.sql`t.status::text = ${state}`
}

type Value = string | number | boolean | null | readonly string[]

async function* csv<Column extends string>(
  pages: AsyncIterable<readonly Readonly<Record<Column, Value>>[]>,
  columns: readonly Column[],
  mark: boolean,
): AsyncGenerator<string> {
  yield stringify([[...columns]], { bom: mark })
  for await (const rows of pages) yield stringify(rows.map((row) => columns.map((column) => cell(row[column]))))
}

async function* json(pages: AsyncIterable<readonly object[]>): AsyncGenerator<string> {
  let separator = '[\n'
  for await (const rows of pages) {
    if (rows.length === 0) continue
    yield separator + rows.map((row) => JSON.stringify(row)).join(',\n')
    separator = ',\n'
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n'
}

const cell = (value: Value): string => {
  if (value === null) return ''
  if (typeof value === 'string') return guarded(value)
  return typeof value === 'object' ? guarded(value.join(', ')) : String(value)
}
