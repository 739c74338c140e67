// Sends mail. It looks for nothing after a crash, since no mail server tells what it took: a mail in doubt is sent again under the same Message-ID.

import type { Mail, MailContent, Receipt, Words } from '../channel.ts'
import type { MailedTicket } from '../desk.ts'
import {
  digestLetter,
  type Letter,
  lastOf,
  type MailedReport,
  PICTURE,
  plainLetter,
  reportLetter,
  type ToldTicket,
} from './letters.ts'
import { sortFault } from './mail-errors.ts'
import type { MailSender } from './saying.ts'
import type { Smtp } from './smtp.ts'

export interface MailParts {
  readonly smtp: Smtp
  readonly from: { readonly name: string; readonly address: string }
  readonly words: Words
  readonly locale: string
  /** Reads what is told of tickets, in the order of their numbers. */
  readonly tickets: (ids: readonly string[]) => Promise<readonly MailedTicket[]>
  /** Reads what a report holds. */
  readonly report: (of: Extract<MailContent, { kind: 'report' }>['of']) => Promise<MailedReport>
  /** Leads to a card; null where nothing does. */
  readonly linkTo: (card: string) => Promise<string | null>
  /** The address at which people reach the desk. */
  readonly publicUrl: () => string
  /** Milliseconds that only go forward. */
  readonly now: () => number
}

export interface Mailing extends MailSender {
  /** Why mail does not leave, in words for the operator, once it has been so for a minute; null where it does. */
  health(): string | null
}

const LONGEST_TROUBLE = 60_000
/** Longer than mail waits for its next try: by then another process may have sent it, or it waits no more. */
const LAPSES = 600_000

/** Makes the sender. */
export const createMail = (parts: MailParts): Mailing => {
  let trouble: { readonly message: string; readonly since: number; readonly seenAt: number } | null = null
  const hasLapsed = (): boolean => trouble !== null && parts.now() - trouble.seenAt >= LAPSES
  return {
    send: async (mail) => {
      const letter = await written(parts, mail)
      if (letter === null) return { ids: [] }
      try {
        const receipt = await hand(parts, mail, letter)
        trouble = null
        return receipt
      } catch (error) {
        const { fault, isServers } = sortFault(error)
        const seenAt = parts.now()
        const since = hasLapsed() ? seenAt : (trouble?.since ?? seenAt)
        trouble = isServers ? { message: fault.message, since, seenAt } : null
        throw fault
      }
    },
    health: () => {
      if (trouble === null || hasLapsed()) return null
      return parts.now() - trouble.since >= LONGEST_TROUBLE ? `mail: ${trouble.message}` : null
    },
  }
}

interface Written {
  readonly letter: Letter
  readonly attachments: readonly SentAttachment[]
}

type SentAttachment = NonNullable<Parameters<Smtp['send']>[0]['attachments']>[number]

const written = async (parts: MailParts, { id, content }: Mail): Promise<Written | null> => {
  const { words, locale, from } = parts
  const writing = { words, locale, domain: from.address.replace(/^.*@/, '') }
  if (content.kind === 'letter') return { letter: plainLetter(writing, id, content), attachments: filesOf(content) }
  if (content.kind === 'report') {
    const report = await parts.report(content.of)
    return { letter: reportLetter(writing, id, report), attachments: filesOfReport(report) }
  }
  const told = await toldBy(parts, lastOf(content.entries))
  return told.length === 0 ? null : { letter: digestLetter(writing, id, told), attachments: [] }
}

const toldBy = async (parts: MailParts, last: ReturnType<typeof lastOf>): Promise<ToldTicket[]> => {
  const tickets = await parts.tickets([...last.keys()])
  return Promise.all(
    tickets.map(async (ticket) => ({
      ticket,
      happened: last.get(ticket.id) ?? 'opened',
      slack: ticket.card === null ? null : await parts.linkTo(ticket.card),
      desk: `${parts.publicUrl()}/desk/tickets/${ticket.number}`,
    })),
  )
}

const hand = async (
  { smtp, from }: MailParts,
  { mailbox }: Mail,
  { letter, attachments }: Written,
): Promise<Receipt> => {
  const { subject, text, html, messageId, inReplyTo } = letter
  await smtp.send({
    ...{ from, subject, text, html, messageId },
    // As an object it is one mailbox, whatever it holds.
    to: { name: '', address: mailbox },
    ...(inReplyTo === null ? {} : { inReplyTo, references: inReplyTo }),
    attachments: [...attachments],
    // Nobody's absence notice answers this (https://www.rfc-editor.org/rfc/rfc3834; the second one is Exchange's).
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  })
  return { ids: [messageId] }
}

const filesOf = ({ attachments = [] }: Extract<MailContent, { kind: 'letter' }>): SentAttachment[] =>
  attachments.map(({ name, mediaType, base64 }) => ({
    filename: name,
    contentType: mediaType,
    content: Buffer.from(base64, 'base64'),
  }))

const filesOfReport = ({ picture, tickets }: MailedReport): SentAttachment[] => [
  ...(tickets === null ? [] : [{ filename: tickets.name, contentType: 'text/csv', content: tickets.csv }]),
  ...(picture === null
    ? []
    : [{ filename: 'tickets-by-day.png', contentType: 'image/png', content: picture.png, cid: PICTURE }]),
]
