// How a desk in memory finds tickets.

import type { AskerView, Colleague, DeskSearch, QueueView } from '../../../src/desk/searching.ts'
import type { DeskManager, TicketRow, TicketView } from '../../../src/desk.ts'

/** The search of these tickets; a holder is known by the name of their session. */
export const memorySearch = (tickets: ReadonlyMap<number, TicketView>, sessions: ReadonlyMap<string, DeskManager>) => {
  const askers = new Map<number, AskerView>()
  const colleagues: Colleague[] = []
  const all = () => [...tickets.values()]
  const nameOf = (id: string) => [...sessions.values()].find(({ externalId }) => externalId === id)?.name ?? null
  const listed = (rows: readonly TicketRow[], most: number) => ({ rows: rows.slice(0, most), total: rows.length })
  const desk: DeskSearch = {
    listOf: async (view, { externalId }, most) => listed(all().filter(isIn(view, nameOf(externalId))), most),
    counts: async ({ externalId }) => {
      const count = (view: QueueView) => all().filter(isIn(view, nameOf(externalId))).length
      return {
        ...{ open: count('open'), unclaimed: count('unclaimed'), mine: count('mine') },
        ...{ waiting: count('waiting'), snoozed: count('snoozed'), overdue: count('overdue') },
      }
    },
    findTickets: async (words, most) =>
      listed(
        all().filter(({ number, question }) => `#${number} ${question}`.includes(words)),
        most,
      ),
    arrivals: async (_who, most) => all().filter(isIn('unclaimed', null)).slice(-most).reverse(),
    asker: async (number) => askers.get(number) ?? null,
    colleagues: async () => colleagues,
  }
  return { desk, askers, colleagues }
}

const isIn =
  (view: QueueView, name: string | null) =>
  ({ state, holder, dueAt }: TicketRow): boolean => {
    if (view === 'open') return state !== 'resolved'
    if (view === 'mine') return state !== 'resolved' && holder !== null && holder === name
    if (view === 'overdue') return dueAt !== null && dueAt < new Date()
    return state === (view === 'unclaimed' ? 'new' : view)
  }
