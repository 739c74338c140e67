// The form that a customer fills in once: a name, then an e-mail address.

import { cancelButton, nameButton, personButton, skipButton } from './buttons.ts'
import type { Say } from './decision.ts'
import { cleanEmail, cleanName } from './personal-fields.ts'
import { questionIn, questionWith, type Words } from './questions.ts'
import { change, type Part, refuse, type Scene, setForm, showCard, speak, together } from './saying.ts'
import { openTicket, openTickets } from './tickets.ts'
import type { Aim, Form, Question } from './types.ts'

type Registering = Extract<Form, { kind: 'registering' }>

/** What follows once the customer is registered. */
export type Resume = (scene: Scene, purpose: Exclude<Aim, { aim: 'change' }>) => Part

/** Opens a ticket for a question, after the registration where one is still needed. */
export const requestTicket = (scene: Scene, question: Question): Part =>
  scene.context.settings.registration !== 'off' && !scene.state.customer.registered
    ? register(scene, purposeOf('ticket', question))
    : openTicket(scene, question)

/** Whether anything but registering has to wait for it. */
export const mustRegister = ({ state, context }: Scene): boolean =>
  context.settings.registration === 'required' && !state.customer.registered

/** What registering is for; nothing but a welcome where nothing was asked yet. */
export const purposeOf = (aim: 'ticket' | 'answer', question: Question | null): Aim =>
  question === null ? { aim: 'welcome' } : { aim, question }

/** Starts the form. */
export const register = (scene: Scene, purpose: Aim): Part => {
  const form: Registering = { kind: 'registering', step: { asks: 'name' }, purpose }
  return together(setForm(form), askAgain(scene, form))
}

/** Asks for what the form waits for; `say` explains what was wrong with the last answer. */
export const askAgain = (scene: Scene, { step, purpose }: Registering, say?: string): Part => {
  if (step.asks === 'name') {
    const known = knownName(scene)
    const buttons = known === null ? [cancelButton()] : [nameButton(known), cancelButton()]
    return speak(scene, { body: { say: say ?? nameQuestions[purpose.aim] }, buttons })
  }
  const { email } = scene.state.customer
  const isOptional = scene.context.settings.registration !== 'required'
  const buttons = isOptional ? [skipButton(), cancelButton()] : [cancelButton()]
  const asked =
    email === null || !isOptional
      ? { say: 'customer.askEmail', params: { name: step.name } }
      : { say: 'customer.askEmailAgain', params: { name: step.name, email } }
  return speak(scene, { body: say === undefined ? asked : { say }, buttons })
}

const nameQuestions = {
  ticket: 'customer.askName',
  answer: 'customer.askNameFirst',
  welcome: 'customer.askNameFirst',
  change: 'customer.askNameAgain',
} as const

/** Takes plain words as the answer to what the form asks. */
export const answerForm = (scene: Scene, form: Registering, text: string, resume: Resume): Part => {
  if (form.step.asks === 'name') {
    const name = cleanName(text)
    return name === null ? askAgain(scene, form, 'customer.badName') : askEmail(scene, form, name)
  }
  const email = cleanEmail(text)
  return email === null
    ? askAgain(scene, form, 'customer.badEmail')
    : completeForm(scene, form, { name: form.step.name, email }, resume)
}

/** Takes the name that is known: the one given before, else the platform's. */
export const takeKnownName = (scene: Scene, form: Registering): Part => {
  const name = knownName(scene)
  return form.step.asks !== 'name' || name === null ? outdated : askEmail(scene, form, name)
}

/** Words that don't answer what the form asks: they are part of what is asked, and the form waits on. `aim` is what they are for, where they tell. */
export const keepMeanwhile = (scene: Scene, form: Registering, words: Words, aim?: 'ticket'): Part => {
  const purpose = purposeOf(
    aim ?? (form.purpose.aim === 'ticket' ? 'ticket' : 'answer'),
    questionWith(questionIn(form), words),
  )
  const asked: Registering = { ...form, purpose }
  return together(change(words.stored(null)), setForm(asked), askAgain(scene, asked))
}

/** Goes on without another e-mail address than there is, where that is allowed. */
export const skipEmail = (scene: Scene, form: Registering, resume: Resume): Part => {
  if (form.step.asks !== 'email') return outdated
  if (scene.context.settings.registration === 'required') return askAgain(scene, form)
  return completeForm(scene, form, { name: form.step.name, email: scene.state.customer.email }, resume)
}

/** Leaves the form: no ticket, and the question is kept. */
export const cancelForm = (scene: Scene, { purpose }: Registering): Part => {
  const kept = purpose.aim === 'welcome' ? null : purpose.question
  if (purpose.aim === 'change') return leaveChange(scene, kept, { say: 'customer.unchanged' })
  return together(
    setForm({ kind: 'idle', kept }),
    kept === null
      ? speak(scene, { body: { say: 'customer.cancelled' } })
      : speak(scene, { body: { say: 'customer.cancelledKept' }, buttons: [personButton()] }),
  )
}

/** A button or a command came too late. */
export const outdated: Part = refuse('unknown', { say: 'customer.outdated' })

const askEmail = (scene: Scene, { purpose }: Registering, name: string): Part => {
  const form: Registering = { kind: 'registering', step: { asks: 'email', name }, purpose }
  return together(setForm(form), askAgain(scene, form))
}

interface Facts {
  readonly name: string
  readonly email: string | null
}

/** Ends the form with what it asked for, however that was given, and goes on with what it was for. */
export const completeForm = (scene: Scene, { purpose }: Registering, facts: Facts, resume: Resume): Part => {
  const { state, context } = scene
  const { name } = facts
  const customer = { ...state.customer, ...facts, registered: true }
  return together(
    storeFacts(scene, facts),
    purpose.aim === 'change'
      ? leaveChange(scene, purpose.question, { say: 'customer.changed', params: { name } })
      : resume({ context, state: { ...state, customer } }, purpose),
  )
}

/** Keeps who the customer says that they are. */
export const storeFacts = ({ state }: Scene, { name, email }: Facts): Part =>
  state.customer.registered
    ? together(change({ type: 'ChangeCustomer', name, email }), ...openTickets(state).map(({ id }) => showCard(id)))
    : change({ type: 'RegisterCustomer', name, email })

const leaveChange = (scene: Scene, kept: Question | null, body: Say): Part =>
  together(setForm({ kind: 'idle', kept }), speak(scene, { body, buttons: kept === null ? [] : [personButton()] }))

const knownName = ({ state: { customer, conversation } }: Scene): string | null =>
  cleanName(customer.name ?? conversation.knownName ?? '')
