// What the menu of a card opens: its modals are filled with what the ticket is now.

import type { KnownBlock, ModalView } from '@slack/types'
import type { Words } from '../../src/channel.ts'
import { snoozeChoices } from '../../src/core/events.ts'
import { priorities as pressing } from '../../src/core/types.ts'
import type { ArticleDraft } from '../../src/desk/faq.ts'
import { type TrailEntry, trailWords } from '../../src/desk/trail.ts'
import type { Desk, TicketMessage, TicketRow, TicketView } from '../../src/desk.ts'
import { plainText } from '../../src/document.ts'
import { withAway } from './away.ts'
import { banFields } from './banning.ts'
import { button, moment, section } from './card.ts'
import { linkFields } from './incident-modals.ts'
import type { LinkTo } from './links.ts'
import { fitting, headOf, ticketLines } from './lists.ts'
import { menuField, mostTitle, plain, textField } from './modal.ts'
import { escapeText } from './mrkdwn.ts'
import type { Asker } from './notices.ts'
import { splitText } from './split.ts'
import type { Staff } from './staff.ts'
import { type Action, actionsOf, ticketBlock } from './ticket-actions.ts'

export interface TicketModalParts {
  readonly words: Words
  readonly desk: Pick<
    Desk,
    'ticket' | 'earlier' | 'trail' | 'mergeTargets' | 'isAdmin' | 'away' | 'incidents' | 'hasAssistant' | 'translates'
  >
  /** What an article may begin with; null where there is no such ticket. */
  readonly articleDraft: (number: number) => Promise<ArticleDraft | null>
  readonly staff: Pick<Staff, 'list'>
  readonly linkTo: LinkTo
}

const mostSection = 3000
const mostSubject = 150
const mostQuestion = 300
const mostEdits = 15
const mostRevision = 300
const mostInEdits = 4000
const mostSteps = 60
const mostInTrail = 8000

/** The modal for one entry of a ticket's menu. */
export const ticketModal = async (
  parts: TicketModalParts,
  asker: Viewer,
  number: number,
  action: Exclude<Action, 'draft' | 'summary'>,
): Promise<ModalView> => {
  const { locale } = asker
  const say = (key: string) => parts.words(locale, `slack.modal.${key}`)
  const ticket = await parts.desk.ticket(number)
  const frame = {
    type: 'modal' as const,
    callback_id: `ticket.${action}`,
    private_metadata: JSON.stringify({
      number,
      ...(ticket && { tier: ticket.tier, translated: ticket.translation !== null }),
    }),
    title: plain(say(`title.${action}`), mostTitle),
    close: plain(say('close'), mostTitle),
  }
  if (ticket === null) return { ...frame, blocks: [section(parts.words(locale, 'staff.unknownTicket'))] }
  const blocks = await blocksOf(parts, asker, ticket, action)
  // Without `submit` Slack shows no button to send a modal.
  const isSent = agreed.has(action) || blocks.some(({ type }) => type === 'input')
  if (!isSent) return { ...frame, blocks }
  const submit = parts.words(locale, submits[action] ?? 'slack.modal.save')
  return { ...frame, submit: plain(submit, mostTitle), blocks }
}

type Viewer = Pick<Asker, 'user' | 'locale'>

/** What has nothing to fill in, only something to agree to. */
const agreed: ReadonlySet<Action> = new Set(['waiting', 'unlink', 'translate'])

const submits: Readonly<Partial<Record<Action, string>>> = {
  reply: 'slack.picker.send',
  ban: 'slack.modal.ban',
  translate: 'assistant.goAhead',
}

const priorityFields = ({ words }: TicketModalParts, locale: string, ticket: TicketView): KnownBlock[] => {
  const choices = pressing.map((value) => ({ value, text: words(locale, `slack.priority.${value}`) }))
  return [
    menuField('priority', words(locale, 'slack.modal.priority'), choices, ticket.priority),
    menuField('tier', words(locale, 'slack.modal.tier'), choices, ticket.tier),
  ]
}

