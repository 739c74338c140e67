// `/desk`: what managers ask and do beside the tickets' threads, for the asker's eyes alone.

import type { Receive, Words } from '../../src/channel.ts'
import type { DomainEvent } from '../../src/core/events.ts'
import type { ManagerRef } from '../../src/core/types.ts'
import type { Desk } from '../../src/desk.ts'
import { fromMarkdown } from '../../src/document.ts'
import { awayLine, leaveByCommand } from './away.ts'
import { banByCommand } from './banning.ts'
import { phrase } from './card.ts'
import { type ExportParts, exportByCommand } from './export-command.ts'
import { readFaqCommand } from './faq-command.ts'
import { foundMessage } from './faq-lists.ts'
import { listIncidents, openIncident } from './incident-command.ts'
import type { ThreadUse } from './known.ts'
import type { LinkTo } from './links.ts'
import { mostTickets, mostUndelivered, queueMessage, ticketLines, undeliveredMessage } from './lists.ts'
import type { Members } from './members.ts'
import { toMrkdwn } from './mrkdwn.ts'
import { type Asker, type Notices, personOf } from './notices.ts'
import { reportByCommand } from './report-command.ts'
import type { Staff } from './staff.ts'
import { type StatsParts, statsByCommand } from './stats-command.ts'

/** A one-time sign-in link to the staff desk, and the event that makes it good. */
export interface SignInLink {
  readonly url: string
  readonly event: Extract<DomainEvent, { type: 'SignInLinkMade' }>
}

export interface CommandParts extends ExportParts, StatsParts {
  readonly desk: Pick<
    Desk,
    | 'export'
    | 'stats'
    | 'queue'
    | 'mine'
    | 'undelivered'
    | 'away'
    | 'searchArticles'
    | 'isAdmin'
    | 'isShutOut'
    | 'incidents'
    | 'incidentNumbered'
    | 'incidentTickets'
  >
  readonly words: Words
  readonly notices: Notices
  readonly staff: Staff
  readonly members: Members
  readonly thread: ThreadUse
  readonly linkTo: LinkTo
  readonly receive: Receive
  readonly newSignInLink: (manager: ManagerRef) => SignInLink
}

const mostArticles = 5
/**
 * Answers a `/desk` command.
 * @param text what stands behind the command: `queue`, `faq refund`, `stats 7d`, `help`
 */
export const answerDeskCommand = async (parts: CommandParts, asker: Asker, text: string): Promise<void> => {
  const { notices, staff } = parts
  const [name = '', ...rest] = text.trim().split(/\s+/)
  const command = name.toLowerCase()
  if (command === 'stats') return statsByCommand(parts, asker, rest.join(' '))
  if (!(await staff.has(asker.user))) return notices.say(asker, 'slack.command.notStaff')
  if (await parts.desk.isShutOut(personOf(asker))) return notices.say(asker, 'staff.disabled')
  switch (command) {
    case '':
    case 'help':
      return help(parts, asker)
    case 'queue':
      return tickets(parts, asker, 'queue')
    case 'mine':
      return tickets(parts, asker, 'mine')
    case 'faq':
      return faq(parts, asker, rest)
    case 'undelivered':
      return undelivered(parts, asker)
    case 'ban':
    case 'unban':
      return banByCommand(parts, asker, command, rest)
    case 'away':
    case 'back':
      return leaveByCommand(parts, asker, command, rest.join(' '))
    case 'export':
      return exportByCommand(parts, asker, rest.join(' '))
    case 'incident':
      return openIncident(parts, asker, text.trim().slice(name.length))
    case 'incidents':
      return listIncidents(parts, asker)
    case 'login':
      return login(parts, asker)
    case 'report':
      return reportByCommand(parts, asker, rest.join(' '))
    default:
      return notices.say(asker, 'slack.command.unknown', { command })
  }
}

const help = async ({ desk, notices, words, thread }: CommandParts, asker: Asker): Promise<void> => {
  const keys = ['help', ...((await desk.isAdmin(personOf(asker))) ? ['helpAdmin'] : []), helpThread[thread]]
  const texts = keys.map((key) => toMrkdwn(fromMarkdown(words(asker.locale, `slack.command.${key}`))).join('\n\n'))
  await notices.text(asker, texts.join('\n\n'))
}

const helpThread: Readonly<Record<ThreadUse, string>> = { replies: 'helpThread', notes: 'helpNotes' }

const tickets = async (parts: CommandParts, asker: Asker, which: 'queue' | 'mine'): Promise<void> => {
  const { desk, notices, words } = parts
  const found = which === 'queue' ? await desk.queue(mostTickets) : await desk.mine(personOf(asker), mostTickets)
  const away = which === 'queue' ? await awayLine(parts, asker.locale) : null
  const absent = away === null ? '' : `\n\n${away}`
  if (found.total === 0) {
    return notices.text(asker, `${phrase(words, asker.locale, `slack.list.${which}Empty`)}${absent}`)
  }
  const title = words(asker.locale, `slack.list.${which}`, { count: found.total })
  if (which === 'queue' && found.rows.some(({ card, holder }) => card === null && holder === null)) {
    return notices.show(asker, await queueMessage(parts, asker.locale, { title, tickets: found, below: away ?? '' }))
  }
  await notices.text(asker, `*${title}*\n${await ticketLines(parts, asker.locale, found)}${absent}`)
}

const faq = async ({ desk, notices, words }: CommandParts, asker: Asker, given: readonly string[]): Promise<void> => {
  const asked = readFaqCommand(given)
  if (asked.kind === 'which') return notices.say(asker, 'faq.which', { action: asked.action })
  const sought = asked.kind === 'search' ? asked.words : ''
  if (sought === '') return notices.say(asker, 'slack.command.faqWhat')
  const found = await desk.searchArticles(sought, mostArticles)
  if (found.length === 0) return notices.say(asker, 'slack.command.faqNone', { words: sought })
  await notices.show(asker, foundMessage(words, asker.locale, found))
}

const undelivered = async (parts: CommandParts, asker: Asker): Promise<void> => {
  const found = await parts.desk.undelivered(mostUndelivered)
  if (found.length === 0) return parts.notices.say(asker, 'slack.undelivered.none')
  await parts.notices.show(asker, await undeliveredMessage(parts, asker.locale, found))
}

// Whoever has it is the same manager on both sides.
const login = async ({ members, notices, receive, newSignInLink }: CommandParts, asker: Asker): Promise<void> => {
  const name = (await members.find(asker.user))?.name ?? asker.user
  const { url, event } = newSignInLink({ ...personOf(asker), name })
  await receive({ key: `link:${event.token}`, at: new Date(), event })
  await notices.say(asker, 'slack.command.login', { url })
}
