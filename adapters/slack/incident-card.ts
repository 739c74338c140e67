// An incident's card in the staff channel: how many it concerns, how far its end has come, and what can be done about it.

import type { KnownBlock } from '@slack/types'
import type { Delivery, FinishedContent, Receipt, Words } from '../../src/channel.ts'
import type { IncidentView } from '../../src/desk/incidents.ts'
import { priorities } from './api.ts'
import { button, moment, phrase, type SlackMessage, section } from './card.ts'
import { toChannelError } from './errors.ts'
import { numberLink } from './lists.ts'
import { escapeText } from './mrkdwn.ts'
import { postAll, type SendingParts, staffChannelOf } from './posting.ts'
import { renderCardUpdate, renderNewCard } from './render.ts'

/** What can be pressed at an incident, beside its list. */
export type IncidentPress = 'resolve' | 'hush' | 'tell' | 'stop' | 'goOn'

type Incident = Extract<FinishedContent, { kind: 'incident' }>

/** Posts an incident's card, or shows it anew where it stands. Throws ChannelError. */
export const sendIncident = async (
  parts: SendingParts,
  delivery: Delivery,
  { incident, posted }: Incident,
): Promise<Receipt> => {
  const card = renderIncident(await parts.desk.incident(incident), parts.words, parts.locale)
  if (posted === null) {
    return postAll(parts, delivery, [renderNewCard(delivery, card, staffChannelOf(parts))], priorities.card)
  }
  const call = renderCardUpdate(posted, card)
  try {
    await parts.api.call('chat.update', { ...call }, priorities.card)
    return { ids: [posted] }
  } catch (error) {
    throw toChannelError(error, call.channel)
  }
}

/** Renders an incident with the buttons that fit its state; `locale` is the desk's own. */
export const renderIncident = (view: IncidentView, words: Words, locale: string): SlackMessage => {
  const say = (key: string, params = {}) => phrase(words, locale, `incident.${key}`, params)
  const { number, title, openedBy, openedAt } = view
  const facts = [
    `*${say('number', { number })}*  ${stateOf(view, say)}`,
    `*${escapeText(title)}*`,
    say('linked', { count: view.linked }),
    ...(view.state === 'open' ? [say('waiting', { count: view.waiting })] : []),
    ...(view.undelivered > 0 ? [say('undelivered', { count: view.undelivered })] : []),
  ]
  const opened = `${words(locale, 'slack.card.opened')} ${moment(openedAt)}${openedBy === null ? '' : ` · ${escapeText(openedBy)}`}`
  return {
    text: `${say('number', { number })} ${escapeText(title)}`,
    blocks: [
      section(facts.join('\n')),
      { type: 'context', elements: [{ type: 'mrkdwn', text: opened }] },
      buttonsOf(view, (name) => words(locale, `incident.button.${name}`)),
    ],
  }
}

type SayKey = (key: string, params?: Record<string, string | number>) => string

const stateOf = ({ state, telling, reached, left }: IncidentView, say: SayKey): string => {
  const counts = { reached, all: reached + left }
  return say(`state.${state === 'open' && !telling ? 'hushed' : state}`, counts)
}

const pressesOf = ({ state, telling }: IncidentView): readonly IncidentPress[] => {
  switch (state) {
    case 'open':
      return ['resolve', telling ? 'hush' : 'tell']
    case 'resolving':
      return ['stop']
    case 'stopped':
      return ['goOn']
    case 'resolved':
      return []
  }
}

const buttonsOf = (view: IncidentView, label: (name: string) => string): KnownBlock => ({
  type: 'actions',
  block_id: `incident:${view.number}`,
  elements: [...pressesOf(view), 'list'].map((name) =>
    button({
      action: `incident.${name}`,
      label: label(name),
      value: String(view.number),
      ...(name === 'resolve' ? { style: 'primary' as const } : {}),
    }),
  ),
})

/** An incident as a line of a list. */
export const incidentLine = async (
  parts: Pick<SendingParts, 'linkTo' | 'words'>,
  locale: string,
  view: IncidentView,
): Promise<string> => {
  const say = (key: string, params = {}) => phrase(parts.words, locale, `incident.${key}`, params)
  const facts = [stateOf(view, say), say('linked', { count: view.linked }), say('waiting', { count: view.waiting })]
  return `${await numberLink(parts, view)} ${escapeText(view.title)}\n      ${facts.join(' · ')}`
}
