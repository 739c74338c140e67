// What a ticket's menu offers beside the buttons of its card, and which ticket a press is about.

import type { CardView, Desk } from '../../src/desk.ts'

const actions = [
  'reply',
  'draft',
  'summary',
  'translate',
  'assign',
  'waiting',
  'snooze',
  'priority',
  'tags',
  'subject',
  'history',
  'article',
  'merge',
  'incident',
  'unlink',
  'ban',
  'more',
] as const
export type Action = (typeof actions)[number]

/** A menu of Slack's holds five entries; with all of them `more` opens the rest. */
const first: Readonly<Record<'open' | 'waiting' | 'resolved', readonly Action[]>> = {
  open: ['assign', 'waiting', 'snooze', 'priority', 'more'],
  waiting: ['assign', 'snooze', 'priority', 'history', 'more'],
  resolved: ['article', 'history', 'subject', 'tags', 'more'],
}

/** The same where an assistant may help. */
const firstAssisted: typeof first = {
  open: ['draft', 'summary', 'assign', 'waiting', 'more'],
  waiting: ['draft', 'summary', 'snooze', 'history', 'more'],
  resolved: ['article', 'summary', 'history', 'tags', 'more'],
}

const forOpen: ReadonlySet<Action> = new Set(['draft', 'assign', 'waiting', 'snooze', 'merge', 'incident', 'unlink'])
const onCard: ReadonlySet<Action> = new Set(['reply', 'more'])

const assisted: ReadonlySet<Action> = new Set(['draft', 'summary'])

type Seen = Pick<CardView, 'state' | 'refusesModel'>

/** Whether the desk has an assistant, and whether it translates. */
export type Abilities = Pick<Desk, 'hasAssistant' | 'translates'>

/** The entries of the menu on a card. */
export const menuOf = ({ state, refusesModel }: Seen, hasAssistant: boolean): readonly Action[] =>
  (hasAssistant && !refusesModel ? firstAssisted : first)[state === 'resolved' || state === 'waiting' ? state : 'open']

/** All that a menu may offer for a ticket. */
export const actionsOf = (
  { state, incident, refusesModel, translation }: Seen & Pick<CardView, 'incident' | 'translation'>,
  { hasAssistant, translates }: Abilities,
): readonly Action[] => {
  const linking = incident === null || incident.over ? 'unlink' : 'incident'
  return actions.filter(
    (action) =>
      !onCard.has(action) &&
      (!assisted.has(action) || (hasAssistant && !refusesModel)) &&
      // What is translated can always be ended.
      (action !== 'translate' || translation !== null || (translates && !refusesModel)) &&
      action !== state &&
      action !== linking &&
      (state !== 'resolved' || !forOpen.has(action)),
  )
}

/** An action by its name; null for any other word. */
export const readAction = (name: string): Action | null => actions.find((one) => one === name) ?? null

const inBlock = /^ticket:(\d{1,9})$/

/** Names a block after its ticket, since an entry of a menu says only what it does. */
export const ticketBlock = (number: number): string => `ticket:${number}`

/** The ticket that a press is about, by its value or else by its block; null where neither tells. */
export const ticketPressed = ({
  value,
  block_id: block,
}: {
  readonly value?: string | undefined
  readonly block_id?: string | undefined
}): number | null => {
  const number = Number(value ?? inBlock.exec(block ?? '')?.[1])
  return Number.isInteger(number) && number > 0 ? number : null
}
