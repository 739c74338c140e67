// `/desk incident` opens one, `/desk incidents` lists those that are not over.

import type { Receive, Words } from '../../src/channel.ts'
import type { Desk } from '../../src/desk.ts'
import { phrase } from './card.ts'
import { incidentLine } from './incident-card.ts'
import type { LinkTo } from './links.ts'
import { fitting, mostTickets, ticketLines } from './lists.ts'
import type { Members } from './members.ts'
import { unescapeText } from './mrkdwn.ts'
import type { Asker, Notices } from './notices.ts'

interface Listing {
  readonly desk: Pick<Desk, 'incidents' | 'incidentNumbered' | 'incidentTickets'>
  readonly words: Words
  readonly notices: Notices
  readonly linkTo: LinkTo
}

interface Commanding extends Listing {
  readonly members: Members
  readonly receive: Receive
}

const mostInList = 8000
/** Slack and its keyboards make curly quotes of straight ones. */
const quoted = /["“”„«»]([^"“”„«»]+)["“”„«»]/gu

/** `/desk incident "Card payments are down" "my card is refused"`: a title, and other ways in which people tell of it. */
export const openIncident = async (
  { notices, members, receive }: Commanding,
  asker: Asker,
  text: string,
): Promise<void> => {
  const [title = '', ...phrasings] = readTitles(unescapeText(text))
  if (title === '') return notices.say(asker, 'incident.how')
  const { user } = asker
  const by = { channel: 'slack', externalId: user, name: (await members.find(user))?.name ?? user } as const
  const outcome = await receive({
    // Slack brings a command once.
    key: `slack:desk:${crypto.randomUUID()}`,
    at: new Date(),
    event: { type: 'IncidentOpened', by, title, phrasings },
  })
  await notices.outcome(asker, outcome)
}

/** What stands between quotes, each; all of it where there are none. */
export const readTitles = (text: string): readonly string[] => {
  const found = [...text.matchAll(quoted)].map(([, words = '']) => words.trim()).filter((words) => words !== '')
  return found.length > 0 ? found : [text.trim()]
}

/** The incidents that are not over. */
export const listIncidents = async (parts: Listing, asker: Asker): Promise<void> => {
  const found = await parts.desk.incidents()
  if (found.length === 0) return parts.notices.say(asker, 'incident.none')
  const lines = await Promise.all(found.map((one) => incidentLine(parts, asker.locale, one)))
  const title = phrase(parts.words, asker.locale, 'incident.list', { count: found.length })
  await parts.notices.text(asker, `*${title}*\n${fitting(lines, mostInList).join('\n')}`)
}

/** The tickets of one incident. */
export const listTickets = async (parts: Listing, asker: Asker, number: number): Promise<void> => {
  const [incident, found] = await Promise.all([
    parts.desk.incidentNumbered(number),
    parts.desk.incidentTickets(number, mostTickets),
  ])
  if (incident === null) return parts.notices.say(asker, 'staff.unknownIncident', { number })
  const params = { number, title: incident.title, count: found.total, waiting: incident.waiting }
  const head = phrase(parts.words, asker.locale, 'incident.tickets', params)
  const lines = found.total === 0 ? '' : `\n${await ticketLines(parts, asker.locale, found)}`
  await parts.notices.text(asker, `${head}${lines}`)
}
