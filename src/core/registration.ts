// The form that a customer fills in once: a name, then an e-mail address.

import { cancelButton, nameButton, personButton, skipButton } from './buttons.ts'
import { change, type Part, refuse, type Scene, setForm, speak, together } from './saying.ts'
import { openTicket } from './tickets.ts'
import type { Form, Purpose, Question } from './types.ts'

type Registering = Extract<Form, { kind: 'registering' }>

/** What follows once the customer is registered. */
export type Resume = (scene: Scene, purpose: Purpose) => Part

const LONGEST_NAME = 100
const LONGEST_EMAIL = 254
// Stricter than RFC 5321, which allows what nobody has: one @, a dot within the domain, nothing that parts or quotes words.
const EMAIL = /^[^\s@<>,;:"()[\]\\]+@[^\s@.<>,;:"()[\]\\]+(?:\.[^\s@.<>,;:"()[\]\\]+)+$/

/** Opens a ticket for a question, after the registration where one is still needed. */
export const requestTicket = (scene: Scene, question: Question): Part =>
  scene.context.settings.registration !== 'off' && !scene.state.customer.registered
    ? register(scene, purposeOf('ticket', question))
    : openTicket(scene, question)

/** Whether anything but registering has to wait for it. */
export const mustRegister = ({ state, context }: Scene): boolean =>
  context.settings.registration === 'required' && !state.customer.registered

/** What registering is for; nothing but a welcome where nothing was asked yet. */
export const purposeOf = (aim: 'ticket' | 'answer', question: Question | null): Purpose =>
  question === null ? { aim: 'welcome' } : { aim, question }

/** Starts the form. */
export const register = (scene: Scene, purpose: Purpose): Part => {
  const form: Registering = { kind: 'registering', step: { asks: 'name' }, purpose }
  return together(setForm(form), askAgain(scene, form))
}

/** Asks for what the form waits for; `say` explains what was wrong with the last answer. */
export const askAgain = (scene: Scene, { step, purpose }: Registering, say?: string): Part => {
  const { conversation } = scene.state
  if (step.asks === 'name') {
    const known = cleanName(conversation.knownName ?? '')
    const buttons = known === null ? [cancelButton()] : [nameButton(known), cancelButton()]
    const asked = purpose.aim === 'ticket' ? 'customer.askName' : 'customer.askNameFirst'
    return speak(scene, { body: { say: say ?? asked }, buttons })
  }
  const isOptional = scene.context.settings.registration !== 'required'
  const buttons = isOptional ? [skipButton(), cancelButton()] : [cancelButton()]
  return speak(scene, { body: { say: say ?? 'customer.askEmail', params: { name: step.name } }, buttons })
}

/** Takes plain words as the answer to what the form asks. */
export const answerForm = (scene: Scene, form: Registering, text: string, resume: Resume): Part => {
  if (form.step.asks === 'name') {
    const name = cleanName(text)
    return name === null ? askAgain(scene, form, 'customer.badName') : askEmail(scene, form, name)
  }
  const email = cleanEmail(text)
  return email === null
    ? askAgain(scene, form, 'customer.badEmail')
    : complete(scene, form, { name: form.step.name, email }, resume)
}

/** Takes the name that the platform knows. */
export const takeKnownName = (scene: Scene, form: Registering): Part => {
  const name = cleanName(scene.state.conversation.knownName ?? '')
  return form.step.asks !== 'name' || name === null ? outdated : askEmail(scene, form, name)
}

/** Goes on without an e-mail address, where that is allowed. */
export const skipEmail = (scene: Scene, form: Registering, resume: Resume): Part => {
  if (form.step.asks !== 'email') return outdated
  if (scene.context.settings.registration === 'required') return askAgain(scene, form)
  return complete(scene, form, { name: form.step.name, email: null }, resume)
}

/** Leaves the form: no ticket, and the question is kept. */
export const cancelForm = (scene: Scene, { purpose }: Registering): Part => {
  const kept = purpose.aim === 'welcome' ? null : purpose.question
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

const complete = (
  scene: Scene,
  { purpose }: Registering,
  { name, email }: { name: string; email: string | null },
  resume: Resume,
): Part => {
  const { state, context } = scene
  const customer = { ...state.customer, name, email, registered: true }
  return together(
    change({ type: 'RegisterCustomer', name, email }),
    resume({ context, state: { ...state, customer } }, purpose),
  )
}

const cleanName = (text: string): string | null => {
  const name = text.replace(/\s+/g, ' ').trim()
  return name === '' || [...name].length > LONGEST_NAME ? null : name
}

const cleanEmail = (text: string): string | null => {
  const email = text.trim()
  return email.length <= LONGEST_EMAIL && EMAIL.test(email) ? email : null
}
