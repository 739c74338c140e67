// What the assistant writes for a manager: asked for by a press, and waited for in a modal.

import type { KnownBlock, ModalView } from '@slack/types'
import type { Inbound, Receive, Words } from '../../src/channel.ts'
import { type Written, type WrittenDraft, whyNot } from '../../src/desk/assistance.ts'
import type { Desk } from '../../src/desk.ts'
import { phrase, section } from './card.ts'
import { timeOf } from './known.ts'
import { type ManagerParts, whyNotManager } from './managers.ts'
import { type ModalParts, mostTitle, plain, textField } from './modal.ts'
import { type Asker, type Notices, personOf } from './notices.ts'
import type { Payload } from './payloads.ts'

export interface WritingParts extends ModalParts, ManagerParts {
  readonly desk: Pick<Desk, 'hasAssistant' | 'whenWritten' | 'articleDraft'>
  readonly receive: Receive
  readonly notices: Pick<Notices, 'wordsOf'>
  /** Aborted when the adapter stops: nobody waits any more then. */
  readonly closing: AbortSignal
}

interface Asked {
  readonly pressed: Extract<Payload, { kind: 'press' }>['press']
  readonly asker: Asker
  readonly number: number
  readonly purpose: 'draft' | 'summary' | 'article'
}

/** `refused`: the assistant was not asked; `why` in Slack's markup. */
type Came = Written | { readonly state: 'refused'; readonly why: string }

/**
 * Asks the assistant, and waits for what it writes; a summary comes to the ticket by itself, so nobody waits for that.
 * @throws NotStored, and the errors of the database
 */
export const write = async (parts: WritingParts, { pressed, asker, number, purpose }: Asked): Promise<Came> => {
  const { desk, receive, words, notices, closing } = parts
  const refused = (why: string): Came => ({ state: 'refused', why })
  const inbound = await inboundOf(parts, { pressed, asker, number, purpose })
  const mayNot = await whyNotManager(parts, { kind: 'press', press: pressed }, inbound)
  if (mayNot !== null) return refused(words(asker.locale, mayNot))
  const outcome = await receive(inbound)
  if (outcome.kind === 'refused') return refused(await notices.wordsOf(asker.locale, outcome.notice))
  if (purpose === 'summary') return { state: 'summary' }
  const consultation = outcome.kind === 'done' ? outcome.consultation : undefined
  const written = consultation === undefined ? null : await desk.whenWritten(personOf(asker), consultation, closing)
  return written ?? refused(words(asker.locale, 'slack.tryAgain'))
}

const inboundOf = async (
  { members }: WritingParts,
  { pressed: { team, user, actions }, asker, number, purpose }: Asked,
): Promise<Inbound> => {
  const [action] = actions
  const name = (await members.find(asker.user))?.name ?? user.username ?? user.id
  const by = { channel: 'slack', externalId: user.id, name } as const
  return {
    key: `slack:${team?.id ?? ''}:action:${user.id}:${action?.action_ts ?? ''}:${action?.action_id ?? ''}:${purpose}`,
    at: timeOf(action?.action_ts ?? ''),
    event: { type: 'ManagerConsulted', by, ticket: { number }, purpose },
  }
}

/** The form of a reply: with the draft to change, or empty below why there is none. */
export const draftModal = (words: Words, locale: string, number: number, came: Came): ModalView => ({
  type: 'modal',
  callback_id: 'ticket.draft',
  private_metadata: JSON.stringify({ number }),
  title: plain(words(locale, 'slack.modal.title.draft'), mostTitle),
  close: plain(words(locale, 'slack.modal.close'), mostTitle),
  submit: plain(words(locale, 'slack.picker.send'), mostTitle),
  blocks: [
    ...(came.state === 'draft' ? warning(words, locale, came) : [section(whyNone(words, locale, came))]),
    textField({
      name: 'words',
      label: words(locale, 'slack.modal.reply'),
      hint: words(locale, 'slack.modal.markdownHint'),
      initial: came.state === 'draft' ? came.text : '',
      multiline: true,
    }),
    ...(came.state === 'draft' ? sources(words, locale, came) : []),
  ],
})

/** Says that a summary is on its way, or why it isn't. */
export const summaryModal = (words: Words, locale: string, came: Came): ModalView => ({
  type: 'modal',
  title: plain(words(locale, 'slack.modal.title.summary'), mostTitle),
  close: plain(words(locale, 'slack.modal.close'), mostTitle),
  blocks: [section(came.state === 'refused' ? came.why : phrase(words, locale, 'assistant.summaryComes'))],
})

const whyNone = (words: Words, locale: string, came: Exclude<Came, WrittenDraft>): string => {
  if (came.state === 'refused') return came.why
  if (came.state === 'unknown') return phrase(words, locale, 'assistant.unknownDraft')
  if (came.state === 'failed') return phrase(words, locale, 'assistant.noDraft', { why: whyNot(came.why) })
  return words(locale, 'slack.tryAgain')
}

const warning = (words: Words, locale: string, { isOvertaken }: WrittenDraft): KnownBlock[] =>
  isOvertaken ? [section(phrase(words, locale, 'assistant.overtaken'))] : []

const sources = (words: Words, locale: string, { articles, tickets }: WrittenDraft): KnownBlock[] => {
  const named = [...articles.map(({ title }) => title), ...tickets.map((number) => `#${number}`)].join(' · ')
  const text =
    named === ''
      ? phrase(words, locale, 'assistant.fromTalk')
      : phrase(words, locale, 'assistant.takenFrom', { sources: named })
  return [{ type: 'context', elements: [{ type: 'mrkdwn', text, verbatim: true }] }]
}
