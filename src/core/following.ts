// Customers and incidents: whoever asks about one hears of it at once, and of its end where they wish to.

import { incidentButtons } from './buttons.ts'
import { showIncident } from './incident-links.ts'
import type { KnownIncident } from './incidents.ts'
import { change, notice, type Part, refuse, type Scene, setForm, speak, together } from './saying.ts'
import type { Question } from './types.ts'

/** The incident that a question tells of and that its writer was not told of yet; null for none. */
export const unheardIncident = ({ context }: Scene, { incident, text }: Question): KnownIncident | null =>
  incident === undefined ? context.incidentIn(text) : null

/** Tells of an incident in the place of an answer; the question is kept for whoever wants a person all the same. */
export const tellOfIncident = (scene: Scene, question: Question, { id, number, title }: KnownIncident): Part =>
  together(
    setForm({ kind: 'idle', kept: { ...question, incident: id } }),
    speak(scene, { body: { say: 'customer.incident', params: { title } }, buttons: incidentButtons(number) }),
  )

/** The customer wants to hear when the incident at hand is over; once is enough. */
export const follow = (scene: Scene): Part => {
  const { incident: seen, conversation } = scene.state
  if (seen === null) return refuse('unknown', { say: 'customer.outdated' })
  const { incident, follows } = seen
  const { id, title } = incident
  if (incident.state !== 'open') {
    return speak(scene, { body: { say: 'customer.incidentOver', params: { title }, document: incident.answer } })
  }
  if (follows) return notice({ say: 'customer.followsAlready' })
  return together(
    change({ type: 'FollowIncident', incident: id, conversation: conversation.id }),
    speak(scene, { body: { say: 'customer.follows' } }),
    showIncident(scene, id),
  )
}
