// A ticket from the customer's side: opening, writing to it, reopening and closing it.

import type { TicketElsewhere } from './accounts.ts'
import { assignSoon } from './assigning.ts'
import { saysAway } from './away.ts'
import { ratingButtons, reopenButton } from './buttons.ts'
import { dueOf, lookAgain, newClock } from './clocks.ts'
import { lateFor, tellAfter } from './coming-after.ts'
import { remindOfClaim } from './deadlines.ts'
import type { Say } from './decision.ts'
import { placeOfTicket, tellExpected } from './expecting.ts'
import { holderOf } from './holder.ts'
import { linkAtOnce } from './incident-links.ts'
import { whenLate } from './lateness.ts'
import { mailStaff } from './mailing.ts'
import { pressingFor } from './pressing-words.ts'
import type { Words } from './questions.ts'
import {
  change,
  customerAuthor,
  inThread,
  type Part,
  refuse,
  resurfaceLine,
  type Scene,
  type Speech,
  setForm,
  showCard,
  showInThread,
  speak,
  tellThread,
  together,
} from './saying.ts'
import { showFiles } from './showing-files.ts'
import { naming } from './shown-names.ts'
import { translateOpened, translateWords } from './translating.ts'
import type { MergedTicket, OpenTicket, Question, ResolvedTicket, State, Ticket } from './types.ts'
import { wakeByCustomer } from './waking.ts'

/** After an hour without a word a thread has gone from the staff's eyes: milliseconds. */
const LONGEST_IN_MIND = 3_600_000

/** The longest question, in characters, that a card shows whole; a longer one stands in the thread as well. */
const LONGEST_ON_CARD = 2_500

/** Opens a ticket for a question; the form then keeps nothing. */
export const openTicket = (scene: Scene, question: Question): Part => {
  const { state, context } = scene
  const id = context.newId()
  const isLong = question.text.length > LONGEST_ON_CARD
  const [author, message] = [customerAuthor(state), question.messages[0]]
  const clock = newClock(context.now)
  const pressing = pressingFor(question.text, state.customer.tier)
  const due = dueOf(clock, pressing.priority, context.settings)
  const { part: linked, unheard } = linkAtOnce(scene, id, question)
  const before = lateFor(scene)
  return together(
    setForm({ kind: 'idle', kept: null }),
    change({
      type: 'OpenTicket',
      ...{ id, question, clock, due, pressing, locale: state.conversation.locale, after: before?.id ?? null },
    }),
    showCard(id),
    isLong ? showInThread(id, { document: question.words }, author, message) : {},
    showFiles(scene, id, author, { files: question.files ?? [], album: null, message }),
    linked,
    tellAfter(scene, before, id),
    tellExpected(scene, id),
    unheard === null
      ? {}
      : speak(scene, { body: { say: 'customer.incident', params: { title: unheard } }, ticket: id }),
    remindOfClaim(scene, id),
    assignSoon(scene, id),
    mailStaff(scene, id, 'opened'),
    lookAgain(scene, id, { clock, priority: pressing.priority, answered: false }),
    translateOpened(scene, id, question),
  )
}

/** The ticket that plain words go to: the newest open one, or the open one that a newer one went into. */
export const activeTicket = (state: State): OpenTicket | null =>
  state.tickets.map(({ id }) => openAs(state, id)).findLast((ticket) => ticket !== null) ?? null

/** The open ticket that a ticket is, or that it went into; null where that is not open. */
export const openAs = ({ tickets }: State, id: string | null): OpenTicket | null => {
  const ticket = tickets.find((one) => one.id === id)
  const home = ticket?.status === 'merged' ? tickets.find((one) => one.id === ticket.into.id) : ticket
  return home !== undefined && isOpen(home) ? home : null
}

/** All open tickets, oldest first. */
export const openTickets = ({ tickets }: State): readonly OpenTicket[] => tickets.filter(isOpen)

