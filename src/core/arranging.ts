// What managers settle about a ticket beside answering it: its name, its priority, its tags, whose it is, and the article that it becomes.

import { newArticleId, tidiedArticle } from './article-words.ts'
import { saysAway } from './away.ts'
import { type StaffRule, tellWho } from './claiming.ts'
import { summarizeFor } from './consulting.ts'
import type { TicketEvent } from './events.ts'
import { holderOf } from './holder.ts'
import { change, notice, type Part, refuse, type Scene, showCard, tellThread, together } from './saying.ts'
import { isOpen } from './tickets.ts'
import type { Manager } from './types.ts'
import { isPaused } from './waking.ts'

type Of<Type extends TicketEvent['type']> = Extract<TicketEvent, { type: Type }>

const LONGEST_SUBJECT = 150
const MOST_TAGS = 10
const LONGEST_TAG = 40

/** A ticket gets a name, or loses it where nothing was written. */
export const title =
  ({ subject }: Of<'ManagerTitled'>): StaffRule =>
  (_scene, { id }, { id: by }) => {
    const given = subject.trim().replace(/\s+/g, ' ').slice(0, LONGEST_SUBJECT)
    return together(change({ type: 'SetSubject', ticket: id, subject: given === '' ? null : given, by }), showCard(id))
  }

/** How much a ticket presses, and how much all that its customer will ask does. */
export const prioritize =
  ({ priority, tier }: Of<'ManagerPrioritized'>): StaffRule =>
  ({ state: { customer } }, ticket, { id: by }) => {
    const { id } = ticket
    return together(
      priority === ticket.priority ? {} : change({ type: 'SetPriority', ticket: id, priority, by }),
      tier === null || tier === customer.tier ? {} : change({ type: 'SetTier', ticket: id, tier, by }),
      showCard(id),
    )
  }

/** The ticket's tags, in place of those before: in lower case, each once. */
export const tag =
  ({ tags }: Of<'ManagerTagged'>): StaffRule =>
  (_scene, { id }, { id: by }) =>
    together(change({ type: 'SetTags', ticket: id, tags: tidied(tags), by }), showCard(id))

const tidied = (tags: readonly string[]): readonly string[] => {
  const words = tags.map((one) =>
    one.trim().replace(/^#+/, '').replace(/\s+/g, ' ').toLowerCase().slice(0, LONGEST_TAG),
  )
  return [...new Set(words.filter((one) => one !== ''))].slice(0, MOST_TAGS)
}

/** A ticket is given to a manager, whoever had it, which ends a pause of it; the thread says so, and the customer hears who answers where nobody did so far. */
export const assign: StaffRule = (scene, ticket, actor) => {
  const { id, number } = ticket
  const { assignee } = scene.state
  if (!isOpen(ticket)) return refuse('state', { say: 'staff.alreadyResolved', params: { number } })
  if (assignee === null || assignee.disabled) return refuse('unknown', { say: 'staff.unknownManager' })
  const holder = holderOf(ticket)
  if (holder?.id === assignee.id && !isPaused(ticket)) {
    return refuse('state', { say: 'staff.alreadyTheirs', params: { number, name: assignee.name } })
  }
  return together(
    change({ type: 'AssignTicket', ticket: id, manager: assignee.id, by: actor.id }),
    showCard(id),
    tellThread(scene, id, { say: 'staff.assigned', params: { by: actor.name, name: assignee.name } }),
    holder === null ? tellWho(scene, ticket, assignee) : {},
    summarizeFor(scene, ticket),
    warnOfAway(scene, assignee),
  )
}

// Whoever gives it may know better: it is given all the same.
const warnOfAway = ({ context }: Scene, assignee: Manager): Part => {
  const warning = saysAway(assignee, 'staff.assignedAway', context)
  return warning === null ? {} : notice(warning)
}

/** An answer worth keeping becomes an article of the FAQ, found by the question too. */
export const writeArticle =
  ({ title: given, question, answer }: Of<'ManagerWroteArticle'>): StaffRule =>
  (scene, { id: ticket }, { id: by }) => {
    const content = tidiedArticle({
      ...{ title: given, answer, phrasings: [question], locale: scene.state.conversation.locale },
      ...{ tags: [], versionOf: null, owner: null, reviewAfter: null },
    })
    if ('say' in content) return refuse('state', content)
    const article = newArticleId(content.title, scene.context.newId())
    return together(
      change({ type: 'WriteArticle', ticket, by, article, content: { ...content, owner: null, archived: false } }),
      tellThread(scene, ticket, { say: 'staff.articleWritten', params: { title: content.title } }),
    )
  }
