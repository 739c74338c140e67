// Articles offered for a question, and what the customer makes of them.

import { personButton, titleButtons, verdictButtons } from './buttons.ts'
import { type Document, joined } from './document.ts'
import { learn } from './learning.ts'
import { outdated, requestTicket } from './registration.ts'
import { change, type Part, type Scene, setForm, speak, together } from './saying.ts'
import type { Verdict } from './suggestions.ts'
import type { Form, Match, Question } from './types.ts'

type Suggesting = Extract<Form, { kind: 'suggesting' }>

/** How sure a match must be, as a probability: to be shown in full, and to be shown at all. */
const thresholds = { sure: 0.75, perhaps: 0.35 } as const
const MOST_TITLES = 3
/** How many times articles are offered for one question. */
export const MOST_ROUNDS = 2

/** Answers a question with the articles that fit it, or with a ticket where none does. */
export const suggest = (scene: Scene, question: Question, round = 1): Part => {
  const fitting = fittingMatches(scene, question)
  const [best] = fitting
  if (best === undefined) return together(recordUnanswered(scene, question), requestTicket(scene, question))
  if (best.confidence >= thresholds.sure) return offerArticle(scene, question, best, round)
  return offerTitles(scene, question, fitting.slice(0, MOST_TITLES), round)
}

/** The answer helped. */
export const acceptAnswer = (scene: Scene, form: Suggesting, index: number): Part =>
  together(
    settle(form, 'solved', form.articles[index] ?? null),
    learn(form.question?.text ?? null, form.articles[index] ?? null, 'solved'),
    setForm({ kind: 'idle', kept: null }),
    speak(scene, { body: { say: 'customer.solved' } }),
  )

/** The answer did not help: the next best one that was not shown, once; then a person. */
export const rejectAnswer = (scene: Scene, form: Suggesting, index: number): Part =>
  together(
    settle(form, 'not', form.articles[index] ?? null),
    learn(form.question?.text ?? null, form.articles[index] ?? null, 'not'),
    afterRejection(scene, form),
  )

/** One of the titles was chosen. */
export const showArticle = (scene: Scene, form: Suggesting, index: number): Part => {
  const article = scene.context.article(form.articles[index] ?? '')
  if (article === null) return outdated
  return speak(scene, { body: { document: inFull(article) }, buttons: verdictButtons(form.suggestion, index) })
}

/** An article as the customer reads it: its title, then its answer. */
export const inFull = ({ title, answer }: Pick<Match, 'title' | 'answer'>): Document =>
  joined([
    {
      type: 'root',
      children: [{ type: 'paragraph', children: [{ type: 'strong', children: [{ type: 'text', value: title }] }] }],
    },
    answer,
  ])

const afterRejection = (scene: Scene, { question, articles, round }: Suggesting): Part => {
  if (question === null) {
    const inWords = { body: { say: 'customer.askInWords' }, buttons: [personButton()] }
    return together(setForm({ kind: 'idle', kept: null }), speak(scene, inWords))
  }
  const next = fittingMatches(scene, question).find(({ article }) => !articles.includes(article))
  return next !== undefined && round < MOST_ROUNDS
    ? offerArticle(scene, question, next, round + 1)
    : requestTicket(scene, question)
}

const fittingMatches = ({ context }: Scene, { text }: Question): readonly Match[] =>
  context.match(text).filter(({ confidence }) => confidence >= thresholds.perhaps)

/** Shows an article in full for a question, or for none, with the verdicts. */
export const offerArticle = (scene: Scene, question: Question | null, match: Match, round = 1): Part => {
  const suggestion = scene.context.newId()
  return together(
    record(suggestion, question, [match], round),
    speak(scene, { body: { document: inFull(match) }, buttons: verdictButtons(suggestion, 0) }),
  )
}

const offerTitles = (scene: Scene, question: Question, matches: readonly Match[], round: number): Part => {
  const suggestion = scene.context.newId()
  const titles = matches.map(({ title }) => title)
  return together(
    record(suggestion, question, matches, round),
    speak(scene, { body: { say: 'customer.perhaps' }, buttons: titleButtons(suggestion, titles) }),
  )
}

const record = (suggestion: string, question: Question | null, matches: readonly Match[], round: number): Part => {
  const articles = matches.map(({ article }) => article)
  return together(
    change({ type: 'RecordSuggestion', id: suggestion, question: question?.text ?? null, matches }),
    setForm({ kind: 'suggesting', question, suggestion, articles, round }),
  )
}

const recordUnanswered = ({ context }: Scene, { text }: Question): Part =>
  change({ type: 'RecordUnanswered', id: context.newId(), question: text })

/** Stores what became of a suggestion, and of which article where it was of one. */
export const settle = ({ suggestion }: Suggesting, verdict: Verdict, article: string | null): Part =>
  change({ type: 'SettleSuggestion', id: suggestion, verdict, article })