/** The ticket that words reopen: the one resolved last, while it still may be reopened. */
export const reopenableTicket = (scene: Scene): ResolvedTicket | null =>
  scene.state.tickets
    .filter(isResolved)
    .filter((ticket) => isReopenable(scene, ticket))
    .reduce<ResolvedTicket | null>(
      (last, one) => (last !== null && last.resolvedAt >= one.resolvedAt ? last : one),
      null,
    )

/** Whether a resolved ticket may still be reopened. */
export const isReopenable = ({ context: { now, settings } }: Scene, { resolvedAt }: ResolvedTicket): boolean =>
  now.getTime() - resolvedAt.getTime() < settings.reopenWindow

/**
 * Passes the customer's words on to a ticket's thread, which ends its pause; after an hour of silence there they are shown in the channel, too.
 * Files alone need a line to tell that they come late; those of an album stay together without.
 */
export const passOn = (scene: Scene, ticket: Ticket, { id, document, shown, files, album }: Passed): Part => {
  const author = customerAuthor(scene.state)
  const resurfaced = isOutOfMind(scene, ticket) ? { resurfaces: true as const } : {}
  const late = whenLate(scene, ticket)
  const needsLine = files.length === 0 || (late.writtenAt !== undefined && album === null)
  return together(
    wakeByCustomer(scene, ticket),
    document.children.length > 0 || needsLine
      ? inThread(ticket.id, { author, body: shown, ...resurfaced, ...late }, id)
      : {},
    showFiles(scene, ticket.id, author, { files, album, message: id }),
    id === undefined || document.children.length === 0 ? {} : translateWords(scene, ticket, { message: id, document }),
  )
}

type Passed = Pick<Words, 'document' | 'shown' | 'files' | 'album'> & { readonly id: string | undefined }

/** Words that were a question by themselves go to a ticket that was opened meanwhile; the form then keeps nothing. */
export const joinTicket = (scene: Scene, ticket: OpenTicket, { messages, words, files, album }: Question): Part =>
  together(
    setForm({ kind: 'idle', kept: null }),
    change({ type: 'AddToTicket', ticket: ticket.id, messages }),
    passOn(scene, ticket, {
      id: messages[0],
      document: words,
      shown: { document: words },
      files: files ?? [],
      album: album ?? null,
    }),
  )

/** Whether a ticket's thread has been silent for so long that nobody looks at it. */
export const isOutOfMind = ({ context: { now } }: Scene, { quietSince }: Ticket): boolean =>
  now.getTime() - quietSince.getTime() >= LONGEST_IN_MIND

/** Opens a resolved ticket again; its holder has it back unless they are away or shut out, and both sides are told. `words` are what reopened it, where words did. */
export const reopenTicket = (scene: Scene, ticket: ResolvedTicket, words: Words | null): Part => {
  const { kind } = scene.state.conversation.form
  const { id, number } = ticket
  const absent = ticket.holder && saysAway(ticket.holder, 'staff.reopenedAway', scene.context)
  const holder = absent === null && ticket.holder?.disabled !== true ? ticket.holder : null
  return together(
    change({ type: 'ReopenTicket', ticket: id, holder: holder?.id ?? null, by: null }),
    kind === 'commenting' ? setForm({ kind: 'idle', kept: null }) : {},
    showCard(id),
    absent === null
      ? tellThread(scene, id, { say: 'staff.reopened' })
      : resurfaceLine(scene, id, absent, { staff: 'present' }),
    words === null ? {} : passOn(scene, ticket, words),
    speak(scene, { body: { say: 'customer.reopened', params: { number } }, ticket: id }),
    holder === null ? together(remindOfClaim(scene, id), assignSoon(scene, id)) : {},
  )
}

