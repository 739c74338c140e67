// When the language model is asked: for a customer only where the articles leave it unsure and nobody has their ticket, for managers as they wish.

import type { Wanted } from './consultations.ts'
import { plainText } from './document.ts'
import type { ManagerEvent } from './events.ts'
import { change, type Part, refuse, type Scene } from './saying.ts'
import type { Manager, Match, Question, Ticket } from './types.ts'

/** The most articles that the model reads for a question. */
const MOST_ARTICLES = 5
/** How long a customer waits for it at most: milliseconds. */
export const ANSWER_DEADLINE = 8_000
/** A manager sees meanwhile that it is being written: milliseconds. */
const WRITING_DEADLINE = 45_000
/** A thread that is shorter is read as fast as its summary. */
const LONG_THREAD = 8

interface Consulted {
  readonly id: string
  readonly part: Part
}

/** Asks for an answer to a question by the articles that fit it best; null where the model can't or mustn't be asked. */
export const consultFor = (scene: Scene, question: Question, matches: readonly Match[]): Consulted | null => {
  const articles = matches.slice(0, MOST_ARTICLES).map(({ article }) => article)
  // Of a file there is only its name.
  if (articles.length === 0 || plainText(question.words).trim() === '' || !mayConsult(scene)) return null
  return consult(scene, { purpose: 'answer', question: question.text, articles }, ANSWER_DEADLINE)
}

/** Asks for what a manager wants about a ticket; its outcome names the consultation. */
export const consultByManager =
  (purpose: 'draft' | 'summary' | 'article') =>
  (scene: Scene, ticket: Ticket, actor: Manager): Part => {
    const { context, state } = scene
    if (!context.settings.assistant) return refuse('state', { say: 'assistant.off' })
    if (state.customer.refusesModel) return refuse('state', { say: 'assistant.unwanted' })
    if (!context.isModelReady) return refuse('state', { say: 'assistant.away' })
    const wanted: Wanted = purpose === 'summary' ? { purpose, least: 1 } : { purpose }
    const { id, part } = consult(scene, wanted, WRITING_DEADLINE, { ticket: ticket.id, by: actor.id })
    const comes = purpose === 'summary' ? { notice: { say: 'assistant.summaryComes' } } : {}
    return { ...part, outcome: { kind: 'done', consultation: id, ...comes } }
  }

/** A manager puts away what was drafted for them, or is still being written. */
export const dropDraft =
  ({ consultation }: Extract<ManagerEvent, { type: 'ManagerDroppedDraft' }>) =>
  (_scene: Scene, _ticket: Ticket, { id: by }: Manager): Part =>
    change({ type: 'DropDraft', consultation, by })

/** Whoever takes over a ticket that others have talked in is told what it is about, where it is long. */
export const summarizeFor = (scene: Scene, { id, answeredAt }: Ticket): Part =>
  answeredAt === null || !mayConsult(scene)
    ? {}
    : consult(scene, { purpose: 'summary', least: LONG_THREAD }, WRITING_DEADLINE, { ticket: id, by: null }).part

/** Whether the model may be asked about this customer's words just now. */
export const mayConsult = ({ state, context }: Scene): boolean => context.isModelReady && !state.customer.refusesModel

interface Whose {
  readonly ticket: string | null
  readonly by: string | null
}

/** Asks for something, which is of no use after `patience` milliseconds. */
export const consult = (
  { context }: Scene,
  wanted: Wanted,
  patience: number,
  { ticket, by }: Whose = { ticket: null, by: null },
): Consulted => {
  const id = context.newId()
  const until = new Date(context.now.getTime() + patience)
  return { id, part: change({ type: 'Consult', id, wanted, ticket, by, until }) }
}
