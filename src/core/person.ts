// The way to a person, always open: a button, a command, or words with the command.

import { questionIn, questionWith, type Words } from './questions.ts'
import { askAgain, requestTicket } from './registration.ts'
import { change, type Part, type Scene, setForm, speak, together } from './saying.ts'
import { preferPerson } from './suggesting.ts'
import { activeTicket, passOn, tellWhere } from './tickets.ts'

/** A person is asked for: the kept question becomes a ticket, or the customer hears what is missing for one. */
export const askForPerson = (scene: Scene): Part => {
  const { form } = scene.state.conversation
  if (form.kind === 'suggesting') return preferPerson(scene, form)
  if (form.kind === 'registering') return askAgain(scene, form)
  if (form.kind === 'asking') return speak(scene, { body: { say: 'customer.askQuestion' } })
  if (form.kind === 'idle' && form.kept !== null) return requestTicket(scene, form.kept)
  const ticket = activeTicket(scene.state)
  if (ticket !== null) return tellWhere(scene, ticket)
  return together(setForm({ kind: 'asking' }), speak(scene, { body: { say: 'customer.askQuestion' } }))
}

/** A person is asked for with the words that they should read. */
export const askPersonWith = (scene: Scene, words: Words): Part => {
  const { form } = scene.state.conversation
  const held = questionIn(form)
  const question = questionWith(held, words)
  const ticket = activeTicket(scene.state)
  if (held === null && ticket !== null && form.kind !== 'asking') {
    return together(change(words.stored(ticket.id)), passOn(scene, ticket.id, words), tellWhere(scene, ticket))
  }
  return together(
    change(words.stored(null)),
    form.kind === 'suggesting' ? preferPerson(scene, form, question) : requestTicket(scene, question),
  )
}
