// What the customer thought of a resolved ticket: a score, and words about it.

import { reopenButton } from './buttons.ts'
import type { Words } from './questions.ts'
import {
  callInThread,
  change,
  type Part,
  refuse,
  type Scene,
  setForm,
  showCard,
  speak,
  tellPerson,
  tellThread,
  together,
} from './saying.ts'
import { goesOn, isReopenable } from './tickets.ts'
import type { Form, ResolvedTicket, Score } from './types.ts'

const COMMENT_TIME = 10 * 60_000
const CHANGE_TIME = 24 * 3_600_000
/** Scores of which somebody should hear at once. */
const POOR = 2

/** A score was tapped. */
export const rate = (scene: Scene, number: number, score: Score): Part => {
  const ticket = scene.state.tickets.find((one) => one.number === number)
  if (ticket === undefined) return refuse('unknown', { say: 'customer.unknownTicket', params: { number } })
  if (ticket.status === 'merged') return refuse('state', goesOn(ticket))
  if (ticket.status !== 'resolved') return refuse('state', { say: 'customer.notYetRatable', params: { number } })
  if (ticket.rating !== null && !mayChange(scene, ticket)) return refuse('state', { say: 'customer.ratedBefore' })
  const comments = mayComment(scene.state.conversation.form)
  return together(
    change({ type: 'RateTicket', ticket: ticket.id, score, ratedAt: ticket.ratedAt ?? scene.context.now }),
    score <= POOR && (ticket.rating?.score ?? 5) > POOR ? callAbout(scene, ticket, score) : {},
    comments ? setForm({ kind: 'commenting', ticket: ticket.id, until: commentUntil(scene) }) : {},
    showCard(ticket.id),
    thank(scene, ticket, comments ? 'customer.ratedMayComment' : 'customer.rated'),
  )
}

/** The ticket that plain words are a comment on, while there is one. */
export const ticketCommented = ({ state, context }: Scene): ResolvedTicket | null => {
  const { form } = state.conversation
  if (form.kind !== 'commenting' || context.now >= form.until) return null
  const ticket = state.tickets.find((one) => one.id === form.ticket)
  return ticket?.status === 'resolved' ? ticket : null
}

/** Words about a rating: stored with it and told to the staff. */
export const comment = (scene: Scene, ticket: ResolvedTicket, words: Words): Part =>
  together(
    change(words.stored(ticket.id), { type: 'CommentRating', ticket: ticket.id, comment: words.text }),
    setForm({ kind: 'idle', kept: null }),
    showCard(ticket.id),
    tellThread(scene, ticket.id, { say: 'staff.comment', document: words.document }),
    thank(scene, ticket, 'customer.commented'),
  )

// A question that a form keeps is worth more than a comment.
const mayComment = (form: Form): boolean => form.kind === 'commenting' || (form.kind === 'idle' && form.kept === null)

const commentUntil = ({ context }: Scene): Date => new Date(context.now.getTime() + COMMENT_TIME)

// A day from the first score, and anew once it was reopened and resolved again.
const mayChange = ({ context: { now } }: Scene, { resolvedAt, ratedAt }: ResolvedTicket): boolean => {
  const from = ratedAt !== null && ratedAt > resolvedAt ? ratedAt : resolvedAt
  return now.getTime() - from.getTime() < CHANGE_TIME
}

// Whose matter it was and the admins are called in the thread; admins elsewhere hear it by themselves.
const callAbout = (scene: Scene, { id, number, holder }: ResolvedTicket, score: Score): Part => {
  const { admins } = scene.context.settings
  const line = { say: 'staff.ratedPoorly', params: { number, score } }
  const calls = { managers: holder === null ? [] : [holder.id], accounts: admins }
  return together(
    callInThread(scene, id, line, { calls }),
    ...admins.filter(({ channel }) => channel !== 'slack').map((account) => tellPerson(id, account, line)),
  )
}

const thank = (scene: Scene, ticket: ResolvedTicket, say: string): Part =>
  speak(scene, {
    body: { say, params: { number: ticket.number } },
    buttons: isReopenable(scene, ticket) ? [reopenButton(ticket.number)] : [],
    ticket: ticket.id,
  })
