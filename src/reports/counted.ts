// The tickets that a figure counts, by the same rules (`facts.ts`), so that a list is as long as the figure says.

import { type Database, Prisma } from '../database/client.ts'
import type { Period } from './period.ts'

/** Those whose tickets can be listed; `slaMissed` are the ones that `slaMet` leaves. */
export type Counted = keyof typeof sources

export interface CountedEntry {
  /** The ticket's id. */
  readonly ticket: string
  /** When it happened that was counted. */
  readonly at: Date
  /** Tells entries of the same moment apart. */
  readonly number: bigint
  /** The name of the manager who did it; null where nobody of them did. */
  readonly by: string | null
}

type Place = Pick<CountedEntry, 'at' | 'number'>

/** Reads `most` of them at most, behind `after`: the latest first, of the backlog the oldest. */
export const readCounted = (
  db: Database,
  { figure, period, after, most }: { figure: Counted; period: Period; after: Place | null; most: number },
): Promise<readonly CountedEntry[]> => {
  const isForward = figure === 'backlog'
  const beyond = isForward ? Prisma.sql`>` : Prisma.sql`<`
  const order = isForward ? Prisma.empty : Prisma.sql`DESC`
  const behind =
    after === null ? Prisma.empty : Prisma.sql`WHERE (c.at, c.number) ${beyond} (${after.at}, ${after.number})`
  return db.$queryRaw`SELECT p.*, m.name AS by FROM (
      SELECT * FROM (${sources[figure](period)}) c ${behind} ORDER BY c.at ${order}, c.number ${order} LIMIT ${most}
    ) p LEFT JOIN managers m ON m.id = p.manager ORDER BY p.at ${order}, p.number ${order}`
}

/** How many there are. */
export const countCounted = async (db: Database, figure: Counted, period: Period): Promise<number> => {
  const [row] = await db.$queryRaw<
    { total: number }[]
  >`SELECT count(*)::int AS total FROM (${sources[figure](period)}) c`
  return row?.total ?? 0
}

const happened =
  (what: Prisma.Sql) =>
  ({ from, to }: Period): Prisma.Sql =>
    Prisma.sql`SELECT ticket_id AS ticket, at, id AS number, manager_id AS manager FROM audit
      WHERE ${what} AND at >= ${from} AND at < ${to}`

const openedWhere = (where: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`SELECT id AS ticket, opened_at AS at, number::bigint AS number, NULL::uuid AS manager FROM tickets WHERE ${where}`

// Tickets resolved in the period that still are; one that was merged is over with the other one.
const resolvedWhere = ({ from, to }: Period, where: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`SELECT id AS ticket, resolved_at AS at, number::bigint AS number, holder_id AS manager FROM tickets t
    WHERE status = 'resolved' AND merged_into_id IS NULL AND resolved_at >= ${from} AND resolved_at < ${to} AND ${where}`

const sources = {
  opened: ({ from, to }: Period) => openedWhere(Prisma.sql`opened_at >= ${from} AND opened_at < ${to}`),
  claimed: happened(Prisma.sql`what = 'claimed'`),
  resolved: happened(Prisma.sql`what IN ('resolved', 'merged')`),
  reopened: happened(Prisma.sql`what = 'reopened'`),
  backlog: () => openedWhere(Prisma.sql`status <> 'resolved'`),
  firstResponses: ({ from, to }: Period) =>
    Prisma.sql`SELECT id AS ticket, answered_at AS at, number::bigint AS number, (
        SELECT a.manager_id FROM audit a WHERE a.ticket_id = t.id AND a.what = 'answered' ORDER BY a.id LIMIT 1) AS manager
      FROM tickets t WHERE answered_at >= ${from} AND answered_at < ${to}`,
  resolutions: (period: Period) => resolvedWhere(period, Prisma.sql`true`),
  slaMissed: (period: Period) =>
    resolvedWhere(
      period,
      Prisma.sql`(first_due_at IS NOT NULL OR resolution_due_at IS NOT NULL)
        AND EXISTS (SELECT FROM audit b WHERE b.ticket_id = t.id AND b.what = 'breached')`,
    ),
  ratings: ({ from, to }: Period) =>
    Prisma.sql`SELECT a.ticket_id AS ticket, max(a.at) AS at, max(a.id) AS number, NULL::uuid AS manager FROM audit a
      JOIN tickets t ON t.id = a.ticket_id
      WHERE a.what = 'rated' AND a.at >= ${from} AND a.at < ${to} AND t.rating IS NOT NULL GROUP BY a.ticket_id`,
}
