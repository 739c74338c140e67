// What stands in a mail: subject, plain text and HTML, and the ids by which mail programs keep what belongs together. Pure.

import { html } from 'hono/html'
import type { MailContent, Words } from '../channel.ts'
import type { DigestEntry, Mailed } from '../core/digest.ts'
import { type Document, plainText, shortened } from '../core/document.ts'
import type { MailedTicket } from '../desk.ts'

export interface Letter {
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly messageId: string
  /** The mail that begins the thread it belongs to; null where it begins one, or belongs to none. */
  readonly inReplyTo: string | null
}

/** A ticket of a digest, with the links that lead to it. */
export interface ToldTicket {
  readonly ticket: MailedTicket
  readonly happened: Mailed
  /** The card in Slack; null where there is none yet. */
  readonly slack: string | null
  readonly desk: string
}

interface Writing {
  readonly words: Words
  readonly locale: string
  /** Under which the ids are unique: the sender's domain. */
  readonly domain: string
}

const MOST_SUBJECT = 80
const MOST_NAME = 60
const MOST_ALONE = 5_000
const MOST_EACH = 300
const MOST_TICKETS = 50

/** What became of each ticket last: of one that is late, that it was opened is no news. */
export const lastOf = (entries: readonly DigestEntry[]): ReadonlyMap<string, Mailed> =>
  new Map(entries.map(({ ticket, happened }) => [ticket, happened]))

/** A mail about one ticket or several. `id` is the delivery's. */
export const digestLetter = (writing: Writing, id: string, told: readonly ToldTicket[]): Letter => {
  const { words, locale } = writing
  const [only] = told.length === 1 ? told : []
  const urgentFirst = [...told.filter(isLate), ...told.filter((one) => !isLate(one))]
  const sections = urgentFirst.slice(0, MOST_TICKETS).map((one) => section(writing, one, only ? MOST_ALONE : MOST_EACH))
  const rest = told.length - sections.length
  const last = [...(rest > 0 ? [words(locale, 'mail.more', { count: rest })] : []), words(locale, 'mail.footer')]
  return {
    subject: only ? subjectOf(writing, only) : digestSubject(writing, told),
    text: [...sections.map(sectionText), '-- ', ...last].join('\n\n'),
    html: page(locale, [...sections.map(sectionHtml), ...last.map((line) => html`<p><small>${line}</small></p>`)]),
    ...threadOf(writing, id, only),
  }
}

/** A mail that says what it was stored with. */
export const plainLetter = (
  { locale, domain }: Writing,
  id: string,
  { subject, document }: Extract<MailContent, { kind: 'letter' }>,
): Letter => {
  const text = plainText(document)
  return {
    subject: oneLine(subject),
    text,
    html: page(locale, [html`<div style="white-space: pre-wrap">${text}</div>`]),
    messageId: `<${id}@${domain}>`,
    inReplyTo: null,
  }
}

/** A report; its picture stands below the figures. */
export const reportLetter = (
  writing: Writing,
  id: string,
  { subject, document, picture }: Omit<MailedReport, 'tickets'>,
): Letter => {
  const letter = plainLetter(writing, id, { kind: 'letter', subject, document })
  const words = html`<div style="white-space: pre-wrap">${letter.text}</div>`
  const shown = picture && html`<p><img src="cid:${PICTURE}" alt="${picture.alt}" style="max-width: 100%"></p>`
  return { ...letter, html: page(writing.locale, shown === null ? [words] : [words, shown]) }
}

/** By which a letter's HTML names the picture that comes with it. */
export const PICTURE = 'picture'

/** A report, as it is read when it is sent. */
export interface MailedReport {
  readonly subject: string
  readonly document: Document
  /** Null where it could not be drawn. */
  readonly picture: { readonly png: Buffer; readonly alt: string } | null
  /** Null where they are too many for a mail. */
  readonly tickets: { readonly name: string; readonly csv: Buffer } | null
}

