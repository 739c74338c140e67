// A ticket's talk as the model reads it.

import type { Database } from '../database/client.ts'
import { type Document, plainText, shortened } from '../document.ts'

export interface Turn {
  /** The message's. */
  readonly id: string
  readonly from: 'customer' | 'manager' | 'desk'
  readonly text: string
}

/** What is left out of a long talk is its middle: the first words say what it is about, the last how it stands. */
const FIRST = 6
const LAST = 30
const LONGEST = 1_500

/** Whoever writes more tells what they want in its beginning; in characters. */
const LONGEST_QUESTION = 4_000

/** So much of a question as goes to the model, whatever for. */
export const beginningOf = (question: string): string => shortened(question, LONGEST_QUESTION)

/** What was said of a ticket between the customer and the staff, in its order: no notes, nothing that was deleted. */
export const readTurns = async (db: Database, ticket: string): Promise<readonly Turn[]> => {
  const rows = await db.$queryRaw<{ id: string; author: string; document: Document }[]>`
    SELECT m.id, m.author, m.document FROM messages m
    WHERE m.ticket_id = ${ticket}::uuid AND m.audience = 'everyone' AND m.deleted_at IS NULL ORDER BY m.position`
  const turns = rows.map(({ id, author, document }) => ({
    id,
    from: authorOf(author),
    text: plainText(document).trim().slice(0, LONGEST),
  }))
  const said = turns.filter(({ text }) => text !== '')
  return said.length <= FIRST + LAST ? said : [...said.slice(0, FIRST), ...said.slice(-LAST)]
}

const authorOf = (author: string): Turn['from'] => (author === 'customer' || author === 'manager' ? author : 'desk')
