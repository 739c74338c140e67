// What was done with a ticket, from its audit trail: names and numbers in the place of ids.

import { z } from 'zod'
import { type Database, Prisma } from '../database/client.ts'
import { type DeskTrail, type TrailEntry, trailSteps } from '../desk/trail.ts'
import { isTicketNumber } from './numbers.ts'

/** The part of the desk that reads trails. */
export const trailOf = (db: Database): DeskTrail => ({
  trail: async (number) => (isTicketNumber(number) ? ((await readTrails(db, [number])).get(number) ?? []) : []),
})

const rowSchema = z.object({
  number: z.number(),
  at: z.date(),
  what: z.string(),
  by: z.string().nullable(),
  facts: z
    .object({
      to: z.string(),
      holder: z.string(),
      ticket: z.number(),
      incident: z.number(),
      until: z.coerce.date(),
      dueAt: z.coerce.date(),
      promise: z.enum(['firstResponse', 'resolution']),
      priority: z.string(),
      tags: z.array(z.string()),
      score: z.number(),
      reason: z.string(),
      article: z.string(),
      comment: z.boolean(),
    })
    .partial()
    .nullable(),
})

const nameOf = (fact: string): Prisma.Sql =>
  Prisma.sql`(SELECT x.name FROM managers x WHERE x.id = (a.facts->>${fact}::text)::uuid)`

/** Reads the trails of tickets by their numbers; a ticket of which nothing is known is not among them. */
export const readTrails = async (db: Database, numbers: readonly number[]): Promise<Map<number, TrailEntry[]>> => {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT t.number, a.at, a.what, m.name AS by, coalesce(a.facts, '{}') - '{to,holder,ticket,after,incident}'::text[] || jsonb_strip_nulls(jsonb_build_object('to', ${nameOf('to')}, 'holder', ${nameOf('holder')},
      'ticket', (SELECT o.number FROM tickets o WHERE o.id = coalesce(a.facts->>'ticket', a.facts->>'after')::uuid),
      'incident', (SELECT n.number FROM incidents n WHERE n.id = (a.facts->>'incident')::uuid))) AS facts
    FROM tickets t JOIN audit a ON a.ticket_id = t.id LEFT JOIN managers m ON m.id = a.manager_id
    WHERE t.number = ANY(${[...numbers]}) ORDER BY a.id`
  const read = rows.map((row) => rowSchema.parse(row))
  const trails = Map.groupBy(read, ({ number }) => number)
  return new Map([...trails].map(([number, entries]) => [number, entries.flatMap(entryOf)]))
}

const entryOf = ({ at, what: written, by, facts }: z.infer<typeof rowSchema>): TrailEntry[] => {
  const { comment = false, ...known } = facts ?? {}
  const what = trailSteps.find((step) => step === nameOfStep({ written, by, known, comment }))
  return what === undefined ? [] : [{ at, what, by, facts: known }]
}

interface Written {
  readonly written: string
  readonly by: string | null
  readonly known: TrailEntry['facts']
  readonly comment: boolean
}

const nameOfStep = ({ written, by, known, comment }: Written): string => {
  if (written === 'opened' && known.ticket !== undefined) return 'openedAfter'
  if (written === 'assigned' && by === null) return 'assignedByRule'
  if (written === 'prioritized' && by === null) return known.reason === undefined ? 'byTier' : 'pressed'
  return written === 'rated' && comment ? 'commented' : written
}
