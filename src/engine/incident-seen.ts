// The incident that an event is about, as the rules know it.

import { z } from 'zod'
import type { Document } from '../core/document.ts'
import type { ConversationEvent } from '../core/events.ts'
import type { Incident, IncidentSeen } from '../core/incidents.ts'
import { readPress } from '../core/press.ts'
import { type Database, Prisma, type Transaction } from '../database/client.ts'
import type { Place } from './locate.ts'

/** Reads it for the events that are about one; null for all others, and where there is none. */
export const incidentSeen = async (
  db: Database,
  { conversation, subject }: Pick<Place, 'conversation' | 'subject'>,
  event: ConversationEvent,
): Promise<IncidentSeen | null> => {
  const which = incidentNamed(event, subject)
  if (which === null) return null
  const [row] = await db.$queryRaw<unknown[]>`
    SELECT to_jsonb(n) AS incident, (SELECT to_jsonb(m) FROM managers m WHERE m.id = n.resolved_by_id) AS by,
      (SELECT o.number FROM incident_tickets l JOIN incidents o ON o.id = l.incident_id
        WHERE l.ticket_id = ${subject}::uuid AND l.answered_at IS NULL AND o.state <> 'resolved') AS linked,
      EXISTS (SELECT FROM incident_followers f
        WHERE f.incident_id = n.id AND f.conversation_id = ${conversation}::uuid AND f.told_at IS NULL) AS follows
    FROM incidents n WHERE ${which}`
  if (row === undefined) return null
  const { incident, by, linked, follows } = seenRow.parse(row)
  return { incident: incidentOf(incident, by), linked, follows }
}

const incidentNamed = (event: ConversationEvent, subject: string | null): Prisma.Sql | null => {
  switch (event.type) {
    case 'ManagerLinked':
      return numbered(event.incident)
    case 'ManagerUnlinked':
      return Prisma.sql`n.state <> 'resolved' AND n.id = (
        SELECT incident_id FROM incident_tickets WHERE ticket_id = ${subject}::uuid AND answered_at IS NULL)`
    case 'IncidentOver':
      return Prisma.sql`n.id = ${event.incident}::uuid`
    case 'DeliveryRefused':
      return refusedOf(event.delivery)
    case 'CustomerPressed': {
      const press = readPress(event.press)
      return press?.kind === 'follow' ? numbered(press.incident) : null
    }
    default:
      return null
  }
}

// What was refused may be the answer that ended an incident.
const refusedOf = (delivery: string): Prisma.Sql => Prisma.sql`n.id = (
  SELECT coalesce(l.incident_id, f.incident_id) FROM deliveries d
  LEFT JOIN incident_tickets l ON l.ticket_id = d.ticket_id AND l.answered_at IS NOT NULL
  LEFT JOIN incident_followers f ON d.ticket_id IS NULL AND f.conversation_id = d.conversation_id AND f.told_at IS NOT NULL
  WHERE d.id = ${delivery}::uuid AND d.destination LIKE '%:chat:%' ORDER BY f.told_at DESC NULLS LAST LIMIT 1)`

const numbered = (number: number): Prisma.Sql => Prisma.sql`n.number = ${number}`

const document = z.custom<Document>((value) => typeof value === 'object' && value !== null && 'type' in value)
const incidentRow = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  state: z.enum(['open', 'resolving', 'stopped', 'resolved']),
  telling: z.boolean(),
  answer: document.nullable(),
})
const managerRow = z.object({ id: z.string(), name: z.string() }).nullable()
const seenRow = z.object({ incident: incidentRow, by: managerRow, linked: z.number().nullable(), follows: z.boolean() })

type IncidentRow = z.infer<typeof incidentRow>

// The table's checks see to it that only what is open has no answer.
const incidentOf = (
  { id, number, title, state, telling, answer }: IncidentRow,
  by: z.infer<typeof managerRow>,
): Incident => {
  const known = { id, number, title }
  if (state === 'open') return { ...known, state, telling }
  if (answer === null || by === null) throw new Error(`incident ${number} is ${state} without an answer`)
  return { ...known, state, answer, by }
}

/** An incident by its number, locked until the transaction ends; null where there is none. */
export const lockIncident = async (tx: Transaction, number: number): Promise<Incident | null> => {
  const [row] = await tx.$queryRaw<unknown[]>`
    SELECT to_jsonb(n) AS incident, (SELECT to_jsonb(m) FROM managers m WHERE m.id = n.resolved_by_id) AS by, NULL AS linked, false AS follows
    FROM incidents n WHERE n.number = ${number} FOR UPDATE OF n`
  if (row === undefined) return null
  const { incident, by } = seenRow.parse(row)
  return incidentOf(incident, by)
}
