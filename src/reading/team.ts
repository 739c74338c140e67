// The team: who is in it, where they are signed in, and what was done among them.

import { z } from 'zod'
import { type Database, Prisma } from '../database/client.ts'
import { type DeskTeam, type TeamMember, type TeamTrailRow, teamSteps } from '../desk/team.ts'
import type { Person } from '../desk.ts'
import { isShutOut } from './access.ts'

/** The part of the desk that tells of the team. */
export const teamOf = (
  db: Database,
  admins: readonly Person[],
  now: () => Date,
): Pick<DeskTeam, 'isShutOut' | 'team' | 'teamTrail'> => ({
  isShutOut: (who) => isShutOut(db, who),
  team: (session) => readTeam(db, { admins, session, now: now() }),
  teamTrail: (limit) => readTeamTrail(db, limit),
})

const memberRow = z.object({
  id: z.string(),
  channel: z.enum(['telegram', 'slack', 'web']),
  externalId: z.string(),
  name: z.string(),
  admin: z.boolean(),
  byOperator: z.boolean(),
  shutOutAt: z.date().nullable(),
  away: z.object({ until: z.coerce.date().nullable() }).nullable(),
  open: z.number(),
  seenAt: z.date().nullable(),
  sessions: z.array(
    z.object({
      id: z.string(),
      browser: z.string().nullable(),
      begunAt: z.coerce.date(),
      seenAt: z.coerce.date(),
      isThis: z.boolean(),
    }),
  ),
})

interface Asking {
  readonly admins: readonly Person[]
  /** The hash of the asker's session. */
  readonly session: string
  readonly now: Date
}

// What they hold is counted among open tickets alone.
const readTeam = async (db: Database, { admins, session, now }: Asking): Promise<TeamMember[]> => {
  const named = admins.map(({ channel, externalId }) => `${channel}:${externalId}`)
  const byOperator = Prisma.sql`m.channel || ':' || m.external_id = ANY(${named}::text[])`
  const rows = await db.$queryRaw<unknown[]>`
    WITH held AS (SELECT holder_id AS id, count(*)::int AS open FROM tickets WHERE status <> 'resolved' AND holder_id IS NOT NULL GROUP BY 1)
    SELECT m.id, m.channel, m.external_id AS "externalId", m.name, (m.channel = 'web' AND m.admin OR ${byOperator}) AS admin, ${byOperator} AS "byOperator",
      m.disabled_at AS "shutOutAt", coalesce(h.open, 0) AS open,
      CASE WHEN m.away_since IS NOT NULL AND (m.away_until IS NULL OR m.away_until > ${now}) THEN jsonb_build_object('until', m.away_until) END AS away,
      greatest(m.seen_at, (SELECT max(a.at) FROM audit a WHERE a.manager_id = m.id)) AS "seenAt",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'browser', s.browser, 'begunAt', s.created_at, 'seenAt', s.seen_at, 'isThis', s.token = ${session})
        ORDER BY s.seen_at DESC, s.id), '[]') FROM sessions s WHERE s.manager_id = m.id AND s.expires_at > ${now}) AS sessions
    FROM managers m LEFT JOIN held h USING (id) ORDER BY m.disabled_at IS NOT NULL, lower(m.name), m.id`
  return rows.map((row) => memberRow.parse(row))
}

const trailRow = z.object({
  at: z.date(),
  what: z.enum(teamSteps),
  by: z.string().nullable(),
  whom: z.string().nullable(),
  about: z.string().nullable(),
})

const readTeamTrail = async (db: Database, limit: number): Promise<TeamTrailRow[]> => {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT a.at, a.what, b.name AS by, w.name AS whom, a.about
    FROM team_audit a LEFT JOIN managers b ON b.id = a.by_id LEFT JOIN managers w ON w.id = a.manager_id
    ORDER BY a.at DESC, a.id DESC LIMIT ${limit}`
  return rows.map((row) => trailRow.parse(row))
}
