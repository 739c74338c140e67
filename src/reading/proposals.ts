// What the assistant proposes for a ticket beside its summary.

import { z } from 'zod'
import { priorities } from '../core/types.ts'
import type { Database } from '../database/client.ts'
import { storedAnswer } from '../database/stored-answer.ts'
import type { Proposals } from '../desk/assistance.ts'
import { isTicketNumber } from './numbers.ts'

const proposedRow = z.object({
  answer: storedAnswer,
  tags: z.array(z.string()),
  priority: z.enum(priorities),
  isTagged: z.boolean(),
  isPrioritized: z.boolean(),
})

const NONE: Proposals = { tags: [], priority: null }

/** Reads it of the latest summary: whoever set tags or a priority since has decided. */
export const readProposals = async (db: Database, number: number): Promise<Proposals> => {
  if (!isTicketNumber(number)) return NONE
  const [row] = await db.$queryRaw<unknown[]>`
    SELECT o.answer, t.tags, t.priority::text AS priority,
      EXISTS (SELECT FROM audit a WHERE a.ticket_id = t.id AND a.what = 'tagged' AND a.at > o.asked_at) AS "isTagged",
      EXISTS (SELECT FROM audit a WHERE a.ticket_id = t.id AND a.what = 'prioritized' AND a.at > o.asked_at) AS "isPrioritized"
    FROM tickets t JOIN consultations o ON o.ticket_id = t.id
    WHERE t.number = ${number} AND o.state = 'answered' AND o.wanted->>'purpose' = 'summary' ORDER BY o.asked_at DESC, o.id LIMIT 1`
  if (row === undefined) return NONE
  const { answer, tags, priority, isTagged, isPrioritized } = proposedRow.parse(row)
  if (answer.purpose !== 'summary') return NONE
  return {
    tags: isTagged ? [] : answer.tags.filter((tag) => !tags.includes(tag)),
    priority: isPrioritized || answer.priority === priority ? null : answer.priority,
  }
}
