// Incidents as their cards and lists show them.

import { type Database, Prisma } from '../database/client.ts'
import type { DeskIncidents, IncidentView } from '../desk/incidents.ts'
import { listed } from './listed.ts'
import { isTicketNumber } from './numbers.ts'
import { readTickets, rowOf } from './rows.ts'

/** The part of the desk that reads incidents. */
export const incidentsOf = (db: Database): DeskIncidents => ({
  incident: async (id) => {
    const [found] = await readIncidents(db, Prisma.sql`n.id = ${id}::uuid`)
    if (found === undefined) throw new Error(`there is no incident ${id}`)
    return found
  },
  incidentNumbered: async (number) => {
    if (!isTicketNumber(number)) return null
    const [found] = await readIncidents(db, Prisma.sql`n.number = ${number}`)
    return found ?? null
  },
  incidents: () => readIncidents(db, Prisma.sql`n.state <> 'resolved' ORDER BY n.number`),
  incidentTickets: async (number, most) => {
    if (!isTicketNumber(number)) return { rows: [], total: 0 }
    const linked = Prisma.sql`t.id IN (
      SELECT l.ticket_id FROM incident_tickets l JOIN incidents n ON n.id = l.incident_id WHERE n.number = ${number})`
    return listed(db, linked, most, async (limit) =>
      (await readTickets(db, Prisma.sql`${linked} ORDER BY t.number LIMIT ${limit}`)).map(rowOf),
    )
  },
})

/** The database's clock and ours need not agree. */
const CLOCKS_APART = Prisma.sql`interval '5 seconds'`

// Whoever has a linked ticket and asked to hear of the end, too, hears once.
const readIncidents = (db: Database, where: Prisma.Sql): Promise<IncidentView[]> => db.$queryRaw<IncidentView[]>`
  SELECT n.id, n.number, n.title, n.phrasings, n.state::text, n.telling, m.name AS "openedBy", n.opened_at AS "openedAt", n.resolved_at AS "resolvedAt",
    t.linked, f.waiting, t.answered + f.told AS reached, t.open + f.alone AS left,
    (SELECT count(DISTINCT d.conversation_id)::int FROM deliveries d WHERE d.state = 'undelivered' AND d.destination LIKE '%:chat:%' AND (
      EXISTS (SELECT FROM incident_tickets l
        WHERE l.incident_id = n.id AND l.ticket_id = d.ticket_id AND d.created_at >= l.answered_at - ${CLOCKS_APART})
      OR d.ticket_id IS NULL AND EXISTS (SELECT FROM incident_followers s
        WHERE s.incident_id = n.id AND s.conversation_id = d.conversation_id AND d.created_at >= s.told_at - ${CLOCKS_APART}))) AS undelivered,
    (SELECT p.posted FROM destinations p WHERE p.name = 'slack:incident:' || n.id) AS card
  FROM incidents n LEFT JOIN managers m ON m.id = n.opened_by_id
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS linked, count(l.answered_at)::int AS answered,
      (count(*) FILTER (WHERE l.answered_at IS NULL AND k.status <> 'resolved'))::int AS open
    FROM incident_tickets l JOIN tickets k ON k.id = l.ticket_id WHERE l.incident_id = n.id) t
  CROSS JOIN LATERAL (
    SELECT (count(*) FILTER (WHERE w.told_at IS NULL))::int AS waiting,
      (count(*) FILTER (WHERE w.told_at IS NOT NULL AND NOT w.ticketed))::int AS told,
      (count(*) FILTER (WHERE w.told_at IS NULL AND NOT w.ticketed))::int AS alone
    FROM (SELECT s.told_at, EXISTS (
        SELECT FROM incident_tickets l JOIN tickets k ON k.id = l.ticket_id
        WHERE l.incident_id = n.id AND k.customer_id = i.customer_id AND (l.answered_at IS NOT NULL OR k.status <> 'resolved')) AS ticketed
      FROM incident_followers s JOIN conversations c ON c.id = s.conversation_id JOIN identities i ON i.id = c.identity_id
      WHERE s.incident_id = n.id) w) f
  WHERE ${where}`
