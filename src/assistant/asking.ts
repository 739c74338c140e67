// Turns what is wanted into a question to the language model, and what it says into an answer of the desk's own.

import type { Failure, ModelAnswer, Wanted } from '../core/consultations.ts'
import type { Context } from '../core/types.ts'
import type { Database } from '../database/client.ts'
import { plainText } from '../document.ts'
import { type Model, ModelError } from '../llm/model.ts'
import { answerAsked, readAnswer, type Source } from './answer.ts'
import { type Question, worded } from './question.ts'
import { readSummary, summaryAsked } from './summary.ts'
import { readTurns } from './turns.ts'

/** What is asked, and of whose matter. */
export interface Consultation {
  readonly id: string
  readonly conversation: string
  readonly ticket: string | null
  readonly wanted: Wanted
}

/** What came of it. `sent` and `received` are as they went over the line; null where nothing did. */
export interface Said {
  readonly result: { readonly answer: ModelAnswer } | { readonly why: Failure }
  readonly sent: string | null
  readonly received: string | null
  readonly tokens: { readonly sent: number; readonly received: number }
}

export interface Asking {
  readonly db: Database
  readonly model: Model
  readonly article: Context['article']
  /** The language that the staff read. */
  readonly locale: string
  /** Whether personal data are masked before they leave. */
  readonly masks: boolean
}

/** Asks the model for what a consultation wants; gives up when `signal` is aborted. What the model can't do is told, not thrown. */
export const ask = async (parts: Asking, consultation: Consultation, signal: AbortSignal): Promise<Said> => {
  const { wanted } = consultation
  switch (wanted.purpose) {
    case 'answer': {
      const sources = sourcesOf(parts, wanted.articles)
      if (sources.length === 0) return failed('ungrounded')
      const names = await namesIn(parts, consultation)
      return askFor({ ...parts, names, signal }, answerAsked(wanted.question, sources), (said) =>
        readAnswer(said, wanted.question, sources),
      )
    }
    case 'summary':
      return askForSummary(parts, consultation, wanted.least, signal)
    case 'draft':
    case 'article':
      return failed('away')
  }
}

const askForSummary = async (
  parts: Asking,
  consultation: Consultation,
  least: number,
  signal: AbortSignal,
): Promise<Said> => {
  const { db, locale } = parts
  const { ticket } = consultation
  if (ticket === null) return failed('dropped')
  const { question } = await db.ticket.findUniqueOrThrow({ where: { id: ticket }, select: { question: true } })
  const messages = await readTurns(db, ticket)
  if (messages.length < least) return failed('dropped')
  const tags = await tagsInUse(db)
  const names = await namesIn(parts, consultation)
  const asked = summaryAsked({ question, messages, tags, language: locale })
  return askFor({ ...parts, names, signal }, asked, (said) => readSummary(said, tags))
}

const MOST_TAGS = 50

const tagsInUse = async (db: Database): Promise<readonly string[]> => {
  const rows = await db.$queryRaw<{ tag: string }[]>`
    SELECT tag FROM tickets, unnest(tags) AS tag WHERE opened_at > now() - interval '90 days'
    GROUP BY tag ORDER BY count(*) DESC LIMIT ${MOST_TAGS}`
  return rows.map(({ tag }) => tag)
}

interface Line extends Pick<Asking, 'model'> {
  /** What the people in it are called; null where nothing is to be masked. */
  readonly names: readonly string[] | null
  readonly signal: AbortSignal
}

const askFor = async <Shape>(
  { model, names, signal }: Line,
  question: Question<Shape>,
  read: (said: Shape) => ModelAnswer | null,
): Promise<Said> => {
  const { asked, restored } = worded(question, names)
  const sent = `${asked.instructions}\n\n${asked.material}`
  try {
    const { answer: said, raw, tokens } = await model.ask(asked, signal)
    const answer = read(restored(said))
    return { result: answer === null ? { why: 'ungrounded' } : { answer }, sent, received: raw, tokens }
  } catch (error) {
    if (!(error instanceof ModelError)) throw error
    const why = error.kind === 'misconfigured' ? 'away' : error.kind
    return { ...failed(why), sent }
  }
}

const namesIn = async ({ db, masks }: Asking, { conversation }: Consultation): Promise<readonly string[] | null> => {
  if (!masks) return null
  const [row] = await db.$queryRaw<{ name: string | null; known: string | null }[]>`
    SELECT u.name, i.known_name AS known FROM conversations c JOIN identities i ON i.id = c.identity_id
    JOIN customers u ON u.id = i.customer_id WHERE c.id = ${conversation}::uuid`
  return [row?.name ?? null, row?.known ?? null].filter((name) => name !== null)
}

const failed = (why: Failure): Said => ({
  result: { why },
  sent: null,
  received: null,
  tokens: { sent: 0, received: 0 },
})

const sourcesOf = ({ article }: Asking, ids: readonly string[]): readonly Source[] =>
  ids.flatMap((id) => {
    const found = article(id)
    return found === null ? [] : [{ id, title: found.title, text: plainText(found.answer) }]
  })
