// What JSON has room for beside a ticket's facts: all that was said, and all that was done.

import type { Database } from '../database/client.ts'
import { messagesOf } from './exported-messages.ts'
import type { Time } from './exported-pages.ts'
import type { ExportedTicket } from './exported-tickets.ts'
import { readTrails } from './trail.ts'

// A long ticket has hundreds of messages: of so many at once no more than some megabytes are held.
const AT_ONCE = 200

/** Adds `messages` and `history` to each ticket; some tickets at a time, by two statements. */
export async function* withDetails(
  db: Database,
  pages: AsyncIterable<readonly ExportedTicket[]>,
  time: Time,
): AsyncGenerator<readonly object[]> {
  for await (const page of pages) {
    for (let first = 0; first < page.length; first += AT_ONCE) {
      yield await detailed(db, page.slice(first, first + AT_ONCE), time)
    }
  }
}

const detailed = async (db: Database, tickets: readonly ExportedTicket[], time: Time): Promise<object[]> => {
  const numbers = tickets.map(({ number }) => number)
  const [messages, trails] = await Promise.all([messagesOf(db, numbers, time), readTrails(db, numbers)])
  return tickets.map((ticket) => ({
    ...ticket,
    messages: (messages.get(ticket.number) ?? []).map(({ ticket: _, ...message }) => message),
    history: (trails.get(ticket.number) ?? []).map(({ at, what, by, facts }) => ({
      at: time(at.getTime()),
      what,
      by,
      facts: Object.fromEntries(
        Object.entries(facts).map(([name, fact]) => [name, fact instanceof Date ? time(fact.getTime()) : fact]),
      ),
    })),
  }))
}
