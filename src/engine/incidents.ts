// Incidents as a whole: each event locks its incident's row and writes how it goes on. Whom it reaches is done one conversation at a time.

import type { Document } from '../core/document.ts'
import type { IncidentEvent, IncidentStep } from '../core/incident-events.ts'
import { type Incident, type IncidentNext, stepIncident, tidiedIncident } from '../core/incidents.ts'
import type { Prisma, Transaction } from '../database/client.ts'
import type { DeliveryRow } from '../database/outbox.ts'
import { incidentPlace } from './destinations.ts'
import { lockIncident } from './incident-seen.ts'
import { knownManager, present } from './managers.ts'
import { type Handled, handled, type Shell } from './shell.ts'
import { enqueue } from './staff-news.ts'

/** Whether an event is about an incident as a whole. */
export const isIncidentEvent = (event: { readonly type: string }): event is IncidentEvent => event.type in kinds

const kinds: Readonly<Record<IncidentEvent['type'], true>> = {
  IncidentOpened: true,
  IncidentHushed: true,
  IncidentTold: true,
  IncidentResolved: true,
  IncidentStopped: true,
  IncidentContinued: true,
  IncidentEnded: true,
}

/** Handles such an event within its transaction. */
export const receiveIncidentEvent = async (tx: Transaction, shell: Shell, event: IncidentEvent): Promise<Handled> => {
  if (event.type === 'IncidentOpened') return open(tx, shell, event)
  return event.type === 'IncidentEnded' ? end(tx, shell, event.incident) : step(tx, shell, event)
}

const refused = (say: string, params?: Readonly<Record<string, number>>): Handled =>
  handled({ kind: 'refused', because: 'state', notice: { say: `staff.${say}`, ...(params && { params }) } })

const open = async (
  tx: Transaction,
  shell: Shell,
  event: Extract<IncidentEvent, { type: 'IncidentOpened' }>,
): Promise<Handled> => {
  const kept = tidiedIncident(event.title, event.phrasings)
  if (kept === null) return refused('incidentUntitled')
  const by = await present(tx, shell, event.by, await knownManager(tx, event.by))
  const id = crypto.randomUUID()
  const data = { id, title: kept.title, phrasings: [...kept.phrasings], openedAt: shell.now(), openedById: by.id }
  const { number } = await tx.incident.create({ data, select: { number: true } })
  const notice = { say: 'staff.incidentOpened', params: { number, title: kept.title } }
  return handled({ kind: 'done', notice }, await show(tx, shell, id))
}

const step = async (tx: Transaction, shell: Shell, event: IncidentStep): Promise<Handled> => {
  const { incident: number } = event
  const incident = await lockIncident(tx, number)
  if (incident === null) return refused('unknownIncident', { number })
  const next = stepIncident(incident, event.type, answerIn(shell, event))
  if ('refused' in next) return refused(next.refused, { number })
  const by = await present(tx, shell, event.by, await knownManager(tx, event.by))
  await tx.incident.update({ where: { id: incident.id }, data: dataOf(next, by.id), select: { id: true } })
  return handled({ kind: 'done' }, await show(tx, shell, incident.id))
}

const answerIn = ({ knowledge }: Shell, event: IncidentStep): Document | null => {
  if (event.type !== 'IncidentResolved') return null
  if (event.answer !== null && event.answer.children.length > 0) return event.answer
  return event.article === null ? null : (knowledge.article(event.article)?.answer ?? null)
}

const dataOf = (
  next: Exclude<IncidentNext, { refused: string }>,
  resolvedById: string,
): Prisma.IncidentUncheckedUpdateInput => {
  switch (next.to) {
    case 'open':
      return { telling: next.telling }
    case 'resolving':
      // Prisma's JSON input type admits no readonly arrays; a document is plain data of our own.
      return {
        state: 'resolving',
        resolvedById,
        answer: JSON.parse(JSON.stringify(next.answer)) as Prisma.InputJsonObject,
      }
    case 'goOn':
      return { state: 'resolving' }
    case 'stopped':
      return { state: 'stopped' }
  }
}

// Whoever is left is found again by the work that looks for them.
const end = async (tx: Transaction, shell: Shell, id: string): Promise<Handled> => {
  const ended = await tx.$executeRaw`
    UPDATE incidents n SET state = 'resolved', resolved_at = ${shell.now()} WHERE n.id = ${id}::uuid AND n.state = 'resolving'
      AND NOT EXISTS (SELECT FROM incident_followers f WHERE f.incident_id = n.id AND f.told_at IS NULL)
      AND NOT EXISTS (SELECT FROM incident_tickets l JOIN tickets t ON t.id = l.ticket_id
        WHERE l.incident_id = n.id AND l.answered_at IS NULL AND t.status <> 'resolved')`
  return ended === 0 ? refused('incidentNotRunning') : handled({ kind: 'done' }, await show(tx, shell, id))
}

/** Shows the card anew, and lets every process know that something is different. */
const show = async (tx: Transaction, shell: Shell, incident: Incident['id']): Promise<string[]> => {
  await tx.$executeRaw`SELECT pg_notify('incidents', ${incident})`
  if (shell.staffChannel === null) return []
  const place = incidentPlace(shell.staffChannel, incident)
  // What was to be shown in a moment is shown now.
  await tx.delivery.updateMany({
    where: { destinationName: place.destination, state: 'pending', attempts: 0 },
    data: { notBefore: null },
  })
  const row: DeliveryRow = {
    ...place,
    id: crypto.randomUUID(),
    content: { kind: 'incident', incident, posted: null },
    message: null,
    notBefore: null,
    about: null,
    conversation: null,
    confirms: null,
  }
  // It may be there already, and then nothing is added.
  return [...new Set([...(await enqueue(tx, [row])), place.destination])]
}
