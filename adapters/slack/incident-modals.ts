// What is pressed and filled in about incidents: the modal with the answer for all, and the events that presses are.

import type { KnownBlock, ModalView } from '@slack/types'
import { z } from 'zod'
import type { Inbound, Words } from '../../src/channel.ts'
import type { ManagerRef } from '../../src/core/types.ts'
import type { Desk } from '../../src/desk.ts'
import { fromMarkdown } from '../../src/document.ts'
import { phrase, section } from './card.ts'
import type { IncidentPress } from './incident-card.ts'
import { number, numberIn, parseJson } from './json.ts'
import { menuField, mostOptions, mostTitle, option, plain, textField } from './modal.ts'
import { escapeText } from './mrkdwn.ts'
import type { Payload } from './payloads.ts'

const resolveCallback = 'incident.resolve'
const articleField = 'incidentArticle'

const metadata = z.object({ incident: number })

/** The incident that a modal was opened for; null where it tells none. */
export const incidentOfView = (given: string): number | null =>
  metadata.safeParse(parseJson(given)).data?.incident ?? null

interface Parts {
  readonly words: Words
  readonly desk: Pick<Desk, 'incidentNumbered' | 'searchTitles'>
}

/** The modal in which a manager ends an incident: how many will hear, and what. */
export const resolveModal = async (parts: Parts, locale: string, number: number): Promise<ModalView> => {
  const say = (key: string, params = {}) => phrase(parts.words, locale, `incident.${key}`, params)
  const frame = {
    type: 'modal' as const,
    callback_id: resolveCallback,
    private_metadata: JSON.stringify({ incident: number }),
    title: plain(say('resolveTitle', { number }), mostTitle),
    close: plain(parts.words(locale, 'slack.modal.close'), mostTitle),
  }
  const incident = await parts.desk.incidentNumbered(number)
  const refusal = incident === null ? 'unknownIncident' : (refusals[incident.state] ?? null)
  if (incident === null || refusal !== null) {
    return { ...frame, blocks: [section(phrase(parts.words, locale, `staff.${refusal}`, { number }))] }
  }
  const [first] = await parts.desk.searchTitles('', 1)
  const blocks = [
    section(`*${escapeText(incident.title)}*\n${say('willHear', { count: incident.left })}`),
    answerField(parts.words, locale),
    ...(first === undefined ? [] : [articleMenu(parts.words, locale)]),
  ]
  return { ...frame, submit: plain(say('send'), mostTitle), blocks }
}

const refusals: Readonly<Record<string, string>> = {
  resolving: 'incidentResolving',
  stopped: 'incidentResolving',
  resolved: 'incidentOver',
}

const answerField = (words: Words, locale: string) =>
  textField({
    name: 'answer',
    label: words(locale, 'incident.answer'),
    hint: words(locale, 'slack.modal.markdownHint'),
    initial: '',
    multiline: true,
    optional: true,
  })

const articleMenu = (words: Words, locale: string): KnownBlock => ({
  type: 'input',
  block_id: articleField,
  optional: true,
  label: plain(words(locale, 'incident.article'), 2000),
  element: {
    type: 'external_select',
    action_id: articleField,
    min_query_length: 0,
    placeholder: plain(words(locale, 'slack.picker.choose'), 150),
  },
})

/** The entries for what is typed into the menu of articles. */
export const searchAnswers = async ({ desk }: Pick<Parts, 'desk'>, typed: string) => ({
  options: (await desk.searchTitles(typed, mostOptions)).map(({ id, title }) => option({ value: id, text: title })),
})

/** The menu of the incidents that a ticket may be linked to, or why there is none. */
export const linkFields = async (
  { words, desk }: { readonly words: Words; readonly desk: Pick<Desk, 'incidents'> },
  locale: string,
): Promise<KnownBlock[]> => {
  const open = (await desk.incidents()).filter(({ state }) => state === 'open')
  if (open.length === 0) return [section(phrase(words, locale, 'incident.noneToLink'))]
  const choices = open.map(({ number, title }) => ({ value: String(number), text: `${number} · ${title}` }))
  return [menuField('incident', words(locale, 'incident.which'), choices, choices[0]?.value ?? null)]
}

const presses: Readonly<Partial<Record<`incident.${IncidentPress}`, Press>>> = {
  'incident.hush': 'IncidentHushed',
  'incident.tell': 'IncidentTold',
  'incident.stop': 'IncidentStopped',
  'incident.goOn': 'IncidentContinued',
}

type Press = 'IncidentHushed' | 'IncidentTold' | 'IncidentStopped' | 'IncidentContinued'

/** What a press at an incident's card means; null where it means nothing of that kind. */
export const incidentPressed = (
  { action_id: id, value }: { readonly action_id: string; readonly value?: string | undefined },
  by: ManagerRef,
): Inbound['event'] | null => {
  const type = Object.entries(presses).find(([name]) => name === id)?.[1]
  const incident = numberIn(value)
  return type === undefined || incident === null ? null : { type, by, incident }
}

/** What a press at an incident's card opens; null where it opens nothing. */
export const incidentOpening = ({
  action_id: id,
  value,
}: {
  readonly action_id: string
  readonly value?: string | undefined
}): { readonly kind: 'resolve' | 'list'; readonly incident: number } | null => {
  const incident = numberIn(value)
  if (incident === null || (id !== 'incident.resolve' && id !== 'incident.list')) return null
  return { kind: id === 'incident.list' ? 'list' : 'resolve', incident }
}

type Submission = Extract<Payload, { kind: 'submission' }>['submission']

/** An answer for all that was sent; null for any other modal. */
export const incidentSent = (view: Submission['view'], by: ManagerRef): Inbound['event'] | null => {
  const incident = view.callback_id === resolveCallback ? incidentOfView(view.private_metadata) : null
  if (incident === null) return null
  const { values } = view.state
  const words = values.answer?.answer?.value?.trim() ?? ''
  const article = values[articleField]?.[articleField]?.selected_option?.value ?? null
  return { type: 'IncidentResolved', by, incident, answer: words === '' ? null : fromMarkdown(words), article }
}