// The first mail about a ticket has the same id for everyone and on each attempt: mailboxes that know it drop a repeat.
const threadOf = ({ domain }: Writing, id: string, only: ToldTicket | undefined) => {
  const root = only && `<ticket-${only.ticket.id}@${domain}>`
  if (only?.happened === 'opened' && root) return { messageId: root, inReplyTo: null }
  return { messageId: `<${id}@${domain}>`, inReplyTo: root ?? null }
}

const subjectOf = ({ words, locale }: Writing, { ticket: { number, question }, happened }: ToldTicket): string =>
  // What was asked may be files alone.
  words(locale, `mail.subject.${happened}`, { number, question: shortened(oneLine(question), MOST_SUBJECT) }).replace(
    /: $/,
    '',
  )

const digestSubject = ({ words, locale }: Writing, told: readonly ToldTicket[]): string => {
  const all = words(locale, 'mail.subject.digest', { count: told.length, numbers: numbersOf(told) })
  const late = told.filter(isLate)
  return late.length === 0 ? all : `${words(locale, 'mail.subject.late', { numbers: numbersOf(late) })} · ${all}`
}

const numbersOf = (told: readonly ToldTicket[]): string =>
  shortened(told.map(({ ticket }) => `#${ticket.number}`).join(', '), MOST_SUBJECT)

const isLate = ({ happened }: ToldTicket): boolean => happened !== 'opened'

interface Section {
  readonly head: string
  readonly facts: string
  readonly question: string
  readonly links: readonly (readonly [label: string, url: string])[]
}

const section = ({ words, locale }: Writing, { ticket, happened, slack, desk }: ToldTicket, most: number): Section => {
  const { number, customer, channel, email, question } = ticket
  const name = shortened(oneLine(customer ?? ''), MOST_NAME) || words(locale, 'mail.someone')
  const from = words(locale, 'mail.from', { name, channel: words(locale, `staff.channel.${channel}`) })
  return {
    head: words(locale, `mail.happened.${happened}`, { number }),
    facts: [
      from,
      ...(email === null ? [] : [shortened(oneLine(email), MOST_SUBJECT)]),
      ...standing(words, locale, ticket),
    ].join(' · '),
    question: shortened(question.trim(), most),
    links: [
      ...(slack === null ? [] : [[words(locale, 'mail.inSlack'), slack] as const]),
      [words(locale, 'mail.onDesk'), desk],
    ],
  }
}

const standing = (words: Words, locale: string, { state, holder }: MailedTicket): string[] => {
  if (state === 'resolved') return [words(locale, 'mail.resolved')]
  return holder === null ? [] : [words(locale, 'mail.heldBy', { name: oneLine(holder) })]
}

// Quoted line by line, so that no customer's words pass for the desk's own.
const sectionText = ({ head, facts, question, links }: Section): string =>
  [
    `${head}\n${facts}`,
    question
      .split(/\r\n|[\n\r\u2028\u2029]/)
      .map((line) => `> ${line}`)
      .join('\n'),
    links.map(([label, url]) => `${label}: ${url}`).join('\n'),
  ].join('\n\n')

const QUOTE = 'white-space: pre-wrap; margin: 0 0 1em; padding: 0 0 0 1em; border-left: 3px solid #bbb'

const sectionHtml = ({ head, facts, question, links }: Section) => html`
<h3>${head}</h3>
<p>${facts}</p>
<blockquote style="${QUOTE}">${question}</blockquote>
<p>${links.map(([label, url], index) => html`${index > 0 ? ' · ' : ''}<a href="${url}">${label}</a>`)}</p>`

type Html = ReturnType<typeof html>

const page = (locale: string, parts: readonly Html[]): string =>
  `${html`<!doctype html><html lang="${locale}"><meta charset="utf-8"><body>${[...parts]}</body></html>`}`

// Line ends would begin a header of their own, and marks of direction could turn one's words around.
const oneLine = (text: string): string =>
  text
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
