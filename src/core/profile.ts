// What the desk knows of a customer, shown to them, and how they change it.

import { changeButton } from './buttons.ts'
import { languages } from './language.ts'
import { questionIn } from './questions.ts'
import { askAgain, purposeOf, register } from './registration.ts'
import { type Part, type Scene, speak } from './saying.ts'

const NOTHING = '–'

/** Tells customers what the desk holds of them beside their words. */
export const tellProfile = (scene: Scene): Part => {
  const { customer, conversation, requests } = scene.state
  const params = {
    name: customer.name ?? conversation.knownName ?? NOTHING,
    email: customer.email ?? NOTHING,
    language: languages.find(({ code }) => code === conversation.locale)?.name ?? conversation.locale,
    requests: requests ?? NOTHING,
    assistance: assistanceOf(scene),
  }
  return speak(scene, { body: { say: 'customer.profile', params }, buttons: [changeButton()] })
}

const assistanceOf = ({ state: { customer }, context: { settings } }: Scene): string => {
  if (customer.refusesModel) return 'refused'
  return settings.assistant ? 'helps' : 'unsaid'
}

/** Asks for name and e-mail on the customer's own wish, also where both were given before; what is kept meanwhile stays. */
export const registerOnWish = (scene: Scene): Part => {
  const { customer, conversation } = scene.state
  const { form } = conversation
  if (form.kind === 'registering') return askAgain(scene, form)
  if (form.kind === 'asking') return speak(scene, { body: { say: 'customer.askQuestion' } })
  const question = questionIn(form)
  return register(scene, customer.registered ? { aim: 'change', question } : purposeOf('answer', question))
}
