// The Home tab of the app: customers see their requests, managers the queue too. It shows what is true when it is opened.

import type { HomeView, KnownBlock } from '@slack/types'
import type { Desk, Person, TicketRow, TicketState } from '../../src/desk.ts'
import { type Api, priorities } from './api.ts'
import { button, phrase, section } from './card.ts'
import { fitting, headOf, type ListParts, mostTickets, ticketLines } from './lists.ts'
import { escapeText } from './mrkdwn.ts'
import type { Asker } from './notices.ts'
import { splitText } from './split.ts'
import type { Staff } from './staff.ts'

/** The button that opens the form for a question. */
export const askAction = 'home.ask'
const mostSection = 3000
/** A customer of many years has more; a number can be asked for by `/status`. */
const mostRequests = 20
const mostInRequests = 4000

export interface HomeParts extends ListParts {
  readonly api: Api
  readonly desk: Pick<Desk, 'queue' | 'requests'>
  readonly staff: Staff
}

/**
 * Shows the tab to whoever opened it.
 * @throws the errors of @slack/web-api
 */
export const showHome = async (parts: HomeParts, { user, locale }: Asker): Promise<void> => {
  const person: Person = { channel: 'slack', externalId: user }
  const queue = (await parts.staff.has(user)) ? await queueBlocks(parts, locale) : []
  const requests = await parts.desk.requests(person, mostRequests)
  const view: HomeView = { type: 'home', blocks: [...queue, ...requestBlocks(parts, locale, requests)] }
  await parts.api.call('views.publish', { user_id: user, view }, priorities.answer)
}

const queueBlocks = async (parts: HomeParts, locale: string): Promise<KnownBlock[]> => {
  const tickets = await parts.desk.queue(mostTickets)
  if (tickets.total === 0) return [section(parts.words(locale, 'slack.list.queueEmpty')), { type: 'divider' }]
  const title = parts.words(locale, 'slack.list.queue', { count: tickets.total })
  const text = `*${title}*\n${await ticketLines(parts, locale, tickets)}`
  return [...splitText(text, mostSection).map(section), { type: 'divider' }]
}

const requestBlocks = (parts: HomeParts, locale: string, requests: readonly TicketRow[]): KnownBlock[] => {
  const say = (key: string) => parts.words(locale, `slack.home.${key}`)
  const ask = button({ action: askAction, label: say('ask'), value: 'ask', style: 'primary' })
  const lines = fitting(
    requests.map((request) => requestLine(parts, locale, request)),
    mostInRequests,
  )
  const text = requests.length === 0 ? say('none') : `*${say('title')}*\n${lines.join('\n')}`
  return [...splitText(text, mostSection).map(section), { type: 'actions', elements: [ask] }]
}

const requestLine = ({ words }: HomeParts, locale: string, { number, question, state, holder }: TicketRow) => {
  const stands = phrase(words, locale, `slack.home.state.${standing(state, holder)}`, { name: holder ?? '' })
  return `*#${number}* ${escapeText(headOf(question))} · ${stands}`
}

// That a ticket is put off is the staff's matter.
const standing = (state: TicketState, holder: string | null): Exclude<TicketState, 'snoozed'> => {
  if (state === 'resolved') return state
  if (holder === null) return 'new'
  return state === 'waiting' ? state : 'claimed'
}
