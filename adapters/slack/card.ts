// A ticket's card: one message in the staff channel that always shows who holds it, its state, its due time and its rating.

import type { KnownBlock, Overflow, SectionBlock } from '@slack/types'
import type { Words } from '../../src/channel.ts'
import { type CardView, pressesOf } from '../../src/desk.ts'
import { fromMarkdown, literal } from '../../src/document.ts'
import type { ThreadUse } from './known.ts'
import { escapeText, toMrkdwn } from './mrkdwn.ts'
import { splitText } from './split.ts'
import { menuOf, ticketBlock } from './ticket-actions.ts'

/** A message as `chat.postMessage` and `chat.update` take it. `text` is what notifications and plain readers show. */
export interface SlackMessage {
  readonly text: string
  readonly blocks: KnownBlock[]
}

/** A card with links to those of the ticket that it was merged into, and of the customer's latest before; null where one has none. */
export interface ShownCard extends Omit<CardView, 'mergedInto' | 'latestBefore'> {
  readonly mergedInto: LinkedTicket | null
  readonly latestBefore: LinkedTicket | null
}

interface LinkedTicket {
  readonly number: number
  readonly link: string | null
}

/** `chat.update` takes no more than 4,000 characters of text, and a card is updated all its life. */
const mostText = 3900
const mostSection = 3000
/** Button labels: https://docs.slack.dev/reference/block-kit/block-elements/button-element */
const mostLabel = 75

/**
 * Renders a card with the buttons that fit its state.
 * @param locale the desk's own language: a card is for the staff, whatever its customer speaks
 * @param shown where words in the thread are notes, a button is the way to the customer; with an assistant the menu offers what it writes
 */
export const renderCard = (card: ShownCard, words: Words, locale: string, shown: Shown = {}): SlackMessage => {
  const say = (key: string, params?: Record<string, string | number>) => phrase(words, locale, key, params)
  const question = escapeText(card.question)
  const title = `#${card.number} `
  return {
    text:
      title +
      (splitText(question, mostText - title.length - 1)[0] ?? '') +
      (question.length > mostText - title.length - 1 ? '…' : ''),
    blocks: [
      section(factsOf(card, say).join('\n')),
      ...askedBlocks(card, say),
      ...offersOf(card, say),
      ...timesOf(card, say),
      ...buttonsOf(card, say, shown),
    ],
  }
}

interface Shown {
  /** Replies unless told. */
  readonly thread?: ThreadUse
  /** Whether the desk has an assistant; it has none unless told. */
  readonly hasAssistant?: boolean
}

