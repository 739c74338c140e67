// What people sent in a modal, as the event that the engine takes. Pure.

import { z } from 'zod'
import type { Inbound } from '../../src/channel.ts'
import { snoozeChoices } from '../../src/core/events.ts'
import { type ManagerRef, priorities } from '../../src/core/types.ts'
import { fromMarkdown } from '../../src/document.ts'
import { incidentSent } from './incident-modals.ts'
import { numberIn, parseJson } from './json.ts'
import { type Known, managerOf } from './known.ts'
import type { Payload } from './payloads.ts'
import { pickerCallback, ticketOfView } from './picker.ts'
import { readAction } from './ticket-actions.ts'

type Submission = Extract<Payload, { kind: 'submission' }>['submission']
type Filled = ReadonlyMap<string, string>

/** A modal of the desk's own; null for any other, and where what it needs is not filled in. */
export const parseSubmission = ({ team, user, view }: Submission, known: Known): Inbound | null => {
  const by = managerOf(user.id, user.username ?? user.name, known)
  // A view's id is its own for each time it was opened.
  const key = `slack:${team?.id ?? ''}:action:${user.id}:${view.id}:${view.callback_id}`
  const incident = incidentSent(view, by)
  if (incident !== null) return { key, at: known.now, event: incident }
  const number = ticketOfView(view.private_metadata)
  if (number === null) return null
  const filled = filledIn(view)
  const base = { by, ticket: { number } }
  const event = view.callback_id === pickerCallback ? answered(base, filled) : arranged(base, view, filled, known)
  if (event === null) return null
  return { key: 'article' in event ? `${key}:${event.article}` : key, at: known.now, event }
}

interface Base {
  readonly by: ManagerRef
  readonly ticket: { readonly number: number }
}

const answered = (base: Base, filled: Filled): Extract<Inbound['event'], { type: 'ManagerAnswered' }> | null => {
  const article = filled.get('article')
  if (article === undefined) return null
  const words = filled.get('words')?.trim() ?? ''
  return { type: 'ManagerAnswered', ...base, article, instead: words === '' ? null : fromMarkdown(words) }
}

const arranged = (base: Base, view: Submission['view'], filled: Filled, known: Known): Inbound['event'] | null => {
  const text = (name: string) => filled.get(name) ?? ''
  switch (readAction(view.callback_id.replace(/^ticket\./, ''))) {
    case 'reply':
    case 'draft':
      return { type: 'ManagerReplied', ...base, messageId: null, words: fromMarkdown(text('words')) }
    case 'subject':
      return { type: 'ManagerTitled', ...base, subject: text('subject') }
    case 'tags':
      return { type: 'ManagerTagged', ...base, tags: text('tags').split(',') }
    case 'priority':
      return prioritized(base, filled, view.private_metadata)
    case 'ban':
      return { type: 'ManagerBanned', ...base, reason: text('reason') }
    case 'waiting':
      return { type: 'ManagerAwaitedCustomer', ...base }
    case 'snooze': {
      const choice = snoozeChoices.find((one) => one === filled.get('snooze'))
      return choice === undefined ? null : { type: 'ManagerSnoozed', ...base, choice }
    }
    case 'assign': {
      const id = filled.get('manager')
      return id === undefined ? null : { type: 'ManagerAssigned', ...base, to: managerOf(id, undefined, known) }
    }
    case 'merge':
      return merged(base, filled, known)
    case 'incident': {
      const incident = numberIn(filled.get('incident'))
      return incident === null ? null : { type: 'ManagerLinked', ...base, incident }
    }
    case 'translate':
      return translated(base, view.private_metadata)
    case 'unlink':
      return { type: 'ManagerUnlinked', ...base }
    case 'article':
      return {
        type: 'ManagerWroteArticle',
        ...base,
        title: text('title'),
        question: text('question'),
        answer: text('answer'),
      }
    default:
      return null
  }
}

const merged = (base: Base, filled: Filled, known: Known): Inbound['event'] | null => {
  const [into] = targetIn(filled)
  if (into === undefined) return null
  const links = { from: known.linkOf(base.ticket.number), into: known.linkOf(into) }
  return { type: 'ManagerMerged', ...base, into, links }
}

const translated = (base: Base, shown: string): Inbound['event'] => ({
  ...{ type: 'ManagerTranslated', ...base },
  on: !shownTranslation.safeParse(parseJson(shown)).data?.translated,
})

const shownTranslation = z.object({ translated: z.boolean() })
const shownTier = z.object({ tier: z.enum(priorities) })

// Only a choice that was changed is one: somebody else may have made theirs since the form was opened.
const prioritized = (
  base: Base,
  filled: Filled,
  opened: string,
): Extract<Inbound['event'], { type: 'ManagerPrioritized' }> | null => {
  const [priority, tier = null] = ['priority', 'tier'].map((name) => priorities.find((one) => one === filled.get(name)))
  if (priority === undefined) return null
  return {
    type: 'ManagerPrioritized',
    ...base,
    priority,
    tier: tier === shownTier.safeParse(parseJson(opened)).data?.tier ? null : tier,
  }
}

const filledIn = ({ state }: Submission['view']): Filled =>
  new Map(
    Object.values(state.values)
      .flatMap((block) => Object.entries(block))
      .flatMap(([name, { value, selected_option: chosen }]) => {
        const given = value ?? chosen?.value
        return given === undefined || given === null ? [] : [[name, given] as const]
      }),
  )

/** The people whom a submission names, to be looked up before it is read. */
export const peopleIn = ({ view }: Submission): string[] => {
  const manager = filledIn(view).get('manager')
  return manager === undefined ? [] : [manager]
}

const targetIn = (filled: Filled): readonly number[] => {
  const into = numberIn(filled.get('into'))
  return into === null ? [] : [into]
}

/** The tickets whose cards a submission leads to: the one that is merged, and the one that it goes into. */
export const ticketsIn = ({ view }: Submission): readonly number[] => {
  const number = ticketOfView(view.private_metadata)
  return view.callback_id === 'ticket.merge' && number !== null ? [number, ...targetIn(filledIn(view))] : []
}
