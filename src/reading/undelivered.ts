// What did not arrive anywhere: the deliveries that their platform refused, and nobody sent again.

import type { Database } from '../database/client.ts'
import type { UndeliveredRow } from '../desk/undelivered.ts'
import { refusalReason } from '../desk.ts'
import { type Document, plainText } from '../document.ts'
import { cardOfTicket } from './rows.ts'

interface Refused {
  readonly delivery: string
  readonly number: number | null
  readonly card: string | null
  readonly author: UndeliveredRow['author']
  readonly isChat: boolean
  readonly mailbox: string | null
  readonly document: Document | null
  readonly question: string | null
  readonly error: string | null
  readonly at: Date
}

/** Reads the latest `limit` of them; marks on managers' own messages are left out, since they carry no words. */
export const readUndelivered = async (db: Database, limit: number): Promise<UndeliveredRow[]> => {
  const rows = await db.$queryRaw<Refused[]>`
    SELECT d.id AS delivery, t.number, (SELECT p.posted FROM destinations p WHERE p.name = ${cardOfTicket}) AS card,
      d.content->'author' AS author, d.destination LIKE '%:chat:%' AS "isChat",
      (SELECT p.address FROM destinations p WHERE p.name = d.destination AND p.channel = 'mail') AS mailbox, coalesce(m.document, d.content->'document') AS document,
      t.question, d.error, d.created_at AS at
    FROM deliveries d LEFT JOIN tickets t ON t.id = d.ticket_id LEFT JOIN messages m ON m.id = d.message_id
    WHERE d.state = 'undelivered' AND d.kind NOT IN ('mark', 'seen') AND d.conversation_id IS NOT NULL AND (m.deleted_at IS NULL OR d.kind = 'delete')
    ORDER BY d.created_at DESC, d.seq DESC LIMIT ${limit}`
  return rows.map((row) => ({
    delivery: row.delivery,
    ticket: row.number === null ? null : { number: row.number, card: row.card },
    author: row.author,
    to: placeOf(row),
    mailbox: row.mailbox,
    words: row.document === null ? (row.question ?? '') : plainText(row.document),
    reason: refusalReason(row.error ?? 'unknown'),
    at: row.at,
  }))
}

const placeOf = ({ isChat, mailbox }: Refused): UndeliveredRow['to'] => {
  if (mailbox !== null) return 'mailbox'
  return isChat ? 'customer' : 'staff'
}
