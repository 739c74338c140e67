// What customers write, edit and send, and that they come and go: each is stored, and somebody or something answers.

import { firstSteps } from './buttons.ts'
import { joined, plainText } from './document.ts'
import type { CustomerEvent } from './events.ts'
import { gather } from './gathering.ts'
import { knownKey, unsupportedKinds } from './kinds.ts'
import { questionIn, questionWith, replaceQuestion, type Words, type Written, wordsOf } from './questions.ts'
import { comment, ticketCommented } from './rating.ts'
import { answerForm, keepMeanwhile, type Resume } from './registration.ts'
import {
  change,
  customerAuthor,
  type Part,
  reviseInThread,
  type Scene,
  setForm,
  speak,
  tellThread,
  together,
} from './saying.ts'
import { type Chatter, chatterIn, isFarewell } from './small-talk.ts'
import type { StoredMessage } from './stored-message.ts'
import { suggest } from './suggesting.ts'
import {
  activeTicket,
  openAs,
  openTicket,
  openTickets,
  passOn,
  reopenableTicket,
  reopenTicket,
  tellWhere,
} from './tickets.ts'
import { translateWords } from './translating.ts'
import type { Form, OpenTicket, Question, ResolvedTicket } from './types.ts'
import { wakeByCustomer } from './waking.ts'

type Of<Type extends CustomerEvent['type']> = Extract<CustomerEvent, { type: Type }>

/** Plain words: an answer to a form, a comment, words to a ticket, or a question; in this order. */
export const wrote = (scene: Scene, written: Written): Part => {
  const words = wordsOf(scene, written)
  const { form } = scene.state.conversation
  const joining = joinAlbum(form, words)
  if (joining !== null) return joining
  if (isAsking(form)) return gather(scene, words)
  if (form.kind === 'registering') {
    // A file answers no form: it belongs to what is asked.
    return words.files.length > 0
      ? keepMeanwhile(scene, form, words)
      : together(change(words.stored(null)), answerForm(scene, form, words.text, resume))
  }
  const commented = ticketCommented(scene)
  if (commented !== null && words.files.length === 0) return comment(scene, commented, words)
  return toTicket(scene, words) ?? gather(scene, words)
}

const isAsking = (form: Form): boolean =>
  form.kind === 'asking' || (form.kind === 'gathering' && form.before.kind === 'asking')

// Platforms bring an album part by part, some of them seconds late: what belongs to a question that was answered already asks nothing again.
const joinAlbum = (form: Form, words: Words): Part | null => {
  const question = questionIn(form)
  if (question === null || words.album === null || question.album !== words.album) return null
  if (form.kind === 'gathering') return null
  return together(change(words.stored(null)), setForm(replaceQuestion(form, questionWith(question, words))))
}

const toTicket = (scene: Scene, words: Words): Part | null => {
  // A quoted message tells which matter the words are about.
  const open = openAs(scene.state, scene.state.named?.ticket ?? null) ?? activeTicket(scene.state)
  if (open !== null)
    return together(change(words.stored(open.id)), passOn(scene, open, words), tellWhich(scene, open, words))
  // What a question that is being asked goes on with is no word about the request before it.
  const { form } = scene.state.conversation
  const isAsked = ['gathering', 'consulting', 'suggesting'].includes(form.kind) && questionIn(form) !== null
  const reopened = isAsked ? null : reopenableTicket(scene)
  if (reopened === null) return null
  const chatter = words.files.length > 0 ? null : chatterIn(words.text)
  if (isFarewell(chatter)) return afterAll(scene, reopened, words, chatter)
  return together(change(words.stored(reopened.id)), reopenTicket(scene, reopened, words))
}

// Whoever quotes knows what they write about, and the parts of an album come at any time.
const tellWhich = (scene: Scene, { id, number }: OpenTicket, { album }: Words): Part =>
  openTickets(scene.state).length < 2 || scene.state.named !== null || album !== null
    ? {}
    : speak(scene, { body: { say: 'customer.wentTo', params: { number } }, ticket: id })

// Thanks for what was done open it no more; those for an answer that was shown since are for that one.
const afterAll = (scene: Scene, { id }: ResolvedTicket, words: Words, chatter: Chatter | null): Part | null => {
  const { form } = scene.state.conversation
  if (form.kind === 'suggesting' && form.shown !== null) return null
  return together(
    change(words.stored(id)),
    tellThread(scene, id, { say: 'staff.staysResolved', document: words.document }),
    // A sign needs no answer.
    chatter === 'emoji' ? {} : speak(scene, { body: { say: `customer.talk.${chatter}` }, ticket: id }),
  )
}

/** Goes on with what the registration was for. */
export const resume: Resume = (scene, purpose) => {
  switch (purpose.aim) {
    case 'ticket':
      return openTicket(scene, purpose.question)
    case 'answer':
      return answerNow(scene, purpose.question)
    case 'welcome':
      return together(
        setForm({ kind: 'idle', kept: null }),
        speak(scene, {
          body: { say: 'customer.registered', params: { name: scene.state.customer.name ?? '' } },
          steps: firstSteps,
        }),
      )
  }
}

