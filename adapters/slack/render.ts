// Deliveries as arguments of Slack's methods. Pure: what a card shows was read before.

import type { KnownBlock } from '@slack/types'
import type { Button, Delivery, FinishedContent } from '../../src/channel.ts'
import { messagePlace } from './addresses.ts'
import { button, moment, type SlackMessage, section } from './card.ts'
import { escapeText, toMrkdwn } from './mrkdwn.ts'
import { splitBlocks, splitText } from './split.ts'

/** Above about 4,000 characters Slack may split a text itself, and refuses to update it. */
const mostText = 3900
const mostSection = 3000

/** Marks a post as a certain delivery's, so that it can be found again: `event_type` as Slack wants it, [A-Za-z0-9_-]. */
export const deliveryMark = 'frontdesk_delivery'

export interface PostCall {
  readonly channel: string
  readonly thread_ts?: string
  readonly reply_broadcast?: true
  readonly text: string
  readonly blocks?: KnownBlock[]
  readonly username?: string
  readonly metadata: {
    readonly event_type: string
    readonly event_payload: { readonly delivery: string; readonly part: number }
  }
  // Nobody's words may call people together or unfold into pictures.
  readonly parse: 'none'
  readonly link_names: false
  readonly unfurl_links: false
  readonly unfurl_media: false
}

export interface UpdateCall {
  readonly channel: string
  readonly ts: string
  readonly text: string
  readonly blocks: KnownBlock[]
}

/** Other words for a message that was posted. */
export interface RevisionCall extends UpdateCall {
  readonly parse: 'none'
  readonly link_names: false
}

export interface ReactionCall {
  readonly channel: string
  readonly timestamp: string
  readonly name: string
}

export type Message = Extract<FinishedContent, { kind: 'message' }>
export type Edit = Extract<FinishedContent, { kind: 'edit' }>
export type Delete = Extract<FinishedContent, { kind: 'delete' }>
export type Card = Extract<FinishedContent, { kind: 'card' }>
export type Mark = Extract<FinishedContent, { kind: 'mark' }>

/**
 * A message as one post or several, split where a reader would; buttons hang on the last.
 * @param place the channel, and the thread in it where there is one
 * @param naming how people are named
 */
export const renderMessage = (
  delivery: Delivery,
  content: Message,
  place: { readonly channel: string; readonly thread: string | null },
  { nameless, standsBeside }: Naming,
): PostCall[] => {
  const name = shownName(content.author, nameless)
  const username = standsBeside ? name : null
  const blocks = calling(content.calls, [...writtenLine(content), ...toMrkdwn(content.document)])
  const parts = splitBlocks(username === name ? blocks : headed(name ?? '', blocks), mostText)
  const texts = parts.length === 0 ? ['…'] : parts
  return texts.map((text, part) => ({
    channel: place.channel,
    ...(place.thread === null ? {} : { thread_ts: place.thread }),
    ...(part === 0 && place.thread !== null && content.resurfaces ? { reply_broadcast: true as const } : {}),
    text,
    ...(part === texts.length - 1 && content.buttons.length > 0 ? { blocks: withButtons(text, content.buttons) } : {}),
    ...(username === null ? {} : { username }),
    ...marked(delivery.id, part),
  }))
}

/** How people's words bear their names. */
export interface Naming {
  /** What a customer without a name is called. */
  readonly nameless: string
  /** Whether the post itself may stand under the name; else it stands above the words. */
  readonly standsBeside: boolean
}

// Without chat:write.customize a customer's words would read as the desk's own.
const headed = (name: string, [first = '', ...rest]: readonly string[]): string[] => [
  `*${escapeText(name)}*\n${first}`,
  ...rest,
]

// The only mentions that this desk makes: what people write never becomes one.
const calling = (calls: Message['calls'], blocks: readonly string[]): readonly string[] => {
  const [first = '', ...rest] = blocks
  return calls === undefined ? blocks : [`${mentionsOf(calls)} ${first}`, ...rest]
}

const mentionsOf = (calls: NonNullable<Message['calls']>): string => {
  if ('people' in calls) return calls.people.map((id) => `<@${escapeText(id)}>`).join(' ')
  return calls.staff === 'all' ? '<!channel>' : '<!here>'
}

// Each reader sees it in their own time zone.
const writtenLine = ({ written }: Message): string[] =>
  written === undefined ? [] : [`${escapeText(written.label)} ${moment(new Date(written.at))}`]

/**
 * A post's words in the place of those before. Blocks that stood there would hide the text: they are taken off.
 * @param posted the id of the message that stands there
 */
export const renderRevision = (posted: string, { text }: Pick<PostCall, 'text'>): RevisionCall => ({
  ...messagePlace(posted),
  text,
  blocks: [],
  parse: 'none',
  link_names: false,
})

/** A card's first post. */
export const renderNewCard = (delivery: Delivery, card: SlackMessage, channel: string): PostCall => ({
  channel,
  ...card,
  ...marked(delivery.id, 0),
})

/** A line of the desk's own, in Slack's markup. */
export const renderLine = (delivery: Delivery, text: string, channel: string): PostCall => ({
  channel,
  text,
  ...marked(delivery.id, 0),
})

/** A card that changed: the same message, in place. */
export const renderCardUpdate = (posted: string, card: SlackMessage): UpdateCall => ({
  ...messagePlace(posted),
  ...card,
})

const reactions: Readonly<Record<Mark['mark'], string>> = {
  delivered: 'white_check_mark',
  note: 'lock',
  failed: 'warning',
}

/** A mark on a manager's own message. */
export const renderMark = ({ target, mark }: Pick<Mark, 'target' | 'mark'>): ReactionCall => {
  const { channel, ts } = messagePlace(target)
  return { channel, timestamp: ts, name: reactions[mark] }
}

const marked = (delivery: string, part: number) =>
  ({
    metadata: { event_type: deliveryMark, event_payload: { delivery, part } },
    parse: 'none',
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
  }) as const

/** The name that words stand under; null for the desk's own. */
export const shownName = (author: Message['author'], nameless: string): string | null => {
  switch (author.role) {
    case 'customer':
      return author.name ?? nameless
    case 'manager':
      return author.name
    case 'bot':
      return null
  }
}

const withButtons = (text: string, buttons: readonly Button[]): KnownBlock[] => [
  ...splitText(text, mostSection).map(section),
  {
    type: 'actions',
    elements: withActionIds(buttons).map(({ label, press, action }) => button({ action, label, value: press })),
  },
]

// A press is a name that scripts rely on, and what it is about behind a colon. Action ids must differ within a block.
const withActionIds = (buttons: readonly Button[]) => {
  const taken = new Set<string>()
  return buttons.map((each) => {
    const name = actionIdOf(each.press)
    const action = taken.has(name) ? `${name}.${taken.size}` : name
    taken.add(action)
    return { ...each, action }
  })
}

const actionIdOf = (press: string): string => {
  const [name = press] = press.split(':')
  return name === 'person' ? 'suggestion.person' : name.slice(0, 200)
}
