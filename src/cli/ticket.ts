// frontdesk ticket list, ticket show

import { type Command, Option } from 'commander'
import { stringify } from 'csv-stringify/sync'
import { type Database, Prisma } from '../database/client.ts'
import { type TrailEntry, trailWords } from '../desk/trail.ts'
import type { TicketRow } from '../desk.ts'
import { plainText } from '../document.ts'
import { guarded } from '../knowledge/article-files/formula-cells.ts'
import { createWords } from '../locales/words.ts'
import { type ExportedState, inState, STATES } from '../reading/exported.ts'
import { readTicketMessages } from '../reading/messages.ts'
import { isTicketNumber } from '../reading/numbers.ts'
import { readTickets, rowOf } from '../reading/rows.ts'
import { ticketsOf } from '../reading/tickets.ts'
import { trailOf } from '../reading/trail.ts'
import { configured, withDatabase } from './database.ts'
import { Failed, WrongUse } from './failure.ts'
import { addTicketExport } from './ticket-export.ts'

type Format = 'text' | 'json' | 'csv'

interface Wanted {
  readonly state: ExportedState
  readonly format: Format
}

/** Adds `ticket list`, `ticket show` and `ticket export`. */
export const addTicket = (program: Command): void => {
  const ticket = program.command('ticket').description('tickets, what was said and what was done')
  ticket
    .command('list')
    .description('print tickets, the oldest first')
    .addOption(stateOption('open'))
    .addOption(formatOption(['text', 'json', 'csv'], 'text'))
    .action(list)
  ticket
    .command('show')
    .description('print one ticket with all that was said and done')
    .argument('<number>', 'its number, such as 12')
    .addOption(formatOption(['text', 'json', 'csv'], 'text'))
    .action(show)
  addTicketExport(ticket)
}

const stateOption = (state: ExportedState): Option =>
  new Option('--state <state>', 'which; open is all but resolved').choices(STATES).default(state)

const formatOption = (formats: readonly Format[], format: Format): Option =>
  new Option('--format <format>', 'how to write them').choices(formats).default(format)

const PAGE = 500

// Page by page, by their numbers: there may be a million.
async function* pages(db: Database, state: ExportedState): AsyncGenerator<TicketRow[]> {
  for (let last = 0; ; ) {
    const rows = (
      await readTickets(db, Prisma.sql`t.number > ${last} AND ${inState(state)} ORDER BY t.number LIMIT ${PAGE}`)
    ).map(rowOf)
    if (rows.length > 0) yield rows
    if (rows.length < PAGE) return
    last = rows.at(-1)?.number ?? last
  }
}

const list = async ({ state, format }: Wanted): Promise<void> => {
  const write = writer(format)
  await withDatabase(configured(), async (db) => {
    for await (const rows of pages(db, state)) for (const row of rows) write.add(factsOf(row))
  })
  write.end()
}

const show = async (text: string, { format }: Wanted): Promise<void> => {
  const number = Number(text.replace(/^#/, ''))
  if (!isTicketNumber(number)) throw new WrongUse(`${text} is no number of a ticket; give one such as 12`)
  const config = configured()
  await withDatabase(config, async (db) => {
    const ticket = await ticketsOf(db, config.desk).ticket(number)
    if (ticket === null)
      throw new Failed(`there is no ticket #${number}; ticket list --state all shows those there are`)
    const facts = factsOf(ticket)
    const details = await detailsOf(db, ticket)
    process.stdout.write(shown(format, facts, details, config.desk.locale))
  })
}

type Facts = ReturnType<typeof factsOf>

const factsOf = ({
  number,
  state,
  priority,
  holder,
  customer,
  channel,
  subject,
  question,
  tags,
  ...row
}: TicketRow) => ({
  number,
  state,
  priority,
  holder,
  customer,
  channel,
  subject,
  question,
  tags,
  openedAt: row.openedAt.toISOString(),
  dueAt: row.dueAt?.toISOString() ?? null,
  snoozedUntil: row.snoozedUntil?.toISOString() ?? null,
})

interface Details {
  readonly messages: readonly {
    readonly at: string
    readonly from: string
    readonly name: string | null
    readonly note: boolean
    readonly deleted: boolean
    readonly text: string
    readonly files: readonly string[]
  }[]
  readonly history: readonly TrailEntry[]
}

const detailsOf = async (db: Database, { id, number }: TicketRow): Promise<Details> => ({
  messages: (await readTicketMessages(db, id)).map(({ at, author, audience, deletedAt, document, files }) => ({
    at: at.toISOString(),
    from: author.role,
    name: author.role === 'bot' ? null : author.name,
    note: audience === 'staff',
    deleted: deletedAt !== null,
    text: plainText(document),
    files: files.map(({ name }) => name),
  })),
  history: await trailOf(db).trail(number),
})

const csvLine = (facts: Facts): string =>
  stringify([
    Object.values({ ...facts, tags: facts.tags.join(' ') }).map((cell) =>
      typeof cell === 'string' ? guarded(cell) : cell,
    ),
  ])
const csvHead = `number,state,priority,holder,customer,channel,subject,question,tags,openedAt,dueAt,snoozedUntil\n`

const writer = (format: Format) => {
  let count = 0
  const separator = () => (count++ === 0 ? '[\n' : ',\n')
  if (format === 'csv') process.stdout.write(csvHead)
  return {
    add: (facts: Facts, details: Partial<Details> = {}): void => {
      if (format === 'json') process.stdout.write(`${separator()}${JSON.stringify({ ...facts, ...details })}`)
      else process.stdout.write(format === 'csv' ? csvLine(facts) : `${textLine(facts)}\n`)
    },
    end: (): void => {
      if (format === 'json') process.stdout.write(count === 0 ? '[]\n' : '\n]\n')
    },
  }
}

const textLine = ({ number, state, priority, holder, customer, channel, subject, question }: Facts): string =>
  [`#${number}`, state, priority, holder ?? '–', `${customer ?? '–'} (${channel})`, oneLine(subject ?? question)].join(
    '  ',
  )

const LONGEST_LINE = 100
const oneLine = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE - 1)}…` : line
}

const shown = (format: Format, facts: Facts, details: Details, locale: string): string => {
  if (format === 'json') return `${JSON.stringify({ ...facts, ...details }, null, 2)}\n`
  if (format === 'csv') return csvHead + csvLine(facts)
  const words = createWords()
  const said = details.messages.map(
    ({ at, from, name, note, text, files }) =>
      `${at}  ${name ?? from}${note ? ' //' : ''}: ${[text, ...files].filter((part) => part !== '').join(' ')}`,
  )
  const done = details.history.map((entry) => {
    const { key, params } = trailWords(entry, (at) => at.toISOString())
    return `${entry.at.toISOString()}  ${words(locale, key, params)}`
  })
  return `${[textLine(facts), '', ...said, '', ...done].join('\n')}\n`
}
