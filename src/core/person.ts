// The way to a person, always open: a button, a command, or words with the command.

import { questionIn, questionWith, type Words } from './questions.ts'
import { askAgain, requestTicket } from './registration.ts'
import { change, type Part, type Scene, setForm, speak, together } from './saying.ts'
import { settle, standing } from './standing.ts'
import { activeTicket, passOn, tellWhere } from './tickets.ts'
import type { Form, Question, Suggesting } from './types.ts'

/** A person is asked for: the kept question becomes a ticket, or the customer hears what is missing for one. */
export const askForPerson = (scene: Scene): Part => {
  const { form } = scene.state.conversation
  if (form.kind === 'suggesting') return preferPerson(scene, form)
  // A name that is only to be changed must not stand in the way.
  if (form.kind === 'registering' && form.purpose.aim !== 'change') return askAgain(scene, form)
  if (form.kind === 'registering') return askOrRequest(scene, questionIn(form))
  if (form.kind === 'asking') return speak(scene, { body: { say: 'customer.askQuestion' } })
  if (form.kind === 'idle' && form.kept !== null) return requestTicket(scene, form.kept)
  if (form.kind === 'gathering') return together(preferred(form), requestTicket(scene, form.question))
  if (form.kind === 'consulting') return requestTicket(scene, form.question)
  return askForQuestion(scene)
}

/** Rather a person than the articles offered: a ticket for the question, where there is one. */
export const preferPerson = (scene: Scene, form: Suggesting): Part =>
  together(settle(form, 'person', null), askOrRequest(scene, form.question))

/** A person is asked for with the words that they should read. */
export const askPersonWith = (scene: Scene, words: Words): Part => {
  const { form } = scene.state.conversation
  const held = questionIn(form)
  const question = questionWith(held, words)
  const ticket = activeTicket(scene.state)
  if (held === null && ticket !== null && form.kind !== 'asking') {
    return together(change(words.stored(ticket.id)), passOn(scene, ticket, words), tellWhere(scene, ticket))
  }
  return together(change(words.stored(null)), preferred(form), requestTicket(scene, question))
}

// Whoever wrote on after an answer, or writes what a person should read, has no use for it.
const preferred = (form: Form): Part => {
  const suggestion = standing(form)
  return suggestion === null ? {} : settle(suggestion, 'person', null)
}

const askForQuestion = (scene: Scene): Part => {
  const ticket = activeTicket(scene.state)
  return ticket === null
    ? together(setForm({ kind: 'asking' }), speak(scene, { body: { say: 'customer.askQuestion' } }))
    : tellWhere(scene, ticket)
}

const askOrRequest = (scene: Scene, question: Question | null): Part =>
  question === null
    ? together(setForm({ kind: 'idle', kept: null }), askForQuestion(scene))
    : requestTicket(scene, question)
