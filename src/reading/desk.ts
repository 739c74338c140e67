// The port to read, answered from the database, the articles and the reports.

import { type Database, Prisma } from '../database/client.ts'
import type { Desk, Person } from '../desk.ts'
import { fromMarkdown } from '../document.ts'
import type { Library } from '../knowledge/library.ts'
import { figures } from '../reports/figures.ts'
import { readPeriod } from '../reports/period.ts'
import { type FigureWords, figuresText } from '../reports/text.ts'
import { isAdmin, isGoodLink, readManagerOfSession } from './access.ts'
import { readBefore } from './before.ts'
import { readChat, readLocale, readTicketMessages } from './messages.ts'
import { cardOf, type Deadlines, readTickets, rowOf } from './rows.ts'
import { readUndelivered } from './undelivered.ts'

export interface DeskOptions {
  readonly db: Database
  readonly library: Pick<Library, 'search'>
  readonly words: FigureWords
  readonly config: { readonly adminIds: readonly Person[]; readonly desk: Deadlines & { readonly timeZone: string } }
  /** Calls back on each NOTIFY of a channel; returns what ends it. */
  readonly subscribe: (channel: string, callback: (payload: string) => void) => () => void
  readonly now: () => Date
}

/** Makes the desk that adapters read. */
export const createDesk = (options: DeskOptions): Desk => {
  const { db, library, config, subscribe, now } = options
  return {
    card: async (id) => {
      const [ticket] = await readTickets(db, Prisma.sql`t.id = ${id}::uuid`)
      if (ticket === undefined) throw new Error(`there is no ticket ${id}`)
      return cardOf(ticket, await readBefore(db, id), config.desk)
    },
    queue: async () => {
      const tickets = await readTickets(db, Prisma.sql`t.status IN ('new', 'claimed') ORDER BY t.opened_at, t.number`)
      return tickets.map((ticket) => rowOf(ticket, config.desk))
    },
    mine: async ({ channel, externalId }) => {
      const held = Prisma.sql`t.status = 'claimed' AND m.channel = ${channel} AND m.external_id = ${externalId}`
      const tickets = await readTickets(db, Prisma.sql`${held} ORDER BY t.opened_at, t.number`)
      return tickets.map((ticket) => rowOf(ticket, config.desk))
    },
    undelivered: (limit) => readUndelivered(db, limit),
    isAdmin: (who) => isAdmin(db, config.adminIds, who),
    ticket: async (number) => {
      if (!Number.isInteger(number) || number < 1 || number > LARGEST_NUMBER) return null
      const [ticket] = await readTickets(db, Prisma.sql`t.number = ${number}`)
      if (ticket === undefined) return null
      const before = await readBefore(db, ticket.id)
      return { ...cardOf(ticket, before, config.desk), messages: await readTicketMessages(db, ticket.id) }
    },
    chat: (who, after) => readChat(db, who, after),
    localeOf: (who) => readLocale(db, who),
    searchArticles: async (words, limit) =>
      library.search(words, limit).map(({ id, title, answer }) => ({ id, title, answer: fromMarkdown(answer) })),
    stats: async (asker, locale, period) => ({ text: await statsText(options, asker, locale, period) }),
    managerOfSession: (hash) => readManagerOfSession(db, hash, now()),
    isSignInLink: (hash) => isGoodLink(db, hash, now()),
    // The listener says '' after its connection was away for a while.
    onChange: (listener) => subscribe('changes', (heard) => listener({ conversation: heard === '' ? null : heard })),
  }
}

/** PostgreSQL's integer; a larger number in an address is no ticket. */
const LARGEST_NUMBER = 2_147_483_647

const statsText = async (
  { db, words, config, now }: DeskOptions,
  asker: Person,
  locale: string,
  text: string,
): Promise<string> => {
  if (!(await isAdmin(db, config.adminIds, asker))) {
    const key = asker.channel === 'web' ? 'figures.notWebAdmin' : 'figures.notAdmin'
    return words(locale, key, { id: `${asker.channel}:${asker.externalId}` })
  }
  const zone = config.desk.timeZone
  const answer = readPeriod(text, now(), zone)
  if (!answer.ok) return words(locale, 'figures.badPeriod')
  const { period } = answer
  return figuresText({ figures: await figures(db, period), period, zone }, words, locale)
}
