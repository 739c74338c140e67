// The adapters' pure side: whatever comes in is an event that can be stored, or nothing, and can be said on every platform.

import fc from 'fast-check'
import { ZodError } from 'zod'
import { arrivingOf } from '../../adapters/slack/arriving.ts'
import type { Known } from '../../adapters/slack/known.ts'
import { laneOf as slackLaneOf } from '../../adapters/slack/lanes.ts'
import { parse as parseSlack } from '../../adapters/slack/parse.ts'
import { peopleOf, readPayload } from '../../adapters/slack/payloads.ts'
import { renderMessage } from '../../adapters/slack/render.ts'
import { laneOf, updateSchema } from '../../adapters/telegram/lanes.ts'
import { parse as parseTelegram, queryOf } from '../../adapters/telegram/parse.ts'
import { render } from '../../adapters/telegram/render.ts'
import { chatBody, customerPressed, customerSaid, pressBody } from '../../adapters/web/chat/parse.ts'
import { managerActed } from '../../adapters/web/desk/parse.ts'
import { FilesRefused } from '../../adapters/web/files/refused-files.ts'
import { documentHtml } from '../../adapters/web/render.ts'
import type { Inbound } from '../../src/channel.ts'
import { type Document, fromMarkdown, plainText, toMarkdown } from '../../src/document.ts'
import { slackBodies, slackEnvelopes, telegramUpdates, webPosts } from './corpus.ts'
import { mutated, oddTexts } from './mutated.ts'
import type { Property } from './playing.ts'
import { unstorable } from './storable.ts'

const NOW = new Date('2026-05-04T10:00:00Z')
const BOT = '4242424242'

const known = (isChat: boolean, thread: Known['thread']): Known => ({
  ...{ staffChannel: 'C1DESK', thread, direct: 'D1CAROL', isChat, threadSaying: isChat ? '1795000000.000100' : null },
  member: (id) => (id === 'U1ANNA' ? { name: 'Anna', locale: 'en', guest: false, bot: false } : undefined),
  file: () => undefined,
  source: isChat ? { isOpen: true, direct: 'D1CAROL', link: 'https://t.slack.com/archives/C9/p1' } : null,
  linkOf: () => null,
  now: NOW,
})
const KNOWN = [known(false, 'replies'), known(true, 'replies'), known(false, 'notes')]

const ACTIONS = [
  ...['claim', 'release', 'resolve', 'reply', 'note', 'faq', 'take-back', 'assign', 'priority', 'tags', 'snooze'],
  ...[
    'merge',
    'ban',
    'waiting',
    'subject',
    'draft',
    'summary',
    'translate',
    'article',
    'incident',
    'unlink',
    '__proto__',
  ],
]

/** An update of the Bot API. */
const takeUpdate = (update: unknown): Inbound | null => {
  const read = updateSchema.safeParse(update)
  if (read.success) laneOf(read.data)
  queryOf(update)
  return parseTelegram(update, BOT, NOW)
}

/** What Slack posts: the events that it may be, by what is known of its people and threads. */
function takeBody(body: unknown): Inbound[] {
  const payload = readPayload(body)
  if (payload === null) return []
  slackLaneOf(payload)
  arrivingOf(payload)
  peopleOf(payload)
  return KNOWN.flatMap((one) => parseSlack(payload, one) ?? [])
}

/** A post of a page's: all the events that it may be, by the address it goes to. Only what is wrong with it is thrown. */
function takePost(body: unknown): Inbound[] {
  const poster = { visitor: 'a'.repeat(43), as: 'b'.repeat(43), locale: 'en' }
  const said = () => customerSaid({ ...poster, body: chatBody([]).parse(body), quotes: null }, NOW)
  const pressed = () => customerPressed({ ...poster, body: pressBody.parse(body) }, NOW)
  const by = { channel: 'web', externalId: 'm1', name: 'Ana' } as const
  const acts = ACTIONS.map(
    (action) => () => managerActed({ session: 's', by, number: 3, action, colleagues: [] }, body, NOW),
  )
  return [said, pressed, ...acts].flatMap((read) => refusable(read) ?? [])
}

const refusable = <Answer>(read: () => Answer): Answer | null => {
  try {
    return read()
  } catch (error) {
    if (error instanceof ZodError || error instanceof FilesRefused) return null
    throw error
  }
}

const storableAndSayable = (inbound: Inbound): void => {
  const why = unstorable(inbound)
  if (why !== null) throw new Error(`${inbound.event.type} can't be stored: ${why}`)
  if ('words' in inbound.event && inbound.event.words !== undefined) sayable(inbound.event.words)
}

/** Says it on every platform. */
const sayable = (document: Document): void => {
  const content = {
    ...{ kind: 'message', author: { role: 'customer', id: 'c', name: '<b>&"' }, document, buttons: [] },
  } as unknown as Parameters<typeof render>[0] // what else a message has is of no matter to its words
  render(content)
  const delivery = { id: '0b9f6a52-9d0e-4c5a-8f57-2f4f4a1f8d11' } as Parameters<typeof renderMessage>[0] // its id alone is read
  renderMessage(delivery, content, { channel: 'C1DESK', thread: null }, { nameless: 'Customer', standsBeside: false })
  documentHtml(document).toString()
  plainText(fromMarkdown(toMarkdown(document)))
}

/** What comes in at one door. */
export interface Door {
  readonly name: string
  readonly given: fc.Arbitrary<unknown>
  /** The events that it may be; throws where it crashes. */
  take(value: unknown): readonly Inbound[]
}

/** All that adapters parse. */
export const doors: readonly Door[] = [
  { name: 'updates of Telegram', given: mutated(telegramUpdates), take: (value) => asList(takeUpdate(value)) },
  { name: 'bodies of Slack', given: mutated(slackBodies), take: takeBody },
  { name: 'envelopes of Slack’s sockets', given: mutated(slackEnvelopes), take: takeEnvelope },
  { name: 'posts of the web', given: mutated(webPosts), take: takePost },
]

/** Whatever comes in at a door can be stored, and its words can be said everywhere. */
export const isTaken = ({ given, take }: Door): Property =>
  fc.property(given, (value) => {
    for (const inbound of take(value)) storableAndSayable(inbound)
  })

/** Whatever a manager types as Markdown can be said everywhere. */
export const isSaid: Property = fc.property(oddTexts, (text) => sayable(fromMarkdown(text)))

const asList = <Item>(item: Item | null): Item[] => (item === null ? [] : [item])

function takeEnvelope(envelope: unknown): Inbound[] {
  return typeof envelope === 'object' && envelope !== null && 'payload' in envelope ? takeBody(envelope.payload) : []
}
