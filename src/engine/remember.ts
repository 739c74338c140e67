// The first statement of every event: remember its key, lock its conversation, read its state.

import type { ConversationEvent } from '../core/events.ts'
import { Prisma, type Transaction } from '../database/client.ts'
import { stateOf } from './load.ts'
import { type Place, placeQuery } from './locate.ts'
import type { Shell } from './shell.ts'

export interface Remembered {
  /** The key was known: the event has had its effect. */
  readonly repeated: boolean
  /** Null where there is no such conversation yet, or no such ticket. */
  readonly place: Place | null
  /** For `load`; null where another process changed the conversation while we waited for its lock. */
  readonly known: unknown
}

/**
 * Remembers the event's key and locks the conversation that it concerns (design rules 2 and 3), in one statement with reading its state.
 * A statement sees the database as it was when it began: the version tells whether the row that was locked in the end is the one that was read.
 */
export const remember = async (
  tx: Transaction,
  shell: Shell,
  key: string,
  event: ConversationEvent,
): Promise<Remembered> => {
  const [row] = await tx.$queryRaw<RememberedRow[]>`
    WITH fresh AS (INSERT INTO inbound_keys (key, at) VALUES (${key}, ${shell.now()}) ON CONFLICT DO NOTHING RETURNING key),
    locked AS MATERIALIZED (
      SELECT c.id, c.version, n.subject FROM conversations c JOIN (${placeQuery(event)}) n ON n.conversation = c.id FOR UPDATE OF c
    )
    SELECT (SELECT count(*)::int FROM fresh) AS fresh, locked.id AS conversation, locked.subject,
      CASE WHEN c.version = locked.version THEN ${stateOf(shell, event, Prisma.sql`locked.subject`)} END AS state
    FROM (VALUES (1)) AS one LEFT JOIN locked ON true LEFT JOIN conversations c ON c.id = locked.id`
  if (row === undefined) throw new Error('remembering an event answered nothing')
  const place = row.conversation === null ? null : { conversation: row.conversation, subject: row.subject }
  return { repeated: row.fresh === 0, place, known: row.state }
}

interface RememberedRow {
  readonly fresh: number
  readonly conversation: string | null
  readonly subject: string | null
  readonly state: unknown
}