/** The reopen button was pressed. */
export const pressReopen = (scene: Scene, number: number): Part => {
  const ticket = scene.state.tickets.find((one) => one.number === number)
  if (ticket === undefined) return refuse('unknown', { say: 'customer.unknownTicket', params: { number } })
  if (ticket.status === 'merged') return refuse('state', goesOn(ticket))
  if (ticket.status !== 'resolved') return refuse('state', { say: 'customer.alreadyOpen', params: { number } })
  if (!isReopenable(scene, ticket)) return refuse('state', { say: 'customer.tooLateToReopen', params: { number } })
  return reopenTicket(scene, ticket, null)
}

/** The customer needs no more help: the ticket given, or the newest open one, is resolved by nobody in particular. */
export const closeTicket = (scene: Scene, ticket = activeTicket(scene.state)): Part => {
  if (ticket === null) return speak(scene, { body: { say: 'customer.nothingToClose' } })
  return together(
    resolve(ticket, null),
    tellThread(scene, ticket.id, { say: 'staff.closedByCustomer' }),
    speak(scene, { ...askedOnce(scene, ticket, 'customer.closed'), ticket: ticket.id }),
  )
}

/** The words of a ticket's end, which ask for a rating; those under the same key with `Again` at its end where that was asked before. */
export const askedOnce = (
  { context: { settings } }: Scene,
  { number, wasResolved }: OpenTicket,
  say: string,
): Pick<Speech, 'body' | 'buttons'> =>
  wasResolved
    ? {
        body: { say: `${say}Again`, params: { number } },
        buttons: settings.reopenWindow > 0 ? [reopenButton(number)] : [],
      }
    : { body: { say, params: { number } }, buttons: ratingButtons(number) }

/** Resolves a ticket, and shows so; `by` is a manager's id, null for the customer. Whoever resolves it is whose matter it was. */
export const resolve = (ticket: OpenTicket, by: string | null): Part => {
  // What a manager has just answered is said before it is said that all is done.
  const released = change({ type: 'ReleaseHeld' })
  const holder = by ?? holderOf(ticket)?.id ?? null
  return together(released, change({ type: 'ResolveTicket', ticket: ticket.id, by, holder }), showCard(ticket.id))
}

/** Where the customer's requests stand, each in a message of its own. */
export const tellStatus = (scene: Scene): Part => {
  const open = openTickets(scene.state)
  const { elsewhere } = scene.state
  if (open.length + elsewhere.length === 0) return speak(scene, { body: { say: 'customer.noTickets' } })
  return together(
    ...open.map((ticket) => tellWhere(scene, ticket)),
    ...elsewhere.map((ticket) => tellElsewhere(scene, ticket)),
  )
}

/** Where a ticket of another chat of the customer's stands: it is written to there. */
export const tellElsewhere = (scene: Scene, { number, channel, holder }: TicketElsewhere): Part =>
  speak(scene, {
    body:
      holder === null
        ? { say: 'customer.waitsElsewhere', params: { number, channel } }
        : naming(scene.context.settings, 'customer.heldElsewhere', holder, { number, channel }),
  })

/** Where one open ticket stands, and who has it. */
export const tellWhere = (scene: Scene, ticket: OpenTicket): Part => {
  const { id, number } = ticket
  const holder = holderOf(ticket)
  const key = ticket.status === 'waiting' ? 'customer.ticketAwaits' : 'customer.ticketHeld'
  const body =
    holder === null
      ? { say: 'customer.ticketWaiting', params: { number, ...placeOfTicket(scene, ticket) } }
      : naming(scene.context.settings, key, holder.name, { number })
  return speak(scene, { body, ticket: id })
}

/** What a customer hears of a ticket that went into another one. */
export const goesOn = ({ number, into }: MergedTicket): Say => ({
  say: 'customer.goesOn',
  params: { number, into: into.number },
})

/** Whether a ticket is still to be answered. */
export const isOpen = (ticket: Ticket): ticket is OpenTicket =>
  ticket.status !== 'resolved' && ticket.status !== 'merged'

const isResolved = (ticket: Ticket): ticket is ResolvedTicket => ticket.status === 'resolved'
