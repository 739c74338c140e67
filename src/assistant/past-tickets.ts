// Resolved tickets in which much the same was asked, and what was answered then: nothing in them tells whose they were.

import { impersonal } from '../core/personal-data.ts'
import type { Database } from '../database/client.ts'
import { type Document, plainText } from '../document.ts'
import { likenessOf, soughtBeginnings } from '../knowledge/alike.ts'
import { readNamesAbout } from './names.ts'

export interface PastTicket {
  readonly number: number
  readonly question: string
  readonly answer: string
}

/** What a model reads of them is paid for. */
const MOST = 3
/** The latest that share words with the question: compared one by one. */
const MOST_READ = 200
/** Some were answered with files alone, or in words of which nothing is left. */
const MOST_TRIED = 12
const MOST_WORDS = 8
const LONGEST = 1_500
/** In characters: what is looked through. Much may go of it, hardly ever so much. */
const LONGEST_READ = 4 * LONGEST
/** Whoever was answered so was not helped. */
const POOR_RATING = 2

interface Asked {
  readonly id: string
  readonly question: string
}

/** The likest first. Of customers who want no model to read what they write there are none. */
export const readPastTickets = async (db: Database, asked: Asked): Promise<readonly PastTicket[]> => {
  const alike = (await readAlike(db, asked))
    .map((row) => ({ ...row, likeness: likenessOf(asked.question, row.question) }))
    .filter(({ likeness }) => likeness > 0)
    .toSorted((one, other) => other.likeness - one.likeness || other.number - one.number)
    .slice(0, MOST_TRIED)
  const found: PastTicket[] = []
  for (const { id, number, question } of alike) {
    const read = await readAnswered(db, id, question)
    if (read !== null) found.push({ number, ...read })
    if (found.length === MOST) break
  }
  return found
}

interface Row {
  readonly id: string
  readonly number: number
  readonly question: string
}

const readAlike = async (db: Database, { id, question }: Asked): Promise<readonly Row[]> => {
  const sought = soughtIn(question)
  if (sought === null) return []
  // By the index of words first: in the order of their numbers each ticket's words would be read until enough were found.
  return db.$queryRaw<Row[]>`
    WITH found AS MATERIALIZED (
      SELECT q.id FROM tickets q WHERE desk_words(q.question, q.subject, q.tags) @@ to_tsquery('simple', desk_folded(${sought}))
    )
    SELECT t.id, t.number, t.question FROM found JOIN tickets t ON t.id = found.id JOIN customers c ON c.id = t.customer_id
    WHERE t.status = 'resolved' AND t.merged_into_id IS NULL AND t.answered_at IS NOT NULL AND t.id <> ${id}::uuid
      AND NOT c.refuses_model AND (t.rating IS NULL OR t.rating > ${POOR_RATING})
    ORDER BY t.number DESC LIMIT ${MOST_READ}`
}

// Two words in common, or one where there is no other: what is like it has as much.
const soughtIn = (question: string): string | null => {
  const terms = soughtBeginnings(question, MOST_WORDS).map((word) => `'${word}':*`)
  const pairs = terms.flatMap((one, index) => terms.slice(index + 1).map((other) => `(${one} & ${other})`))
  return pairs.length > 0 ? pairs.join(' | ') : (terms[0] ?? null)
}

const readAnswered = async (
  db: Database,
  ticket: string,
  question: string,
): Promise<Omit<PastTicket, 'number'> | null> => {
  const [names, replies] = await Promise.all([
    readNamesAbout(db, ticket),
    db.$queryRaw<{ document: Document }[]>`
      SELECT m.document FROM messages m WHERE m.ticket_id = ${ticket}::uuid AND m.author = 'manager'
        AND m.audience = 'everyone' AND m.deleted_at IS NULL ORDER BY m.position`,
  ])
  // What is cut could leave half an address, which nothing would recognise: so it goes first.
  const stripped = (text: string) => impersonal(text.slice(0, LONGEST_READ), names).slice(0, LONGEST)
  const answer = stripped(replies.map(({ document }) => plainText(document)).join('\n\n'))
  return answer === '' ? null : { question: stripped(question), answer }
}
