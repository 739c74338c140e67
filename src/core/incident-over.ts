// An incident is over: one linked ticket is answered and resolved, or one customer who asked to hear of it hears.

import { holderOf } from './holder.ts'
import type { IncidentOver } from './incident-events.ts'
import { showIncident } from './incident-links.ts'
import type { Incident } from './incidents.ts'
import {
  change,
  managerAuthor,
  type Part,
  refuse,
  type Scene,
  setForm,
  showInThread,
  speak,
  together,
} from './saying.ts'
import { askedOnce, isOpen, resolve } from './tickets.ts'
import type { OpenTicket } from './types.ts'

type Running = Extract<Incident, { state: 'resolving' }>

/** Refused where the incident was stopped, or this one is no longer to be answered: then nothing is stored, and it may come again. */
export const hearOfEnd = (scene: Scene, { of }: IncidentOver): Part => {
  const { incident: seen, subject } = scene.state
  const incident = seen?.incident
  if (incident?.state !== 'resolving') return notNow
  if ('conversation' in of) return seen?.follows ? tellFollower(scene, incident) : notNow
  if (subject === null || !isOpen(subject) || seen?.linked !== incident.number) return notNow
  return answerLinked(scene, incident, subject)
}

const notNow = refuse('state', { say: 'staff.incidentNotRunning' })

const answerLinked = (scene: Scene, incident: Running, ticket: OpenTicket): Part => {
  const { id, answer, by } = incident
  const message = scene.context.newId()
  const [body, author] = [{ document: answer }, managerAuthor(by)]
  return together(
    change({ type: 'AnswerLinked', ticket: ticket.id, incident: id }),
    // Whoever asked to hear of it hears it here.
    settled(scene, incident),
    speak(scene, { id: message, body, author, ticket: ticket.id }),
    ticket.answeredAt === null ? change({ type: 'RecordAnswer', ticket: ticket.id, by: by.id }) : {},
    showInThread(ticket.id, body, author, message),
    resolve(ticket, holderOf(ticket)?.id ?? by.id),
    speak(scene, { ...askedOnce(scene, ticket, 'customer.resolved'), ticket: ticket.id }),
    showIncident(scene, id),
  )
}

const tellFollower = (scene: Scene, incident: Running): Part => {
  const { id, title, answer } = incident
  const { customer } = scene.state
  return together(
    settled(scene, incident),
    customer.ban === null
      ? speak(scene, { body: { say: 'customer.incidentOver', params: { title }, document: answer } })
      : {},
    showIncident(scene, id),
  )
}

// What they asked then is answered by it.
const settled = ({ state: { customer, conversation } }: Scene, { id }: Running): Part => {
  const { form } = conversation
  const isKept = form.kind === 'idle' && form.kept?.incident === id
  return together(
    change({ type: 'TellFollower', incident: id, customer: customer.id }),
    isKept ? setForm({ kind: 'idle', kept: null }) : {},
  )
}