const blocksOf = async (
  parts: TicketModalParts,
  asker: Viewer,
  ticket: TicketView,
  action: Exclude<Action, 'draft' | 'summary'>,
): Promise<KnownBlock[]> => {
  const { words } = parts
  const { locale } = asker
  const say = (key: string) => words(locale, `slack.modal.${key}`)
  switch (action) {
    case 'reply':
      return [
        textField({ name: 'words', label: say('reply'), initial: '', hint: say('markdownHint'), multiline: true }),
      ]
    case 'subject':
      return [subjectField(ticket, say('subject'))]
    case 'priority':
      return priorityFields(parts, locale, ticket)
    case 'waiting':
    case 'unlink':
      return [section(say(action))]
    case 'snooze': {
      const choices = snoozeChoices.map((value) => ({ value, text: say(`snoozeFor.${value}`) }))
      return [menuField('snooze', say('snooze'), choices, 'tomorrow')]
    }
    case 'tags': {
      const initial = ticket.tags.join(', ')
      return [textField({ name: 'tags', label: say('tags'), hint: say('tagsHint'), initial, optional: true })]
    }
    case 'assign':
      return assignFields(parts, locale, say('manager'))
    case 'merge':
      return mergeFields(await parts.desk.mergeTargets(ticket.number), say)
    case 'incident':
      return linkFields(parts, locale)
    case 'translate':
      return [section(words(locale, `assistant.${ticket.translation === null ? 'translate' : 'untranslate'}Means`))]
    case 'article':
      return articleFields(await parts.articleDraft(ticket.number), say)
    case 'ban':
      return banFields(parts, asker, ticket)
    case 'history':
      return history(parts, locale, ticket)
    case 'more':
      return [{ type: 'actions', block_id: ticketBlock(ticket.number), elements: moreButtons(parts, locale, ticket) }]
  }
}

const subjectField = ({ subject }: TicketView, label: string) =>
  textField({ name: 'subject', label, initial: subject ?? '', optional: true, most: mostSubject })

const moreButtons = ({ words, desk }: TicketModalParts, locale: string, ticket: TicketView) =>
  actionsOf(ticket, desk).map((action) =>
    button({
      action: `ticket.more.${action}`,
      label: words(locale, `slack.more.${action}`),
      value: String(ticket.number),
    }),
  )

const assignFields = async (parts: TicketModalParts, locale: string, label: string): Promise<KnownBlock[]> => {
  const [people, away] = await Promise.all([parts.staff.list(), parts.desk.away()])
  return [menuField('manager', label, withAway({ words: parts.words, locale }, people, away), null)]
}

const mergeFields = (targets: readonly TicketRow[], say: (key: string) => string): KnownBlock[] => {
  if (targets.length === 0) return [section(say('noMerge'))]
  const choices = targets.map(({ number, subject, question }) => ({
    value: String(number),
    text: `#${number} ${headOf(subject ?? question)}`,
  }))
  return [menuField('into', say('mergeInto'), choices, null), section(say('mergeWhat'))]
}

const articleFields = (draft: ArticleDraft | null, say: (key: string) => string): KnownBlock[] => [
  ...(draft?.isCut === true ? [section(say('articleCut'))] : []),
  textField({ name: 'title', label: say('articleTitle'), initial: draft?.title ?? '', most: mostSubject }),
  textField({
    name: 'question',
    label: say('articleQuestion'),
    initial: draft?.question ?? '',
    optional: true,
    most: mostQuestion,
  }),
  textField({
    name: 'answer',
    label: say('articleAnswer'),
    hint: say('articleHint'),
    initial: draft?.answer ?? '',
    multiline: true,
  }),
]

const history = async (parts: TicketModalParts, locale: string, ticket: TicketView): Promise<KnownBlock[]> => {
  const say = (key: string) => parts.words(locale, `slack.modal.${key}`)
  const [earlier, trail] = await Promise.all([parts.desk.earlier(ticket.number), parts.desk.trail(ticket.number)])
  const edits = ticket.messages.flatMap((message) => editLines(message)).slice(-mostEdits)
  const before = { rows: earlier, total: earlier.length }
  const tickets = before.total === 0 ? say('noEarlier') : await ticketLines(parts, locale, before)
  const changed = edits.length === 0 ? say('noEdits') : fitting(edits, mostInEdits).join('\n')
  const done = fitting(trail.slice(-mostSteps).map(trailLine(parts, locale)), mostInTrail).join('\n')
  const texts = [`*${say('trail')}*\n${done}`, `*${say('earlier')}*\n${tickets}`, `*${say('edits')}*\n${changed}`]
  return texts.flatMap((text) => sections(text))
}

// The marks of a moment are ours; whatever else stands in a step may be people's words.
const trailLine =
  ({ words }: TicketModalParts, locale: string) =>
  (entry: TrailEntry): string => {
    const { key, params } = trailWords(entry, (at) => `\u0000${at.getTime()}\u0000`)
    const text = escapeText(words(locale, key, params))
    return `${moment(entry.at)} · ${text.replace(/\0(\d+)\0/g, (_, time: string) => moment(new Date(Number(time))))}`
  }

const editLines = ({ earlier, author }: TicketMessage): string[] => {
  const name = author.role === 'bot' || author.name === null ? '' : `${escapeText(author.name)}: `
  return earlier.map(
    ({ document, until }) => `${moment(until)} · ${name}${escapeText(headOf(plainText(document), mostRevision))}`,
  )
}

const sections = (text: string): KnownBlock[] => splitText(text, mostSection).map((part) => section(part))
