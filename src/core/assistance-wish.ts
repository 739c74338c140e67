// Whether a language model may help a customer: their own wish, which holds in all their chats.

import { assistanceButton } from './buttons.ts'
import { change, type Part, type Scene, showCard, speak, together } from './saying.ts'
import { openTickets } from './tickets.ts'

/** `/assistant`: tells how it stands, with a button for the other way. */
export const tellAssistance = (scene: Scene): Part => {
  const { settings } = scene.context
  if (!settings.assistant) return speak(scene, { body: { say: 'customer.noAssistant' } })
  const { refusesModel } = scene.state.customer
  const say = refusesModel ? 'customer.onlyPeople' : 'customer.assistantHelps'
  return speak(scene, { body: { say }, buttons: [assistanceButton(refusesModel ? 'yes' : 'no')] })
}

/** The button was pressed. What the staff sees of open tickets tells them at once. */
export const pressAssistance = (scene: Scene, choice: 'yes' | 'no'): Part => {
  const refuses = choice === 'no'
  const say = refuses ? 'customer.onlyPeopleChosen' : 'customer.assistantChosen'
  const told = speak(scene, { body: { say } })
  if (refuses === scene.state.customer.refusesModel) return told
  const cards = openTickets(scene.state).map(({ id }) => showCard(id))
  return together(change({ type: 'SetRefusesModel', refuses }), told, ...cards)
}
