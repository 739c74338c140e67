// Who may be given a ticket by the desk's rule: managers who worked on tickets lately, with what they hold.

import type { Candidate } from '../core/assigning.ts'
import type { ConversationEvent } from '../core/events.ts'
import type { ChannelName } from '../core/types.ts'
import type { Database } from '../database/client.ts'
import type { Shell } from './shell.ts'

interface Row {
  readonly id: string
  readonly name: string
  readonly admin: boolean
  readonly channel: ChannelName
  readonly externalId: string
  readonly awaySince: Date | null
  readonly awayUntil: Date | null
  readonly open: number
  readonly givenAt: Date | null
}

/** Whoever did nothing at any ticket for so long is not counted on: milliseconds. */
const LATELY = 7 * 86_400_000

/** The candidates for the ticket that an event gives by the rule; none for other events. */
export const candidatesFor = async (
  db: Database,
  shell: Pick<Shell, 'now' | 'staffChannel'>,
  event: ConversationEvent,
): Promise<readonly Candidate[]> => {
  if (event.type !== 'TimerFired' || event.timer.kind !== 'assign') return []
  const since = new Date(shell.now().getTime() - LATELY)
  const rows = await db.$queryRaw<Row[]>`
    WITH active AS (
      SELECT DISTINCT manager_id AS id FROM audit
      WHERE what IN ('claimed', 'answered', 'resolved', 'released', 'waiting', 'snoozed') AND at > ${since} AND manager_id IS NOT NULL
    ), given AS (
      SELECT (facts->>'to')::uuid AS id, max(at) AS at FROM audit WHERE what = 'assigned' AND at > ${since} GROUP BY 1
    ), held AS (
      SELECT holder_id AS id, count(*)::int AS open FROM tickets WHERE status IN ('claimed', 'waiting', 'snoozed') GROUP BY 1
    )
    SELECT m.id, m.name, m.admin, m.channel, m.external_id AS "externalId", m.away_since AS "awaySince", m.away_until AS "awayUntil",
      coalesce(h.open, 0) AS open, g.at AS "givenAt"
    FROM managers m JOIN active USING (id) LEFT JOIN given g USING (id) LEFT JOIN held h USING (id)
    WHERE m.channel = ${shell.staffChannel ?? 'web'} AND m.disabled_at IS NULL`
  return rows.map(candidateOf)
}

const candidateOf = ({
  id,
  name,
  admin,
  channel,
  externalId,
  awaySince,
  awayUntil,
  open,
  givenAt,
}: Row): Candidate => ({
  manager: { id, name, admin, away: awaySince && { since: awaySince, until: awayUntil } },
  account: { channel, externalId },
  open,
  givenAt,
})
