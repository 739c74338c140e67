// Turns what is wanted into a question to the language model, and what it says into an answer of the desk's own.

import type { Failure, ModelAnswer, Wanted } from '../core/consultations.ts'
import type { Context } from '../core/types.ts'
import type { Database } from '../database/client.ts'
import { plainText } from '../document.ts'
import { type Model, ModelError } from '../llm/model.ts'
import { answerAsked, readAnswer, type Source } from './answer.ts'
import { articleAsked, readArticle } from './article.ts'
import { draftAsked, readDraft } from './draft.ts'
import { readCustomerNames, readNamesAbout } from './names.ts'
import { readPastTickets } from './past-tickets.ts'
import { type Prompt, worded } from './question.ts'
import { readSummary, summaryAsked } from './summary.ts'
import { readOriginals, translationAsked } from './translation.ts'
import { beginningOf, readTurns, type Turn } from './turns.ts'

/** What is asked, and of whose matter. */
export interface Consultation {
  readonly id: string
  readonly conversation: string
  readonly ticket: string | null
  readonly wanted: Wanted
}

/** What came of it. `sent` and `received` are as they went over the line, but for other customers' tickets; null where nothing did. */
export interface Said {
  readonly result: { readonly answer: ModelAnswer } | { readonly why: Failure }
  readonly sent: string | null
  readonly received: string | null
  readonly tokens: { readonly sent: number; readonly received: number }
}

/** What comes of something that was not even asked. */
export const failed = (why: Failure): Said => ({
  result: { why },
  sent: null,
  received: null,
  tokens: { sent: 0, received: 0 },
})

export interface Asking {
  readonly db: Database
  readonly model: Model
  readonly article: Context['article']
  /** The articles that fit some words of people of these names, in a language, the likeliest first. */
  readonly match: (words: string, locale: string, names: readonly string[]) => Promise<ReturnType<Context['match']>>
  /** The language that the staff read. */
  readonly locale: string
  /** Whether personal data are masked before they leave. */
  readonly masks: boolean
}

/** Asks the model for what a consultation wants; gives up when `signal` is aborted. What the model can't do is told, not thrown. */
export const ask = async (parts: Asking, consultation: Consultation, signal: AbortSignal): Promise<Said> => {
  const { wanted } = consultation
  if (await hasHadItsShare(parts.db, consultation)) return failed('spent')
  switch (wanted.purpose) {
    case 'answer': {
      const sources = beginningsOf(sourcesOf(parts, wanted.articles))
      const question = beginningOf(wanted.question)
      if (sources.length === 0) return failed('ungrounded')
      const names = await namesIn(parts, consultation)
      return askFor({ ...parts, names, signal }, answerAsked(question, sources), (said) =>
        readAnswer(said, question, sources),
      )
    }
    case 'summary':
      return askForSummary(parts, { ...consultation, wanted }, signal)
    case 'translation':
      return askForTranslation(parts, { ...consultation, wanted }, signal)
    case 'draft':
      return askForDraft(parts, consultation, signal)
    case 'article':
      return askForArticle(parts, consultation, signal)
  }
}

/** So much of one chat goes to the model in a day: one customer must not use up what all share. What managers ask for isn't counted. */
const MOST_IN_A_DAY: Partial<Record<Wanted['purpose'], number>> = { answer: 20, translation: 200 }

const hasHadItsShare = async (db: Database, { conversation, wanted: { purpose } }: Consultation): Promise<boolean> => {
  const most = MOST_IN_A_DAY[purpose]
  if (most === undefined) return false
  const [row] = await db.$queryRaw<[{ asked: number }]>`
    SELECT count(*)::int AS asked FROM consultations WHERE conversation_id = ${conversation}::uuid AND wanted->>'purpose' = ${purpose}
      AND asked_at > now() - interval '1 day' AND sent IS NOT NULL`
  return row.asked >= most
}

const askForDraft = async (parts: Asking, consultation: Consultation, signal: AbortSignal): Promise<Said> => {
  const { ticket } = consultation
  if (ticket === null) return failed('dropped')
  const { db } = parts
  const { question, locale, messages, translatedFrom } = await readThread(db, ticket)
  const names = await namesIn(parts, consultation)
  const fitting = sourcesOf(parts, await fittingArticles(parts, { question, locale, messages }, names ?? []))
  const articles = beginningsOf(fitting)
  const tickets = await readPastTickets(db, { id: ticket, question })
  // Where the ticket is translated, the manager reads and writes the desk's language, and the reply is translated when it goes.
  const language = translatedFrom === null ? `the customer's own; ${locale} where their words don't tell` : parts.locale
  const material = { question, messages, articles, tickets, language }
  return askFor({ ...parts, names, signal }, draftAsked(material), (said) => readDraft(said, material))
}

