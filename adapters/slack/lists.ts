// Tickets, articles and failures as lists that fit into an answer to a command.

import type { KnownBlock } from '@slack/types'
import type { Words } from '../../src/channel.ts'
import type { Listed } from '../../src/desk/lists.ts'
import type { UndeliveredRow } from '../../src/desk/undelivered.ts'
import type { ArticleRow, TicketRow } from '../../src/desk.ts'
import { plainText } from '../../src/document.ts'
import { button, moment, phrase, type SlackMessage, section, standingOf } from './card.ts'
import type { LinkTo } from './links.ts'
import { escapeText } from './mrkdwn.ts'
import { splitText } from './split.ts'

export interface ListParts {
  readonly words: Words
  readonly linkTo: LinkTo
}

const mostHead = 120
const mostName = 60
/** All texts of a message or view together may have about 13,000 characters. */
const mostInList = 8000
const mostInUndelivered = 12_000
const mostAnswer = 300

/** How many tickets an answer holds. */
export const mostTickets = 30

/** How many undelivered messages an answer holds: a message takes 50 blocks and about 13,000 characters. */
export const mostUndelivered = 20

/** The beginning of somebody's words on one line; at most `most` characters. */
export const headOf = (text: string, most = mostHead): string => {
  const line = text.trim().replace(/\s+/g, ' ')
  const [first = ''] = splitText(line, most - 1)
  return first.length < line.length ? `${first}…` : first
}

/** As many of the first texts as stay within `most` characters together. */
export const fitting = (texts: readonly string[], most: number): string[] => {
  let total = 0
  return texts.filter((text) => {
    total += text.length + 1
    return total <= most
  })
}

/** Tickets, a line each, as Slack's markup. */
export const ticketLines = async (parts: ListParts, locale: string, tickets: Listed<TicketRow>): Promise<string> => {
  const all = await Promise.all(tickets.rows.map((ticket) => ticketLine(parts, locale, ticket)))
  const lines = fitting(all, mostInList)
  const rest = tickets.total - lines.length
  const more = rest > 0 ? [parts.words(locale, 'slack.list.more', { count: rest })] : []
  return [...lines, ...more].join('\n')
}

/** The queue; tickets whose cards are not there yet can be claimed from it. */
export const queueMessage = async (
  parts: ListParts,
  locale: string,
  { title, tickets, below }: { title: string; tickets: Listed<TicketRow>; below: string },
): Promise<SlackMessage> => {
  const all = await Promise.all(tickets.rows.map((ticket) => ticketLine(parts, locale, ticket)))
  const lines = fitting(all, mostInList)
  const label = parts.words(locale, 'slack.button.claim')
  const blocks = lines.map((line, index): KnownBlock => {
    const ticket = tickets.rows[index]
    if (ticket === undefined || ticket.card !== null || ticket.holder !== null) return section(line)
    return { ...section(line), accessory: button({ action: 'ticket.claim', label, value: String(ticket.number) }) }
  })
  const rest = tickets.total - lines.length
  const more = [...(rest > 0 ? [parts.words(locale, 'slack.list.more', { count: rest })] : []), below]
  const after = more.filter((text) => text !== '')
  return {
    text: [`*${title}*`, ...lines, ...after].join('\n'),
    blocks: [section(`*${title}*`), ...blocks, ...after.map(section)],
  }
}

const ticketLine = async (parts: ListParts, locale: string, ticket: TicketRow): Promise<string> => {
  const { words } = parts
  const facts = [
    escapeText(headOf(ticket.customer ?? words(locale, 'slack.customer'), mostName)),
    words(locale, `slack.channel.${ticket.channel}`),
    standingOf(ticket, (key, params) => phrase(words, locale, key, params)),
    ...(ticket.priority === 'normal' ? [] : [words(locale, `slack.priority.${ticket.priority}`)]),
    ...(ticket.dueAt === null ? [] : [`${words(locale, 'slack.card.due')} ${moment(ticket.dueAt)}`]),
  ]
  const head = escapeText(headOf(ticket.subject ?? ticket.translatedQuestion ?? ticket.question))
  return `${await numberLink(parts, ticket)} ${head}\n      ${facts.join(' · ')}`
}

/** A ticket's number, as a link to its card where that is there. */
export const numberLink = async (
  { linkTo }: Pick<ListParts, 'linkTo'>,
  { number, card }: { readonly number: number; readonly card: string | null },
): Promise<string> => {
  const link = card === null ? null : await linkTo(card)
  return link === null ? `*#${number}*` : `*<${link}|#${number}>*`
}

/** Articles with the beginnings of their answers, as Slack's markup. */
export const articleLines = (articles: readonly ArticleRow[]): string =>
  articles
    .map(({ title, answer }) => `*${escapeText(title)}*\n${escapeText(headOf(plainText(answer), mostAnswer))}`)
    .join('\n\n')

/** What did not arrive, each with a button that sends it again. */
export const undeliveredMessage = async (
  parts: ListParts,
  locale: string,
  rows: readonly UndeliveredRow[],
): Promise<SlackMessage> => {
  const title = parts.words(locale, 'slack.undelivered.title')
  const all = await Promise.all(rows.map((row) => undeliveredText(parts, locale, row)))
  const texts = fitting(all, mostInUndelivered)
  const label = parts.words(locale, 'staff.sendAgain')
  const blocks = texts.map((text, index): KnownBlock => {
    const value = `delivery.again:${rows[index]?.delivery}`
    return { ...section(text), accessory: button({ action: 'delivery.again', label, value }) }
  })
  return { text: title, blocks: [section(`*${title}*`), ...blocks] }
}

const undeliveredText = async (parts: ListParts, locale: string, row: UndeliveredRow): Promise<string> => {
  const say = (key: string, params = {}) => phrase(parts.words, locale, key, params)
  const whose = say(`slack.undelivered.${whoseOf(row)}`, nameOf(row))
  const ticket = row.ticket === null ? '' : `${await numberLink(parts, row.ticket)} · `
  const reason = say(row.author?.role === 'manager' ? `refused.${row.reason}` : `refused.automatic.${row.reason}`)
  const where = say(`slack.undelivered.to.${row.to}`, { mailbox: row.mailbox ?? '' })
  return `${ticket}${whose} ${where} · ${moment(row.at)}\n> ${escapeText(headOf(row.words))}\n${reason}`
}

const whoseOf = ({ author, to }: UndeliveredRow): string => author?.role ?? (to === 'mailbox' ? 'mail' : 'card')

const nameOf = ({ author }: UndeliveredRow): Record<string, string> =>
  author === null || author.role === 'bot' || author.name === null
    ? { name: '' }
    : { name: headOf(author.name, mostName) }
