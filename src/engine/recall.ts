// The first statement of every event: was it here before, which conversation does it concern, and what is true there now.

import { type Database, Prisma } from '../database/client.ts'
import { type Place, placeQuery } from './locate.ts'
import type { Shell } from './shell.ts'
import { type Happened, type StateRow, stateOf, stateRow } from './state-row.ts'

export type Recalled =
  /** The key is known: the event has had its effect. */
  | { readonly repeated: true }
  /** There is no such conversation yet, or no such ticket. */
  | { readonly repeated: false; readonly place: null }
  | { readonly repeated: false; readonly place: Place; readonly row: StateRow }

/** Reads all of that at one moment, without a lock: what is decided on it is stored only while the conversation's version is still the same. */
export const recall = async (
  db: Database,
  shell: Shell,
  inbound: Happened & { readonly key: string },
): Promise<Recalled> => {
  const { key, event } = inbound
  const [row] = await db.$queryRaw<RecalledRow[]>`
    SELECT EXISTS (SELECT 1 FROM inbound_keys WHERE key = ${key}) AS repeated, n.conversation, n.subject, c.version,
      ${stateOf(shell, inbound, Prisma.sql`n.subject`)} AS state
    FROM (VALUES (1)) AS one LEFT JOIN (${placeQuery(event)}) n ON true LEFT JOIN conversations c ON c.id = n.conversation`
  if (row === undefined) throw new Error('recalling an event answered nothing')
  const { repeated, conversation, subject, version, state } = row
  if (repeated) return { repeated }
  if (conversation === null || version === null) return { repeated, place: null }
  return { repeated, place: { conversation, subject, version }, row: stateRow.parse(state) }
}

interface RecalledRow {
  readonly repeated: boolean
  readonly conversation: string | null
  readonly subject: string | null
  readonly version: bigint | null
  readonly state: unknown
}