const askForArticle = async (parts: Asking, consultation: Consultation, signal: AbortSignal): Promise<Said> => {
  const { ticket } = consultation
  if (ticket === null) return failed('dropped')
  const { question, locale, messages } = await readThread(parts.db, ticket)
  const [names, everybody] = await Promise.all([namesIn(parts, consultation), readNamesAbout(parts.db, ticket)])
  const asked = articleAsked({ question, messages, language: locale })
  return askFor({ ...parts, names, signal }, asked, (said) => readArticle(said, everybody))
}

interface Thread {
  readonly question: string
  /** That the customer writes. */
  readonly locale: string
  readonly messages: readonly Turn[]
  /** Null where the ticket is not translated. */
  readonly translatedFrom: string | null
}

const readThread = async (db: Database, ticket: string): Promise<Thread> => {
  const [facts, messages] = await Promise.all([
    db.ticket.findUniqueOrThrow({
      where: { id: ticket },
      select: { question: true, locale: true, translatedFrom: true },
    }),
    readTurns(db, ticket),
  ])
  return { ...facts, question: beginningOf(facts.question), messages }
}

/** What a model reads of them is paid for. */
const MOST_ARTICLES = 5
const LONGEST_ARTICLE = 4_000

const beginningsOf = (sources: readonly Source[]): readonly Source[] =>
  sources.map(({ text, ...source }) => ({ ...source, text: text.slice(0, LONGEST_ARTICLE) }))

// A talk moves on: what fits the latest words counts as much as what fits the question.
const fittingArticles = async (
  { match }: Asking,
  { question, locale, messages }: Omit<Thread, 'translatedFrom'>,
  names: readonly string[],
): Promise<readonly string[]> => {
  const asked = [question, latestWords(messages)].filter((words) => words !== '')
  const found = await Promise.all(asked.map((words) => match(words, locale, names)))
  const byConfidence = found.flat().toSorted((one, other) => other.confidence - one.confidence)
  return [...new Set(byConfidence.map(({ article }) => article))].slice(0, MOST_ARTICLES)
}

const latestWords = (messages: readonly Turn[]): string => {
  const answered = messages.findLastIndex(({ from }) => from === 'manager')
  const latest = messages.slice(answered + 1).filter(({ from }) => from === 'customer')
  return latest.map(({ text }) => text).join('\n')
}

/** A consultation for one purpose. */
type Of<Purpose extends Wanted['purpose']> = Consultation & { readonly wanted: Extract<Wanted, { purpose: Purpose }> }

const askForSummary = async (parts: Asking, consultation: Of<'summary'>, signal: AbortSignal): Promise<Said> => {
  const { db, locale } = parts
  const { ticket, wanted } = consultation
  if (ticket === null) return failed('dropped')
  const { question: whole } = await db.ticket.findUniqueOrThrow({ where: { id: ticket }, select: { question: true } })
  const messages = await readTurns(db, ticket)
  if (messages.length < wanted.least) return failed('dropped')
  const tags = await tagsInUse(db)
  const names = await namesIn(parts, consultation)
  const thread = { question: beginningOf(whole), messages, tags, language: locale }
  return askFor({ ...parts, names, signal }, summaryAsked(thread), (said) => readSummary(said, thread))
}

const askForTranslation = async (
  parts: Asking,
  consultation: Of<'translation'>,
  signal: AbortSignal,
): Promise<Said> => {
  const { id, ticket, wanted } = consultation
  const originals = ticket === null ? [] : await readOriginals(parts.db, { consultation: id, ticket, wanted })
  if (originals.length === 0) return failed('dropped')
  const { question, read } = translationAsked(originals, wanted.to)
  return askFor({ ...parts, names: await namesIn(parts, consultation), signal }, question, read)
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
  question: Prompt<Shape>,
  read: (said: Shape) => ModelAnswer | null,
): Promise<Said> => {
  const { asked, sent, restored } = worded(question, names)
  try {
    const { answer: said, raw, tokens } = await model.ask(asked, signal)
    const answer = read(restored(said))
    const why = question.purpose === 'translation' ? 'garbled' : 'ungrounded'
    return { result: answer === null ? { why } : { answer }, sent, received: raw, tokens }
  } catch (error) {
    if (!(error instanceof ModelError)) throw error
    const why = error.kind === 'misconfigured' ? 'away' : error.kind
    return { ...failed(why), sent }
  }
}

const namesIn = async ({ db, masks }: Asking, { conversation }: Consultation): Promise<readonly string[] | null> =>
  masks ? readCustomerNames(db, conversation) : null

const sourcesOf = ({ article }: Asking, ids: readonly string[]): readonly Source[] =>
  ids.flatMap((id) => {
    const found = article(id)
    return found === null ? [] : [{ id, title: found.title, text: plainText(found.answer) }]
  })