const factsOf = (card: ShownCard, say: SayKey): string[] => [
  `*#${card.number}*  ${card.priority === 'normal' ? '' : `${say(`slack.priority.${card.priority}`)}  `}${stateOf(card, say)}`,
  ...(card.subject === null ? [] : [`*${escapeText(card.subject)}*`]),
  `${say('slack.card.customer', {
    name: card.customer ?? say('slack.customer'),
    channel: say(`slack.channel.${card.channel}`),
  })} · ${languageName(card.locale, say('slack.card.language'))}`,
  ...(card.incident === null
    ? []
    : [say('slack.card.incident', { number: card.incident.number, title: card.incident.title })]),
  ...(card.refusesModel ? [say('slack.card.onlyPeople')] : []),
  ...(card.bannedBy === null ? [] : [say('slack.card.banned', { name: card.bannedBy })]),
  ...(card.email === null ? [] : [escapeText(card.email)]),
  ...(card.ticketsBefore > 0 ? [before(card, say)] : []),
  ...(card.reopened > 0 ? [say('slack.card.reopened', { count: card.reopened })] : []),
  ...(card.tags.length === 0 ? [] : [card.tags.map((tag) => `\`${escapeText(tag.replaceAll('`', "'"))}\``).join(' ')]),
]

const before = ({ ticketsBefore, latestBefore, ratedBefore }: ShownCard, say: SayKey): string =>
  [
    say('slack.card.before', { count: ticketsBefore }),
    ...(latestBefore === null ? [] : [`${say('slack.card.latest')} ${numbered(latestBefore)}`]),
    ...(ratedBefore === null ? [] : [stars(ratedBefore)]),
  ].join(' · ')

const numbered = ({ number, link }: LinkedTicket): string => (link === null ? `#${number}` : `<${link}|#${number}>`)

// The name of a language in the desk's own; `display` is that language's code.
const languageName = (locale: string, display: string): string =>
  locale === '' ? '' : (new Intl.DisplayNames([display], { type: 'language' }).of(locale) ?? locale)

const stars = (score: number): string => '★'.repeat(score) + '☆'.repeat(5 - score)

// What the FAQ offered, and what came of it: nobody should send the same answer once more unawares.
const offersOf = ({ offers }: ShownCard, say: SayKey): KnownBlock[] => {
  if (offers.length === 0) return []
  const titles = offers.map(
    ({ title, verdict }) => `${escapeText(title)} (${say(`slack.card.verdict.${verdict ?? 'none'}`)})`,
  )
  const text = shortened(`${say('slack.card.offered')} ${titles.join(' · ')}`)
  return [{ type: 'context', elements: [{ type: 'mrkdwn', text, verbatim: true }] }]
}

// The staff read the question in their language, with what was written below it.
const askedBlocks = ({ question, translatedQuestion, translation }: ShownCard, say: SayKey): KnownBlock[] => {
  if (translatedQuestion === null) return [section(shortened(escapeText(question)))]
  const name = languageName(translation?.from ?? '', say('slack.card.language'))
  const original = shortened(`🌐 ${say('slack.card.original', { language: name })} ${escapeText(question)}`)
  return [
    section(shortened(escapeText(translatedQuestion))),
    { type: 'context', elements: [{ type: 'mrkdwn', text: original, verbatim: true }] },
  ]
}

type SayKey = (key: string, params?: Record<string, string | number>) => string

const stateOf = (card: ShownCard, say: SayKey): string =>
  card.mergedInto === null ? standingOf(card, say) : mergedState(card.mergedInto, say)

type Standing = Pick<ShownCard, 'state' | 'holder' | 'snoozedUntil'>

/** A ticket's state in words, with who has it, and until when it is put off. */
export const standingOf = ({ state, holder, snoozedUntil }: Standing, say: SayKey): string => {
  const isHeld = holder !== null && (state === 'resolved' || state === 'snoozed')
  const words = say(`slack.card.state.${state}${isHeld ? 'Held' : ''}`, { holder: holder ?? '' })
  return snoozedUntil === null ? words : `${words} ${moment(snoozedUntil)}`
}

const mergedState = ({ number, link }: NonNullable<ShownCard['mergedInto']>, say: SayKey): string =>
  link === null
    ? say('slack.card.state.merged', { number })
    : `${say('slack.card.state.merged', { number })} · <${link}|${say('slack.card.mergedThere')}>`

const timesOf = (card: ShownCard, say: SayKey): KnownBlock[] => {
  const times = [
    `${say('slack.card.opened')} ${moment(card.openedAt)}`,
    ...(card.dueAt === null ? [] : [`${say('slack.card.due')} ${moment(card.dueAt)}`]),
    ...(card.leaseUntil === null ? [] : [`${say('slack.card.lease')} ${moment(card.leaseUntil)}`]),
    ...(card.rating === null ? [] : [`${stars(card.rating.score)} ${escapeText(card.rating.comment ?? '')}`.trim()]),
  ]
  return [{ type: 'context', elements: times.map((text) => ({ type: 'mrkdwn', text: text.slice(0, mostSection) })) }]
}

const buttonsOf = (card: ShownCard, say: SayKey, { thread, hasAssistant = false }: Shown): KnownBlock[] => {
  const names = [...(thread === 'notes' && card.mergedInto === null ? ['reply'] : []), ...pressesOf(card)]
  const elements = names.map((name) =>
    button({
      action: `ticket.${name}`,
      label: say(`slack.button.${name}`),
      value: String(card.number),
      ...(name === 'claim' ? { style: 'primary' as const } : {}),
    }),
  )
  const menu: Overflow = {
    type: 'overflow',
    action_id: 'ticket.more',
    options: menuOf(card, hasAssistant).map((value) => ({
      text: { type: 'plain_text', text: say(`slack.more.${value}`) },
      value,
    })),
  }
  return [{ type: 'actions', block_id: ticketBlock(card.number), elements: [...elements, menu] }]
}

interface ButtonSpec {
  readonly action: string
  readonly label: string
  readonly value: string
  readonly style?: 'primary'
}

/** A button; its label is cut where it is too long for Slack. */
export const button = ({ action, label, value, style }: ButtonSpec) => ({
  type: 'button' as const,
  action_id: action,
  text: {
    type: 'plain_text' as const,
    text: label.length > mostLabel ? `${label.slice(0, mostLabel - 1)}…` : label,
    emoji: true,
  },
  value,
  ...(style ? { style } : {}),
})

/** A paragraph of mrkdwn; at most 3,000 characters. */
export const section = (text: string): SectionBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text, verbatim: true },
})

/**
 * Words of the desk in Slack's markup. Parameters may hold anything that people wrote: nothing in them is read as markup.
 * @param locale a language such as `en`
 */
export const phrase = (
  words: Words,
  locale: string,
  key: string,
  params?: Readonly<Record<string, string | number>>,
): string => {
  if (params === undefined) return fixedPhrase(words, locale, key)
  const filled = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'string' ? literal(value) : value,
  ])
  return inMrkdwn(words(locale, key, Object.fromEntries(filled)))
}

// Labels and states are the same on every card: where thousands change at once, reading their Markdown again would take half the time.
const fixedPhrases = new WeakMap<Words, Map<string, string>>()

const fixedPhrase = (words: Words, locale: string, key: string): string => {
  const known = fixedPhrases.get(words) ?? new Map<string, string>()
  fixedPhrases.set(words, known)
  const name = `${locale} ${key}`
  const text = known.get(name) ?? inMrkdwn(words(locale, key))
  known.set(name, text)
  return text
}

const inMrkdwn = (markdown: string): string => toMrkdwn(fromMarkdown(markdown)).join('\n\n')

const shortened = (text: string): string => {
  const [first = '', ...rest] = splitText(text, mostSection - 1)
  return rest.length === 0 ? first || '…' : `${first}…`
}

/** A moment in each reader's own time zone; the fallback is UTC. */
export const moment = (at: Date): string =>
  `<!date^${Math.floor(at.getTime() / 1000)}^{date_short_pretty} {time}|${at.toISOString().slice(0, 16).replace('T', ' ')} UTC>`