// Where a request was open all along its thread has the question now, and the form must not end in silence.
const answerNow = (scene: Scene, question: Question): Part => {
  const ticket = activeTicket(scene.state)
  return together(suggest(scene, question), ticket === null ? {} : tellWhere(scene, ticket))
}

/** Words were changed: the thread shows them so, and what they were before; those of a question count in it. */
export const edited = (scene: Scene, { words }: Of<'CustomerEdited'>): Part => {
  const { state } = scene
  const { named } = state
  if (named === null) return {}
  const stored = change({ type: 'EditMessage', message: named.id, words, held: false })
  const ticket = openAs(state, named.ticket)
  if (ticket !== null) {
    const translating = translateWords(scene, ticket, { message: named.id, document: words })
    const awaits = translating.changes === undefined ? {} : { awaits: true as const }
    return together(
      change({ type: 'EditMessage', message: named.id, words, held: false, ...awaits }),
      ...[wakeByCustomer(scene, ticket), showEdited(scene, ticket.id, named, words), translating],
    )
  }
  const form = editedForm(scene, words)
  if (form === null) return stored
  // The model was asked about the words before.
  return together(stored, form.kind === 'consulting' ? suggest(scene, form.question, form.round) : setForm(form))
}

const showEdited = (scene: Scene, ticket: string, named: StoredMessage, words: Written['words']): Part =>
  // What stands in the thread of a ticket that was merged is read there by nobody.
  named.inThread && named.ticket === ticket
    ? together(
        reviseInThread(ticket, { say: 'staff.editedNow', document: words }, customerAuthor(scene.state), named.id),
        tellThread(scene, ticket, { say: 'staff.editedBefore', document: named.document }),
      )
    : tellThread(scene, ticket, { say: 'staff.edited', document: words })

/** Words were deleted: the thread says so in their place. */
export const deleted = (scene: Scene): Part => {
  const { named } = scene.state
  if (named === null) return {}
  const removed = change({ type: 'RemoveMessage', message: named.id, held: false })
  if (named.ticket === null) return together(removed, ungathered(scene, named))
  const body = { say: 'staff.deletedByCustomer' }
  return together(
    removed,
    named.inThread
      ? reviseInThread(named.ticket, body, customerAuthor(scene.state), named.id)
      : tellThread(scene, named.ticket, body),
  )
}

// What was deleted before it was answered is asked no more; of several messages joined it can't be told which words are whose.
const ungathered = ({ state }: Scene, { id }: StoredMessage): Part => {
  const { form } = state.conversation
  if (form.kind !== 'gathering' && form.kind !== 'consulting') return {}
  if (form.question.messages.some((message) => message !== id)) return {}
  return setForm(form.kind === 'gathering' ? form.before : { kind: 'idle', kept: null })
}

// Of several messages joined to one question it can't be told which words are whose: the new ones are added.
const editedForm = ({ state }: Scene, words: Written['words']): Form | null => {
  const { form } = state.conversation
  const question = questionIn(form)
  if (question === null || !question.messages.includes(state.named?.id ?? '')) return null
  const isWhole = question.messages.length === 1
  const now = isWhole ? words : joined([question.words, words])
  return replaceQuestion(form, { ...question, words: now, text: plainText(now) })
}

/** Something came that can't be passed on yet: the customer hears what to do instead, the staff what is missing. */
export const sentUnsupported = (scene: Scene, event: Of<'CustomerSentUnsupported'>): Part => {
  const kind = knownKey(unsupportedKinds, event.what, 'other')
  const ticket = activeTicket(scene.state)
  return together(
    keepUnsupported(scene, event, ticket?.id ?? null),
    ticket === null ? {} : wakeByCustomer(scene, ticket),
    ticket === null ? {} : tellThread(scene, ticket.id, { say: 'staff.unsupported', params: { what: kind } }),
    speak(scene, {
      body: { say: 'customer.unsupported', params: { what: kind } },
      ...(ticket === null ? {} : { ticket: ticket.id }),
    }),
  )
}

/** That something came is stored, with the ticket it belongs to. */
export const keepUnsupported = (
  { state, context }: Scene,
  { from, messageId, what }: Of<'CustomerSentUnsupported'>,
  ticket: string | null,
): Part =>
  change({
    type: 'AddMessage',
    id: context.newId(),
    author: customerAuthor(state),
    audience: 'everyone',
    body: { say: `unsupported.${knownKey(unsupportedKinds, what, 'other')}` },
    ticket,
    origin: { channel: from.channel, externalId: messageId },
  })

/** The customer blocked the desk: whoever has an open ticket should know. */
export const left = (scene: Scene): Part =>
  together(change({ type: 'SetReachable', reachable: false }), tellOpenTickets(scene, 'staff.customerLeft'))

/** The customer can be reached again, and has perhaps been all along. */
export const returned = (scene: Scene): Part =>
  scene.state.conversation.reachable
    ? {}
    : together(change({ type: 'SetReachable', reachable: true }), tellOpenTickets(scene, 'staff.customerReturned'))

const tellOpenTickets = (scene: Scene, say: string): Part =>
  together(...openTickets(scene.state).map(({ id }) => tellThread(scene, id, { say })))
